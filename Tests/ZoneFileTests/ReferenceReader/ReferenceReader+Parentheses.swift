import DNS

@testable import ZoneFile

// Braces in place of parentheses, and records whose first line with the parenthesis is a comment.

extension ReferenceReader {
    /// The closing brace or bracket at the end of an entry whose parenthesis is not closed.
    var closingBrace: Range<Int>? {
        guard entry.tokens.count > 1, entry.faults.contains(where: { $0.kind == .parenthesisNotClosed }),
            let last = entry.tokens.last, !last.isQuoted
        else { return nil }
        let word = text.bytes[last.range]
        guard let sign = word.last, let opening = [0x7D: UInt8(ascii: "{"), 0x5D: UInt8(ascii: "[")][sign],
            !word.contains(opening), !word.contains(UInt8(ascii: "\\"))
        else { return nil }
        return last.range.upperBound - 1..<last.range.upperBound
    }

    mutating func noteBraces(_ type: RecordType, _ owner: String, _ first: Int, isText: Bool = false) -> Bool {
        let signs = ["{": UInt8(ascii: "}"), "[": UInt8(ascii: "]")]
        let data = entry.tokens.dropFirst(first)
        guard isUnparenthesized, let opening = data.firstIndex(where: { signs[text.string($0.range)] != nil }),
            let sign = signs[text.string(data[opening].range)]
        else { return false }
        var fields = data[..<opening].map { ($0.content, $0.isQuoted) }
        let rest = data[(opening + 1)...]
        var (line, end): (Int, Int?) = (entry.end, nil)
        if let closing = rest.firstIndex(where: { $0.range.count == 1 && text[$0.range.lowerBound] == sign }) {
            guard !isText, closing == entry.tokens.count - 1 else { return false }
            end = rest[closing].range.upperBound
            fields += rest.dropLast().map { ($0.content, $0.isQuoted) }
        } else {
            fields += rest.map { ($0.content, $0.isQuoted) }
            for _ in 0..<16 where end == nil {
                guard line < text.count, !entries.looksLikeEntry(line), let more = fieldsInBraces(line, sign) else {
                    return false
                }
                fields += more.fields
                (line, end) = (more.end, more.closing)
            }
        }
        var coder = RDATACoder()
        guard let end, coder.encode(type, fields, of: text.bytes, origin: Name(wire: origin.wire)) == nil else {
            return false
        }
        let brace = data[opening].range
        report(.parenthesisMissing, brace, owner, brace.upperBound..<end)
        entries.position = line
        return true
    }

    /// The words and strings of a line, which may end with the sign or a parenthesis.
    private func fieldsInBraces(
        _ start: Int, _ sign: UInt8
    ) -> (fields: [(Range<Int>, Bool)], closing: Int?, end: Int)? {
        var fields: [(Range<Int>, Bool)] = []
        var (at, closing): (Int, Int?) = (start, nil)
        while at < text.count, !text.isLineEnd(at) {
            if text.isSpace(at) {
                at += 1
                continue
            }
            if text[at] == UInt8(ascii: ";") {
                while at < text.count, !text.isLineEnd(at) { at += 1 }
                continue
            }
            guard closing == nil else { return nil }
            let first = at
            if text[at] == sign || text[at] == UInt8(ascii: ")") {
                at += 1
                closing = at
            } else if text[at] == UInt8(ascii: "\"") {
                at += 1
                while at < text.count, text[at] != UInt8(ascii: "\""), !text.isLineEnd(at) {
                    at += text[at] == UInt8(ascii: "\\") ? 2 : 1
                }
                guard at < text.count, text[at] == UInt8(ascii: "\"") else { return nil }
                fields.append((first + 1..<at, true))
                at += 1
            } else {
                while at < text.count, text[at] > 0x20, text[at] < 0x7F, text[at] != sign,
                    !"()\";\\".utf8.contains(text[at])
                {
                    at += 1
                }
                guard at > first else { return nil }
                fields.append((first..<at, false))
            }
        }
        if at < text.count { at += text[at] == 0x0D && text[at + 1] == 0x0A ? 2 : 1 }
        return (fields, closing, at)
    }

    // MARK: - Commented records

    mutating func noteCommentedRecords() {
        let closings = dump.problems.filter { $0.kind == .parenthesisNotOpened }.map(\.range.lowerBound)
        for closing in closings.prefix(100) {
            guard let (comment, start) = commentedRecord(closing) else { continue }
            let range = start..<closing + 1
            dump.problems.removeAll { range.contains($0.range.lowerBound) }
            report(.commentedRecord, range, nil, comment)
        }
    }

    /// The comment with the parenthesis that the one at `closing` would close, and the start of the lines between them.
    private func commentedRecord(_ closing: Int) -> (comment: Range<Int>, start: Int)? {
        var (end, first) = (closing, closing)
        for _ in 0..<16 {
            var line = end
            while line > 0, !text.isLineEnd(line - 1) { line -= 1 }
            var start = line
            while start < end, text.isSpace(start) { start += 1 }
            guard start < end || end == closing else { return nil }
            let depth = start < end ? openParentheses(start + 1..<end) : 0
            if text[start] == UInt8(ascii: ";") || text[start] == UInt8(ascii: "#") && depth == 1 {
                if depth != 0 {
                    var words = start
                    while words < end, [0x20, 0x09, 0x3B, 0x23].contains(text[words]) { words += 1 }
                    return depth == 1 && entries.looksLikeEntry(words) ? (start..<end, first) : nil
                }
            } else {
                guard openParentheses(start..<end) == 0, !entries.looksLikeEntry(line) else { return nil }
                first = start
            }
            guard line > 0 else { return nil }
            end = line > 1 && text[line - 1] == 0x0A && text[line - 2] == 0x0D ? line - 2 : line - 1
        }
        return nil
    }

    private func openParentheses(_ range: Range<Int>) -> Int {
        var (depth, isQuoted) = (0, false)
        for byte in text.bytes[range] {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: ";") { break }
            if byte == UInt8(ascii: "(") { depth += 1 }
            if byte == UInt8(ascii: ")") { depth -= 1 }
        }
        return depth
    }
}
