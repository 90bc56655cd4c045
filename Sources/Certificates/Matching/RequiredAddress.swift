import DNS

/// IP addresses between text and the bytes of an iPAddress entry.
enum RequiredAddress {
    /// The four or sixteen bytes of an address written as text, with or without brackets round an IPv6 address.
    static func bytes(_ text: String) -> [UInt8]? {
        var utf8 = Array(text.utf8)
        if utf8.first == UInt8(ascii: "["), utf8.last == UInt8(ascii: "]"), utf8.count > 2 {
            utf8 = Array(utf8[1..<utf8.count - 1])
            return utf8.withUnsafeBufferPointer { IPv6Text.read($0) }.map(bigEndian)
        }
        return utf8.withUnsafeBufferPointer { buffer in
            if let address = IPv4Text.read(buffer) { return bigEndian(address) }
            return IPv6Text.read(buffer).map(bigEndian)
        }
    }

    /// The bytes as an address: dotted, or in RFC 5952's form; other lengths as hexadecimal digits.
    static func text(_ bytes: [UInt8]) -> String {
        switch bytes.count {
        case 4: return bytes.map(String.init).joined(separator: ".")
        case 16:
            let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
            return compressed(groups)
        default: return bytes.map(AlternativeName.hexadecimal).joined()
        }
    }

    /// The IPv4 address inside `::ffff:192.0.2.1`, or the bytes as they are.
    static func unmapped(_ bytes: [UInt8]) -> [UInt8] {
        let prefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return bytes.count == 16 && bytes.starts(with: prefix) ? Array(bytes[12...]) : bytes
    }

    private static func compressed(_ groups: [UInt16]) -> String {
        var best = 0..<0
        var start = 0
        while start < groups.count {
            var end = start
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - start > best.count, end - start > 1 { best = start..<end }
            start = max(end, start + 1)
        }
        let hexadecimal = groups.map { String($0, radix: 16) }
        if best.isEmpty { return hexadecimal.joined(separator: ":") }
        return hexadecimal[..<best.lowerBound].joined(separator: ":") + "::"
            + hexadecimal[best.upperBound...].joined(separator: ":")
    }

    private static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}
