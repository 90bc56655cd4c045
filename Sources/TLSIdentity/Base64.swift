import DNS

/// Base64 as PEM has it: decoding ignores white space and gives the position of an error, encoding makes lines
/// (RFC 4648 §4, RFC 7468 §3).
public enum Base64 {
    public enum Problem: Error, Hashable, Sendable {
        /// A byte that is neither a base64 character nor white space, at its index in the input.
        case invalid(byte: UInt8, index: Int)
        /// Padding in the middle, or an incomplete last group.
        case badEnd(index: Int)
    }

    public static func decode(_ text: ArraySlice<UInt8>) throws(Problem) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(text.count / 4 * 3)
        var decoder = Base64Decoder(checksUnusedBits: false)
        for index in text.indices {
            let byte = text[index]
            if byte == 0x20 || (0x09...0x0D).contains(byte) { continue }
            guard Base64Decoder.isCharacter(byte) else { throw .invalid(byte: byte, index: index) }
            guard decoder.append(byte, to: &octets) else { throw .badEnd(index: index) }
        }
        guard decoder.isWhole else { throw .badEnd(index: text.endIndex) }
        return octets
    }

    /// The bytes in base64, in lines of 64 characters, each with its line feed.
    static func lines(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 3 * 4 + bytes.count / 48 + 8)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for position in 0..<4 {
                let isPadding = position > group.count
                text.append(isPadding ? UInt8(ascii: "=") : alphabet[Int(bits >> UInt32(18 - 6 * position) & 63)])
            }
            if start % 48 == 45 || start + 3 >= bytes.count { text.append(UInt8(ascii: "\n")) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
