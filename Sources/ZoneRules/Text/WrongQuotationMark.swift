import DNS
import Diagnostics
import ZoneFile

/// A sign in place of one of the two quotation marks of a string, which is therefore not closed on its line.
struct WrongQuotationMark {
    let span: SourceSpan
    let message: String
    /// Whether it is in place of the opening quotation mark.
    private(set) var isOpening = false

    /// Other quotation marks, and signs that look like them.
    private static let marks: [Character] = ["“", "”", "„", "‟", "″", "＂", "«", "»", "〝", "〞"]

    /// - Parameter string: from the quotation mark that is not closed to the end of its line.
    init?(_ string: SourceSpan) {
        let source = string.source
        var end = string.range.upperBound
        while end > string.range.lowerBound, [0x20, 0x09].contains(source[end - 1]) { end -= 1 }
        let text = source.text(in: string.range.lowerBound..<end)
        if text.utf8.count > 2, text.hasSuffix("\\\""), !text.hasSuffix("\\\\\"") {
            span = SourceSpan(source, end - 2..<end)
            message = "the quotation mark at the end of the string is escaped"
        } else if let range = Self.onlyMark(inLineOf: string) {
            span = SourceSpan(source, range)
            isOpening = [0x20, 0x09, UInt8(ascii: "("), UInt8(ascii: "\"")].contains(source[range.lowerBound - 1])
            message = "the \(isOpening ? "opening" : "closing") quotation mark is \(Words.quoted(span.text)), not `\"`"
        } else if text.utf8.count > 2, text.hasSuffix("'"), text.count(where: { $0 == "'" }) == 1 {
            span = SourceSpan(source, end - 1..<end)
            message = "the string is closed with another quotation mark"
        } else {
            return nil
        }
    }

    /// The typographic quotation mark of the line, if it has only one, and a string begins or ends there.
    private static func onlyMark(inLineOf string: SourceSpan) -> Range<Int>? {
        let line = string.source.range(ofLine: string.start.line)
        let text = string.source.text(in: line.lowerBound..<string.range.upperBound)
        guard let mark = text.firstIndex(where: marks.contains), mark != text.startIndex,
            !text[text.index(after: mark)...].contains(where: marks.contains)
        else { return nil }
        // A comment may have any sign. What is before the mark is in pairs of quotation marks, or is the string itself.
        let pieces = text[..<mark].split(separator: "\"", omittingEmptySubsequences: false)
        let isInString = pieces.count.isMultiple(of: 2)
        guard !stride(from: 0, to: pieces.count, by: 2).contains(where: { pieces[$0].contains(";") }) else {
            return nil
        }
        let rest = text[text.index(after: mark)...]
        let isEnd = "\");".contains(rest.first { $0 != " " && $0 != "\t" } ?? ";")
        let isStart = " \t(\"".contains(text[text.index(before: mark)]) && !(rest.first?.isWhitespace ?? true)
        guard isInString ? isEnd : isStart else { return nil }
        let start = line.lowerBound + text[..<mark].utf8.count
        return start..<start + text[mark].utf8.count
    }

    /// The start of the text whose opening quotation mark is missing, if the span is only the closing one of a TXT record.
    static func startOfText(_ span: SourceSpan, _ zone: Zone) -> Int? {
        let start = span.range.lowerBound
        guard span.text.trimmingSpaces == "\"", start > 0, span.source[start - 1] > 0x20 else { return nil }
        let line = span.source.range(ofLine: span.start.line)
        // The records of one file are in its order.
        guard zone.sources.count == 1 else { return nil }
        let low = zone.records.partitioningIndex { Int($0.start) >= line.lowerBound }
        let record = low < zone.records.count && line.contains(Int(zone.records[low].start)) ? zone.records[low] : nil
        guard let record, record.type == .txt || record.type == .spf, Int(record.rdata) < start,
            !span.source.text(in: Int(record.rdata)..<start).contains(where: { "\"();".contains($0) })
        else { return nil }
        return Int(record.rdata)
    }
}

extension String {
    fileprivate var trimmingSpaces: Substring {
        var text = self[...]
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
