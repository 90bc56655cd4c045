import DNS

/// The first line of a file that is neither empty nor a comment of a zone file.
struct FirstLine {
    /// Without the white space around it.
    let range: Range<Int>
    private let isIndented: Bool
    private let bytes: UnsafeBufferPointer<UInt8>

    /// How far the file is searched.
    private static let searched = 64 << 10

    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        let end = min(bytes.count, Self.searched)
        var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while at < end {
            var stop = at
            while stop < end, bytes[stop] != 0x0A, bytes[stop] != 0x0D { stop += 1 }
            var start = at
            while start < stop, Self.isSpace(bytes[start]) { start += 1 }
            if start < stop, bytes[start] != UInt8(ascii: ";") {
                while stop > start, Self.isSpace(bytes[stop - 1]) { stop -= 1 }
                range = start..<stop
                isIndented = start > at
                return
            }
            at = stop + 1
        }
        return nil
    }

    /// Whether the line is a directive, or has a class or type where a record has it.
    var isOfZoneFile: Bool {
        if bytes[range.lowerBound] == UInt8(ascii: "$") { return true }
        // `zone "example.com" IN {` in named.conf, and `[example.com.] www.example.com. 3600 A 192.0.2.10` from knotc.
        if bytes[range.upperBound - 1] == UInt8(ascii: "{") || bytes[range.lowerBound] == UInt8(ascii: "[") {
            return false
        }
        // `> @ IN SOA …` in a mail, `| www | A |` in a table, `1 @ IN SOA …` in a listing, and `@ SOA … ~` of MaraDNS.
        if bytes[range.lowerBound] == UInt8(ascii: ">") || bytes[range.lowerBound] == UInt8(ascii: "|") { return false }
        if bytes[range.upperBound - 1] == UInt8(ascii: "~"),
            Self.isSpace(bytes[max(range.lowerBound, range.upperBound - 2)])
        {
            return false
        }
        if isIndented, bytes[range.lowerBound] == UInt8(ascii: "1"), range.count > 2,
            bytes[range.lowerBound + 1] == 0x09
        {
            return false
        }
        if isNumbered { return false }
        var at = range.lowerBound
        for field in 0..<4 {
            let start = at
            while at < range.upperBound, !Self.isSpace(bytes[at]) { at += 1 }
            let word = UnsafeBufferPointer(rebasing: bytes[start..<at])
            if field > 0 || isIndented,
                RecordClass(mnemonic: word) != nil || RecordType(mnemonic: word) != nil
            {
                return true
            }
            while at < range.upperBound, Self.isSpace(bytes[at]) { at += 1 }
            if at == range.upperBound { return false }
        }
        return false
    }

    /// Whether the line has the number 1 in front of a directive, the origin or a comment: `1 $TTL 3600` and `1: @ IN SOA …`.
    private var isNumbered: Bool {
        guard bytes[range.lowerBound] == UInt8(ascii: "1") else { return false }
        var at = range.lowerBound + 1
        while at < range.upperBound, Self.isSpace(bytes[at]) || ":.)|".utf8.contains(bytes[at]) { at += 1 }
        guard at > range.lowerBound + 1, at < range.upperBound else { return false }
        let isWhole = at + 1 == range.upperBound || Self.isSpace(bytes[at + 1])
        return bytes[at] == UInt8(ascii: "$") || bytes[at] == UInt8(ascii: ";")
            || bytes[at] == UInt8(ascii: "@") && isWhole
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
