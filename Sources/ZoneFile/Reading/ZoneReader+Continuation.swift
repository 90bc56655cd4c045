import DNS

// Records that continue on the next lines although no parenthesis is open at the end of the line (RFC 1035 §5.1).

extension ZoneReader {
    /// Reports a record that lacks fields if the next lines have them: after a backslash, after a parenthesis that is not
    /// opened before the end of the line, or without any sign. Skips these lines.
    ///
    /// - Parameter kind: the problem of the record.
    /// - Returns: whether there are such lines.
    mutating func noteContinuedRecord(_ kind: ZoneProblem.Kind, _ record: ZoneRecord) -> Bool {
        if noteLineContinuation(record.owner) { return true }
        guard case .missingField = kind, isUnparenthesized, scanner.tokenCount > 0 else { return false }
        let last = scanner.tokens[scanner.tokenCount - 1].range
        var at = scanner.position
        while ByteClass.table[Int(base[at])] == ByteClass.space { at += 1 }
        if base[at] == UInt8(ascii: "(") {
            report(
                .parenthesisOnNextLine, at..<at + 1, related: SourceSpan(source, last), owner: record.owner)
            _ = scanner.next()
            return true
        }
        guard record.type == .soa, let end = endOfTimes(from: scanner.position) else { return false }
        report(.parenthesisMissing, last, owner: record.owner)
        scanner.position = end
        return true
    }

    /// Reports a backslash at the end of the entry, and skips the line after it.
    mutating func noteLineContinuation(_ owner: NameID) -> Bool {
        guard isUnparenthesized, endsWithBackslash else { return false }
        report(.lineContinuation, scanner.tokens[scanner.tokenCount - 1].range, owner: owner)
        while endsWithBackslash, hasContinuation(at: scanner.position), scanner.next() {}
        return true
    }

    /// Whether no parenthesis of the entry could be meant to be open at its end.
    private var isUnparenthesized: Bool { scanner.firstOpen < 0 && scanner.faults.isEmpty && !scanner.isEndedEarly }

    /// Whether the last field is a backslash before the end of the line.
    private var endsWithBackslash: Bool {
        guard scanner.tokenCount > 0 else { return false }
        let last = scanner.tokens[scanner.tokenCount - 1]
        return last.end - last.start == 1 && base[Int(last.start)] == UInt8(ascii: "\\")
    }

    /// Whether the line at `offset` has fields that do not look like another record.
    private func hasContinuation(at offset: Int) -> Bool {
        var at = offset
        while ByteClass.table[Int(base[at])] == ByteClass.space { at += 1 }
        guard at < source.count,
            ![ByteClass.lineFeed, ByteClass.carriageReturn, ByteClass.semicolon].contains(
                ByteClass.table[Int(base[at])])
        else { return false }
        return !RecordStartHeuristic.matches(at: offset, base: base, count: source.count)
    }

    /// The end of the lines from `start` on that have only times, as the rest of an SOA record has; `nil` if the first one is
    /// not such a line. A closing parenthesis may be after the last time.
    private func endOfTimes(from start: Int) -> Int? {
        var end: Int?
        var line = start
        var count = 0
        while count < 5, line < source.count {
            var at = line
            var words = 0
            var isClosed = false
            while true {
                while ByteClass.table[Int(base[at])] == ByteClass.space { at += 1 }
                if base[at] == UInt8(ascii: ")"), words + count > 0 {
                    isClosed = true
                    at += 1
                    continue
                }
                let word = at
                while ByteClass.table[Int(base[at])] == ByteClass.ordinary { at += 1 }
                guard at > word else { break }
                guard case .success = TTLText.read(UnsafeBufferPointer(start: base + word, count: at - word)) else {
                    return end
                }
                words += 1
            }
            if base[at] == UInt8(ascii: ";") { while at < source.count, !isLineEnd(at) { at += 1 } }
            guard words > 0 || isClosed, at >= source.count || isLineEnd(at) else { return end }
            if at < source.count { at += base[at] == 0x0D && base[at + 1] == 0x0A ? 2 : 1 }
            count += words
            line = at
            end = at
            if isClosed { break }
        }
        return end
    }

    private func isLineEnd(_ offset: Int) -> Bool { base[offset] == 0x0A || base[offset] == 0x0D }
}
