import DNS
import ZoneFile

/// The last fields of a record, read as a comment because of a `;` in front of them: `SRV 10 5 8448; matrix`.
struct CommentedFields {
    /// From the semicolon to the end of the fields.
    let span: SourceSpan
    /// The fields with spaces between them, and one in front if the semicolon has none.
    let text: String
    /// The number of the fields.
    let count: Int

    /// - Parameter end: of the last field that was read, on the same line.
    /// - Returns: `nil` unless the record is complete with the words of the comment.
    init?(_ record: UnreadRecord, after end: Int, in source: SourceFile) {
        var start = end
        while start < source.count, source[start] == 0x20 || source[start] == 0x09 { start += 1 }
        guard start < source.count, source[start] == UInt8(ascii: ";") else { return nil }
        var stop = start
        while stop < source.count, stop - start < 300, source[stop] != 0x0A, source[stop] != 0x0D { stop += 1 }
        while stop > start, source[stop - 1] == 0x20 || source[stop - 1] == 0x09 { stop -= 1 }
        let comment = source.text(in: start..<stop)
        let words = comment.split { $0 == ";" || $0 == " " || $0 == "\t" }
        guard (1...4).contains(words.count), words.joined().utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else {
            return nil
        }
        // A position for each word, none of which touches another one.
        let fields = words.enumerated().map { index, word in
            WrittenField(
                bytes: Array(word.utf8), isQuoted: false, range: source.count + 2 * index..<source.count + 2 * index + 1
            )
        }
        // Any word is a name or a text, so that only numbers, addresses and short names are those of the record.
        let isNote =
            [.txt, .spf, .soa, .caa].contains(record.type) || comment.hasPrefix("; ") && words.count == 1 && start > end
        guard !isNote || IPAddress(words[0]) != nil, TrialRecord.isAccepted(record.type, record.rdata + fields) else {
            return nil
        }
        count = words.count
        span = SourceSpan(source, start..<stop)
        text = (start == end ? " " : "") + words.joined(separator: " ")
    }
}
