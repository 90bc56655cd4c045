import DNS

/// Internationalised names in the form the DNS knows (RFC 5890, RFC 5891): each label with letters outside ASCII as
/// `xn--` and Punycode.
///
/// Only where nothing but the case of letters has to be mapped: letters that need normalisation, that versions of IDNA
/// treat differently (`ß`, `ς`), or whose script has rules of its own (right to left, joiners) give `nil`.
enum ALabel {
    /// The name with every label that needs it encoded; its dots stay.
    static func name(_ name: String) -> String? {
        guard !name.contains("\\") else { return nil }
        var labels: [String] = []
        for label in name.split(separator: ".", omittingEmptySubsequences: false) {
            guard let encoded = self.label(label) else { return nil }
            labels.append(encoded)
        }
        let encoded = labels.joined(separator: ".")
        // 255 octets on the wire, 253 in text; relative names are longer than they look.
        return encoded.utf8.count <= 200 ? encoded : nil
    }

    /// The label, encoded if it has letters outside ASCII.
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

    /// Whether every version of IDNA takes the scalar as it is, wherever it stands.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x30...0x39, 0x61...0x7A: true
        // ß is another letter in IDNA 2003.
        case 0xE0...0xF6, 0xF8...0xFF: true
        // Ligatures and letters that are mapped: ĳ, ŀ, ŉ, ſ.
        case 0x133, 0x140, 0x149, 0x17F: false
        case 0x100...0x17F: scalar.properties.isLowercase
        // ς is another letter in IDNA 2003.
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
