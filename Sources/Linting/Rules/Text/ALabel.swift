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

/// RFC 3492 with the parameters of IDNA.
enum Punycode {
    private static let base: UInt32 = 36
    private static let tMin: UInt32 = 1
    private static let tMax: UInt32 = 26

    /// - Returns: `nil` if a number overflows, which no label of a domain name does.
    static func encode(_ scalars: [Unicode.Scalar]) -> String? {
        var output = scalars.filter(\.isASCII).map { UInt8($0.value) }
        let basicCount = UInt32(output.count)
        if basicCount > 0 { output.append(UInt8(ascii: "-")) }
        var next: UInt32 = 128
        var delta: UInt32 = 0
        var bias: UInt32 = 72
        var handled = basicCount
        while handled < scalars.count {
            guard let least = scalars.lazy.map(\.value).filter({ $0 >= next }).min() else { return nil }
            let (step, isTooLarge) = (least - next).multipliedReportingOverflow(by: handled + 1)
            let (sum, overflows) = delta.addingReportingOverflow(step)
            guard !isTooLarge, !overflows else { return nil }
            delta = sum
            next = least
            for scalar in scalars {
                if scalar.value < next { delta += 1 }
                guard scalar.value == next else { continue }
                append(delta, bias, to: &output)
                bias = adapt(delta, handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            next += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// A variable-length integer (RFC 3492 §3.3).
    private static func append(_ number: UInt32, _ bias: UInt32, to output: inout [UInt8]) {
        var rest = number
        var position = base
        while true {
            let threshold = position <= bias ? tMin : min(max(position - bias, tMin), tMax)
            guard rest >= threshold else { break }
            output.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            position += base
        }
        output.append(digit(rest))
    }

    private static func digit(_ value: UInt32) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? value + 0x61 : value - 26 + 0x30)
    }

    /// RFC 3492 §6.1
    private static func adapt(_ number: UInt32, _ points: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? number / 700 : number / 2
        delta += delta / points
        var shift: UInt32 = 0
        while delta > (base - tMin) * tMax / 2 {
            delta /= base - tMin
            shift += base
        }
        return shift + (base - tMin + 1) * delta / (delta + 38)
    }
}
