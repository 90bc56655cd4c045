import FoundationEssentials

/// Writes JSON that is the same on every run and safe to print.
struct JSONText {
    private let encoder = JSONEncoder()

    init(isPretty: Bool) {
        // Sorted, since the order of a hash table would differ from run to run.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    }

    func callAsFunction(_ document: some Encodable) -> String {
        guard let data = try? encoder.encode(document) else {
            // Encoding fails for numbers that are not finite and for coders that throw: documents have neither.
            preconditionFailure("a document of strings, integers and booleans is always encoded")
        }
        return Self.escapingInvisible(Array(data))
    }

    /// JSON asks to escape only the characters below U+0020. DEL, the C1 controls and those that reverse the
    /// direction of a line work on a terminal all the same; outside strings they do not occur, so they are
    /// escaped wherever they stand.
    private static func escapingInvisible(_ bytes: [UInt8]) -> String {
        guard bytes.contains(where: { $0 >= 0x7F }) else { return String(decoding: bytes, as: UTF8.self) }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(bytes.count + bytes.count / 8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            var scalar = UInt32(byte)
            var length = 1
            if byte == 0xC2, index + 1 < bytes.count {
                scalar = UInt32(bytes[index + 1])
                length = 2
            } else if byte == 0xE2 || byte == 0xEF, index + 2 < bytes.count {
                scalar =
                    UInt32(byte & 0x0F) << 12 | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
                length = 3
            }
            switch scalar {
            case 0x7F...0x9F where byte == 0x7F || length == 2, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
                0xFEFF:
                let digits = String(scalar, radix: 16)
                escaped += Array("\\u".utf8) + Array(repeating: 0x30, count: 4 - digits.utf8.count) + Array(digits.utf8)
            default:
                escaped += bytes[index..<(index + length)]
            }
            index += length
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
