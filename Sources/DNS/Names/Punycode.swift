/// Punycode (RFC 3492) with the parameters of IDNA.
public enum Punycode {
    private static let base: UInt32 = 36
    private static let tMin: UInt32 = 1
    private static let tMax: UInt32 = 26

    /// Encodes the scalars of a label to the text that follows `xn--`.
    ///
    /// - Returns: `nil` if a number overflows, which does not happen for labels of domain names.
    public static func encode(_ scalars: [Unicode.Scalar]) -> String? {
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

    // MARK: - Decoding

    /// Whether the part of a label after `xn--` decodes to a label that needs encoding.
    public static func isValid(_ encoded: some BidirectionalCollection<UInt8>) -> Bool {
        decode(encoded) != nil
    }

    /// Decodes the part of a label after `xn--`; `nil` if it is not valid, or the label does not need encoding.
    public static func decode(_ encoded: some BidirectionalCollection<UInt8>) -> [Unicode.Scalar]? {
        var scalars: [Unicode.Scalar] = []
        var digits = encoded[...]
        if let delimiter = encoded.lastIndex(of: UInt8(ascii: "-")) {
            scalars = encoded[..<delimiter].map { Unicode.Scalar($0) }
            digits = encoded[encoded.index(after: delimiter)...]
        }
        // An ASCII label does not need encoding.
        guard !digits.isEmpty else { return nil }
        var codePoint = 128
        var position = 0
        var bias = 72
        var isFirst = true
        var at = digits.startIndex
        while at != digits.endIndex {
            let before = position
            var weight = 1
            var threshold = 36
            while true {
                guard at != digits.endIndex, let digit = value(digits[at]) else { return nil }
                at = digits.index(after: at)
                position += digit * weight
                guard position <= Int(UInt32.max) else { return nil }
                let least = threshold <= bias ? 1 : min(threshold - bias, 26)
                if digit < least { break }
                weight *= 36 - least
                threshold += 36
                guard weight <= Int(UInt32.max) else { return nil }
            }
            let count = scalars.count + 1
            bias = Int(adapt(UInt32(position - before), UInt32(count), isFirst: isFirst))
            isFirst = false
            codePoint += position / count
            position %= count
            guard codePoint <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(codePoint)) else { return nil }
            scalars.insert(scalar, at: position)
            position += 1
        }
        return scalars
    }

    private static func value(_ digit: UInt8) -> Int? {
        switch asciiLowercased(digit) {
        case 0x61...0x7A: Int(asciiLowercased(digit)) - 0x61
        case 0x30...0x39: Int(digit) - 0x30 + 26
        default: nil
        }
    }
}
