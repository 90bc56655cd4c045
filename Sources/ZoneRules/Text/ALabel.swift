import DNS

/// Converts internationalised names to A-labels (RFC 5890, RFC 5891): each label with non-ASCII letters becomes `xn--`
/// and Punycode.
///
/// Only names that need no mapping except lowercasing are converted. The result is `nil` for letters that need
/// normalisation, that versions of IDNA treat differently (`ß`, `ς`), or whose script has rules of its own (right to
/// left, joiners).
enum ALabel {
    /// Returns the name with each non-ASCII label encoded and all dots unchanged.
    static func name(_ name: String) -> String? {
        guard !name.contains("\\") else { return nil }
        var labels: [String] = []
        for label in name.split(separator: ".", omittingEmptySubsequences: false) {
            guard let encoded = self.label(label) else { return nil }
            labels.append(encoded)
        }
        let encoded = labels.joined(separator: ".")
        // The limit is 255 octets on the wire, 253 in text; a relative name still gets its origin.
        return encoded.utf8.count <= 200 ? encoded : nil
    }

    /// Returns the label, encoded if it has non-ASCII letters.
    static func label(_ label: some StringProtocol) -> String? {
        guard label.unicodeScalars.contains(where: { !$0.isASCII }) else { return String(label) }
        var scalars: [Unicode.Scalar] = []
        for scalar in label.unicodeScalars {
            let lower = Array(scalar.properties.lowercaseMapping.unicodeScalars)
            guard lower.count == 1, isPlain(lower[0]) else { return nil }
            scalars += lower
        }
        // RFC 5891 §4.2.3.1
        let isHyphenated = scalars.count >= 4 && scalars[2] == "-" && scalars[3] == "-"
        guard scalars.first != "-", scalars.last != "-", !isHyphenated, let code = Punycode.encode(scalars) else {
            return nil
        }
        return code.utf8.count + 4 <= 63 ? "xn--\(code)" : nil
    }

    /// Whether every version of IDNA accepts the scalar unchanged in any position.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x30...0x39, 0x61...0x7A: true
        // IDNA 2003 maps ß to another letter.
        case 0xE0...0xF6, 0xF8...0xFF: true
        // IDNA 2003 maps these ligatures and letters: ĳ, ŀ, ŉ, ſ.
        case 0x133, 0x140, 0x149, 0x17F: false
        case 0x100...0x17F: scalar.properties.isLowercase
        // IDNA 2003 maps ς to another letter.
        case 0x3C2: false
        case 0x390, 0x3AC...0x3CE: true
        case 0x430...0x45F: true
        case 0x561...0x586: true
        case 0x10D0...0x10F0: true
        case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC: true
        case 0x3400...0x4DBF, 0x4E00...0x9FFF: true
        case 0xAC00...0xD7A3: true
        default: false
        }
    }
}
