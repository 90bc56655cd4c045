import DNS

// Records of several lines of which only the first one was made a comment, with `;` or the `#` of other languages.

extension ZoneReader {
    /// Files with more such records are not searched, because that would take too long.
    private static let commentedRecordLimit = 100

    /// Replaces the problems of the lines that remain of records whose first line is a comment by one for each record.
    mutating func noteCommentedRecords() {
        let closings = problems.all.filter { $0.kind == .parenthesisNotOpened && $0.span.source === source }
        for closing in closings.prefix(Self.commentedRecordLimit) {
            guard let (comment, start) = commentedRecord(closedAt: closing.span.range.lowerBound) else { continue }
            let range = start..<closing.span.range.upperBound
            problems.keep(0) { [source] problem in
                problem.span.source !== source || !range.contains(problem.span.range.lowerBound)
            }
            report(.commentedRecord, range, related: SourceSpan(source, comment))
        }
    }

    /// The first line of a record, which is a comment, and the start of the text that is not one.
    ///
    /// - Parameter offset: the closing parenthesis of the record.
    private func commentedRecord(closedAt offset: Int) -> (comment: Range<Int>, start: Int)? {
        var line = startOfLine(before: offset)
        var first = offset
        for _ in 0..<Self.lineLimit {
            let end = min(endOfLine(from: line), offset)
            var start = line
            while start < end, ByteClass.table[Int(base[start])] == ByteClass.space { start += 1 }
            guard start < source.count, !isLineEnd(start) else { return nil }
            let isOpenedBehindHash = base[start] == UInt8(ascii: "#") && openParentheses(in: start + 1..<end) == 1
            if base[start] == UInt8(ascii: ";") || isOpenedBehindHash {
                switch openParentheses(in: start + 1..<end) {
                case 0: break
                case 1:
                    return looksLikeRecord(start, end) ? (start..<end, first) : nil
                default: return nil
                }
            } else {
                guard openParentheses(in: start..<end) == 0,
                    !RecordStartHeuristic.matches(at: line, base: base, count: source.count)
                else { return nil }
                first = start
            }
            guard line > 0 else { return nil }
            let isCRLF = line > 1 && base[line - 1] == 0x0A && base[line - 2] == 0x0D
            line = startOfLine(before: line - (isCRLF ? 2 : 1))
        }
        return nil
    }

    /// Whether a record begins after the signs of a comment.
    private func looksLikeRecord(_ start: Int, _ end: Int) -> Bool {
        var text = start
        while text < end, [0x20, 0x09, UInt8(ascii: ";"), UInt8(ascii: "#")].contains(base[text]) { text += 1 }
        return RecordStartHeuristic.matches(at: text, base: base, count: source.count)
    }

    /// How many more parentheses the text opens than it closes, without strings and comments in it.
    private func openParentheses(in range: Range<Int>) -> Int {
        var (depth, isQuoted) = (0, false)
        for at in range {
            switch base[at] {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ";") where !isQuoted: return depth
            case UInt8(ascii: "(") where !isQuoted: depth += 1
            case UInt8(ascii: ")") where !isQuoted: depth -= 1
            default: break
            }
        }
        return depth
    }

    private func startOfLine(before offset: Int) -> Int {
        var start = offset
        while start > 0, !isLineEnd(start - 1) { start -= 1 }
        return start
    }

    private func endOfLine(from offset: Int) -> Int {
        var end = offset
        while end < source.count, !isLineEnd(end) { end += 1 }
        return end
    }
}
