import DNS
import ZoneFile

/// The text of a TXT record in other quotation marks than `"`, which are only characters to a name server.
struct OtherQuotationMarks {
    /// From the opening mark to the closing one.
    let span: SourceSpan
    /// The text between the marks.
    let content: String

    private static let pairs: [(open: String, close: String)] = [
        ("“", "”"), ("„", "“"), ("„", "”"), ("”", "”"), ("‘", "’"), ("’", "’"), ("«", "»"), ("»", "«"), ("“", "“"),
        ("″", "″"), ("“", "″"), ("“", "\""), ("”", "\""), ("„", "\""), ("″", "\""), ("'", "'"), ("`", "`"),
    ]

    /// The right closing mark is possible only after a `;`, without which Z107 reports the string.
    ///
    /// - Returns: `nil` if the data does not begin and end with such marks. A `;` between them begins a comment, so that the
    ///   end may be in that comment.
    init?(of id: RecordID, in zone: Zone) {
        guard Self.mayBegin(id, in: zone) else { return nil }
        let fields = zone.fields(of: id).rdata
        guard let first = fields.first, let last = fields.last, !first.isQuoted, !last.isQuoted,
            first.span.source === last.span.source
        else { return nil }
        let source = first.span.source
        var end = last.span.range.upperBound
        if end < source.count, source[end] == UInt8(ascii: ";") {
            while end < source.count, source[end] != 0x0A, source[end] != 0x0D { end += 1 }
            while source[end - 1] == 0x20 || source[end - 1] == 0x09 { end -= 1 }
        }
        let whole = SourceSpan(source, first.span.range.lowerBound..<end)
        let text = whole.text
        guard let pair = Self.pairs.first(where: { text.hasPrefix($0.open) && text.hasSuffix($0.close) }),
            text.utf8.count > pair.open.utf8.count + pair.close.utf8.count
        else { return nil }
        span = whole
        content = String(text.dropFirst().dropLast())
    }

    /// Whether the data begins with one of the marks, or a similar character.
    static func mayBegin(_ id: RecordID, in zone: Zone) -> Bool {
        let record = zone.records[id]
        guard !record.flags.contains(.genericRDATA) else { return false }
        return zone.sources[Int(record.source)].withBytes { bytes in
            guard Int(record.rdata) + 1 < bytes.count else { return false }
            let (first, second) = (bytes[Int(record.rdata)], bytes[Int(record.rdata) + 1])
            return first == UInt8(ascii: "'") || first == UInt8(ascii: "`") || (first, second) == (0xE2, 0x80)
                || (first, second) == (0xC2, 0xAB)
        }
    }

    /// The text in double quotes; `nil` if it is not certain which of its characters are data.
    var corrected: String? {
        let marks = Self.pairs.flatMap { [$0.open, $0.close] }.filter { $0.utf8.count > 1 } + ["\"", "\n", "\r", "("]
        guard !marks.contains(where: content.contains) else { return nil }
        // What another rule would report is for a person to write.
        let value = Array(content.utf8)
        if SPFRecord.isRecord(Array(value.prefix(6))), !(SPFRecord(value)?.problems.isEmpty ?? false) { return nil }
        return QuotedText(content)?.text
    }
}
