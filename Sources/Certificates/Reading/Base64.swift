/// Base64 with positions, because a damaged certificate is reported at the very character (RFC 4648 §4, RFC 7468 §3).
enum Base64 {
    enum Problem: Error {
        /// A byte that is neither of the alphabet nor blank, at its index in the input.
        case invalid(byte: UInt8, index: Int)
        /// Padding in the middle, or a last group that cannot be one.
        case badEnd(index: Int)
    }

    static func decode(_ text: ArraySlice<UInt8>) throws(Problem) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        var count = 0
        var padding = 0
        for index in text.indices {
            let byte = text[index]
            switch byte {
            case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20: continue
            case UInt8(ascii: "="):
                padding += 1
                if padding > 2 || count + padding > 4 || count < 2 { throw .badEnd(index: index) }
                continue
            default: break
            }
            guard let value = value(byte) else { throw .invalid(byte: byte, index: index) }
            if padding > 0 { throw .badEnd(index: index) }
            group = group << 6 | UInt32(value)
            count += 1
            if count == 4 {
                result.append(UInt8(truncatingIfNeeded: group >> 16))
                result.append(UInt8(truncatingIfNeeded: group >> 8))
                result.append(UInt8(truncatingIfNeeded: group))
                group = 0
                count = 0
            }
        }
        if count != 0 {
            if count + padding != 4 { throw .badEnd(index: text.endIndex) }
            group <<= UInt32(6 * padding)
            result.append(UInt8(truncatingIfNeeded: group >> 16))
            if padding == 1 { result.append(UInt8(truncatingIfNeeded: group >> 8)) }
        } else if padding != 0 {
            throw .badEnd(index: text.endIndex)
        }
        return result
    }

    /// Lines of 64 characters, each with its line feed.
    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 3 * 4 + bytes.count / 48 + 8)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                text.append(
                    place <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
            }
            if start % 48 == 45 || start + 3 >= bytes.count { text.append(0x0A) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
