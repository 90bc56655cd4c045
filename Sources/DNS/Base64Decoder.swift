/// Decodes base64 (RFC 4648 §4) one character at a time. Padding is required.
public struct Base64Decoder {
    private let checksUnusedBits: Bool
    private var bits: UInt32 = 0
    private var characters = 0
    private var padding = 0
    private var isClosed = false

    /// - Parameter checksUnusedBits: Whether the bits that fill no octet must be zero, a choice that RFC 4648 §3.5
    ///   leaves to the decoder.
    public init(checksUnusedBits: Bool = true) {
        self.checksUnusedBits = checksUnusedBits
    }

    /// Whether the text so far consists of complete groups of four characters.
    public var isWhole: Bool { characters % 4 == 0 }

    /// Whether the text so far consists of complete groups of four characters, at least one.
    public var isComplete: Bool { isWhole && characters > 0 }

    /// Adds a character, and the octets that it completes to `octets`.
    ///
    /// - Returns: Whether `byte` is allowed here.
    public mutating func append(_ byte: UInt8, to octets: inout [UInt8]) -> Bool {
        guard !isClosed else { return false }
        var value: UInt32 = 0
        if byte == UInt8(ascii: "=") {
            guard characters % 4 >= 2 else { return false }
            padding += 1
        } else {
            guard padding == 0, let digit = Self.value(of: byte) else { return false }
            value = digit
        }
        bits = bits << 6 | value
        characters += 1
        guard characters % 4 == 0 else { return true }
        let unused: UInt32 = padding == 2 ? 0xFFFF : padding == 1 ? 0xFF : 0
        guard !checksUnusedBits || bits & unused == 0 else { return false }
        octets.append(UInt8(truncatingIfNeeded: bits >> 16))
        if padding < 2 { octets.append(UInt8(truncatingIfNeeded: bits >> 8)) }
        if padding < 1 { octets.append(UInt8(truncatingIfNeeded: bits)) }
        isClosed = padding > 0
        bits = 0
        return true
    }

    /// The six bits of a character of the alphabet.
    static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 0x41
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 0x61 + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    /// Whether a byte is a character of base64, padding included.
    public static func isCharacter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "=") || value(of: byte) != nil
    }
}
