/// Text as quoted character strings of a zone file, with at most 255 octets each (RFC 1035 §3.3).
struct QuotedText {
    let text: String

    /// - Parameter unquoted: the text as written in the file, with its escapes; trailing whitespace is dropped.
    /// - Returns: `nil` if the text ends in the middle of an escape.
    init?(_ unquoted: String) {
        var bytes = Array(unquoted.utf8)
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        var strings: [[UInt8]] = [[]]
        var octets = 0
        var at = 0
        while at < bytes.count {
            guard let width = Self.width(of: bytes[at...]) else { return nil }
            if octets == 255 {
                strings.append([])
                octets = 0
            }
            // A quote that is not escaped yet would end the string.
            if bytes[at] == UInt8(ascii: "\"") { strings[strings.count - 1].append(UInt8(ascii: "\\")) }
            strings[strings.count - 1] += bytes[at..<at + width]
            octets += 1
            at += width
        }
        text = strings.map { "\"\(String(decoding: $0, as: UTF8.self))\"" }.joined(separator: " ")
    }

    /// Returns the number of bytes that write the first octet, or `nil` if its escape is incomplete.
    private static func width(of bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.first == UInt8(ascii: "\\") else { return 1 }
        guard bytes.count > 1 else { return nil }
        guard bytes[bytes.startIndex + 1] &- 0x30 < 10 else { return 2 }
        return bytes.count >= 4 ? 4 : nil
    }
}
