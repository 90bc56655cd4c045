/// The byte in lower case if it is an ASCII letter: the case folding of the DNS (RFC 4343).
@inlinable
public func asciiLowercased(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes equal `text`, ignoring the case of ASCII letters.
    @inlinable
    public func foldedEquals(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount && hasFoldedPrefix(text)
    }

    /// Whether the bytes begin with `text`, ignoring the case of ASCII letters.
    @inlinable
    public func hasFoldedPrefix(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count >= length else { return false }
        for index in 0..<length
        where asciiLowercased(self[index]) != asciiLowercased(text.utf8Start[index]) {
            return false
        }
        return true
    }
}

/// The value of an unsigned decimal number that fits in 16 bits; `nil` for anything else.
@usableFromInline
func decimal16(_ digits: UnsafeBufferPointer<UInt8>) -> UInt16? {
    guard !digits.isEmpty, digits.count <= 5 else { return nil }
    var value: UInt32 = 0
    for digit in digits {
        let number = digit &- 0x30
        guard number < 10 else { return nil }
        value = value &* 10 &+ UInt32(number)
    }
    return UInt16(exactly: value)
}

/// The value of a hexadecimal digit in either case.
@inline(__always)
func hexDigit(_ byte: UInt8) -> UInt8? {
    let decimal = byte &- 0x30
    if decimal < 10 { return decimal }
    let letter = asciiLowercased(byte) &- 0x61
    return letter < 6 ? letter + 10 : nil
}
