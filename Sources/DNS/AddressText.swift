/// Reads IPv4 addresses in the form of zone files: four decimal numbers without leading zeros.
public enum IPv4Text {
    /// The address; `nil` if the bytes are not four such numbers separated by dots.
    @inlinable
    public static func read(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        guard (7...15).contains(text.count) else { return nil }
        var address: UInt32 = 0
        var number: UInt32 = 0
        var digits = 0
        var parts = 0
        for byte in text {
            let digit = byte &- 0x30
            if digit < 10 {
                // "00" and "01": some servers read them as octal, others refuse them.
                if digits > 0, number == 0 { return nil }
                number = number * 10 + UInt32(digit)
                digits += 1
                if number > 255 || digits > 3 { return nil }
            } else {
                guard byte == UInt8(ascii: "."), digits > 0, parts < 3 else { return nil }
                address = address << 8 | number
                number = 0
                digits = 0
                parts += 1
            }
        }
        guard parts == 3, digits > 0 else { return nil }
        return address << 8 | number
    }
}

/// Reads IPv6 addresses in every form of RFC 4291 §2.2, including the one that ends in an IPv4 address.
public enum IPv6Text {
    /// The address; `nil` if the bytes are not an address.
    public static func read(_ text: UnsafeBufferPointer<UInt8>) -> UInt128? {
        guard (2...45).contains(text.count) else { return nil }
        var groups: UInt128 = 0
        var count = 0
        var gap: Int?
        var at = 0
        if text[0] == UInt8(ascii: ":") {
            guard text[1] == UInt8(ascii: ":") else { return nil }
            gap = 0
            at = 2
        }
        while at < text.count {
            let start = at
            var value: UInt32 = 0
            while at < text.count, let digit = hexDigit(text[at]), at - start < 5 {
                value = value << 4 | UInt32(digit)
                at += 1
            }
            if at < text.count, text[at] == UInt8(ascii: ".") {
                guard count <= 6, let quad = IPv4Text.read(UnsafeBufferPointer(rebasing: text[start...])) else {
                    return nil
                }
                groups = groups << 32 | UInt128(quad)
                count += 2
                at = text.count
                break
            }
            guard (1...4).contains(at - start), count < 8 else { return nil }
            groups = groups << 16 | UInt128(value)
            count += 1
            if at == text.count { break }
            guard text[at] == UInt8(ascii: ":") else { return nil }
            at += 1
            if at < text.count, text[at] == UInt8(ascii: ":") {
                guard gap == nil else { return nil }
                gap = count
                at += 1
            } else if at == text.count {
                return nil
            }
        }
        guard let gap else { return count == 8 ? groups : nil }
        guard count < 8 else { return nil }
        let tailBits = UInt128((count - gap) * 16)
        let tail = tailBits == 0 ? 0 : groups & ((1 << tailBits) - 1)
        let head = groups >> tailBits
        return gap == 0 ? tail : head << UInt128((8 - gap) * 16) | tail
    }
}
