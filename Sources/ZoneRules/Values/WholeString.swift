import ZoneFile

/// Record data that is one string in quotes without escapes, which is the usual form of a TXT record. It is found in the text
/// of the zone, without reading the record again.
enum WholeString {
    /// Returns the range of the string in its source, without the quotes; `nil` if the data has another form.
    static func range(of record: ZoneRecord, in zone: Zone) -> Range<Int>? {
        zone.sources[Int(record.source)].withBytes { bytes in
            let start = Int(record.rdata) + 1
            guard start < bytes.count, bytes[start - 1] == quote else { return nil }
            // Between parentheses, the next line may have another string.
            for at in Int(record.start)..<start where bytes[at] == UInt8(ascii: "(") { return nil }
            var end = start
            while end < bytes.count, bytes[end] != quote {
                if bytes[end] == UInt8(ascii: "\\") || bytes[end] == 0x0A { return nil }
                end += 1
            }
            // RFC 1035 §3.3: a string has at most 255 octets.
            guard end < bytes.count, end - start <= 255, isEnd(of: bytes, end + 1) else { return nil }
            return start..<end
        }
    }

    private static let quote = UInt8(ascii: "\"")

    /// Whether only blanks and a comment follow on the line.
    private static func isEnd(of bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        var at = start
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
        guard at < bytes.count, bytes[at] != 0x0A, bytes[at] != UInt8(ascii: ";") else { return true }
        return bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
    }
}
