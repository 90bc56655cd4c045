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
        if record.type == .soa, noteBraces(record.owner) { return true }
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
        guard record.type == .soa, let (end, lastField) = endOfTimes(from: scanner.position) else { return false }
        report(
            .parenthesisMissing, last, related: SourceSpan(source, scanner.position..<lastField), owner: record.owner)
        scanner.position = end
        return true
    }

    /// Reports an SOA record with a brace or a bracket in place of the parenthesis, at the end of its first line, and skips the lines
    /// with its times.
    private mutating func noteBraces(_ owner: NameID) -> Bool {
        guard isUnparenthesized, scanner.tokenCount > 2 else { return false }
        let last = scanner.tokens[scanner.tokenCount - 1].range
        guard last.count == 1, let closing = Self.closing(base[last.lowerBound]),
            let (end, field) = endOfTimes(from: scanner.position, closing: closing)
        else { return false }
        report(.parenthesisMissing, last, related: SourceSpan(source, scanner.position..<field), owner: owner)
        scanner.position = end
        return true
    }

    /// The sign that closes what another one opens in other languages.
    private static func closing(_ opening: UInt8) -> UInt8? {
        switch opening {
        case UInt8(ascii: "{"): UInt8(ascii: "}")
        case UInt8(ascii: "["): UInt8(ascii: "]")
        default: nil
        }
    }

    /// Reports a TXT record if the next lines have only strings, as the rest of a long one, and skips these lines.
    ///
    /// - Returns: whether there are such lines.
    @inline(__always)
    mutating func noteStringsOnNextLine(_ record: ZoneRecord) -> Bool {
        guard record.type == .txt || record.type == .spf, scanner.position < source.count,
            ByteClass.table[Int(base[scanner.position])] == ByteClass.space, isUnparenthesized,
            let (end, lastString) = endOfStrings(from: scanner.position)
        else { return false }
        report(
            .parenthesisMissing, scanner.tokens[scanner.tokenCount - 1].range,
            related: SourceSpan(source, scanner.position..<lastString), owner: record.owner)
        scanner.position = end
        return true
    }

    /// The end of the indented lines from `start` on that have only quoted strings, and the end of the last string or of the
    /// closing parenthesis after it; `nil` if the first one is not such a line.
    private func endOfStrings(from start: Int) -> (line: Int, field: Int)? {
        var found: (line: Int, field: Int)?
        var at = start
        while at < source.count, ByteClass.table[Int(base[at])] == ByteClass.space {
            var field: Int?
            while true {
                while ByteClass.table[Int(base[at])] == ByteClass.space { at += 1 }
                if base[at] == UInt8(ascii: ")"), field != nil {
                    at += 1
                    field = at
                    break
                }
                guard base[at] == UInt8(ascii: "\"") else { break }
                at += 1
                while at < source.count, base[at] != UInt8(ascii: "\""), !isLineEnd(at) {
                    at += base[at] == UInt8(ascii: "\\") ? 2 : 1
                }
                guard at < source.count, base[at] == UInt8(ascii: "\"") else { return found }
                at += 1
                field = at
            }
            while ByteClass.table[Int(base[at])] == ByteClass.space { at += 1 }
            if base[at] == UInt8(ascii: ";") { while at < source.count, !isLineEnd(at) { at += 1 } }
            guard let field, at >= source.count || isLineEnd(at) else { return found }
            if at < source.count { at += base[at] == 0x0D && base[at + 1] == 0x0A ? 2 : 1 }
            found = (at, field)
            if base[field - 1] == UInt8(ascii: ")") { break }
        }
        return found
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
    /// not such a line. A closing parenthesis may be after the last time. Also returns the end of the last time or of that
    /// parenthesis.
    private func endOfTimes(from start: Int, closing: UInt8 = UInt8(ascii: ")")) -> (line: Int, field: Int)? {
        var end: (line: Int, field: Int)?
        var line = start
        var count = 0
        while count < 5 || closing != UInt8(ascii: ")"), line < source.count {
            var at = line
            var words = 0
            var field = line
            var isClosed = false
            while true {
                while ByteClass.table[Int(base[at])] == ByteClass.space { at += 1 }
                if base[at] == closing, words + count > 0 {
                    isClosed = true
                    at += 1
                    field = at
                    continue
                }
                let word = at
                while ByteClass.table[Int(base[at])] == ByteClass.ordinary, base[at] != closing { at += 1 }
                guard at > word else { break }
                guard case .success = TTLText.read(UnsafeBufferPointer(start: base + word, count: at - word)) else {
                    return end
                }
                words += 1
                field = at
            }
            if base[at] == UInt8(ascii: ";") { while at < source.count, !isLineEnd(at) { at += 1 } }
            guard words > 0 || isClosed, at >= source.count || isLineEnd(at) else { return end }
            if at < source.count { at += base[at] == 0x0D && base[at + 1] == 0x0A ? 2 : 1 }
            count += words
            line = at
            end = (at, max(field, end?.field ?? field))
            if isClosed { break }
        }
        return end
    }

    func isLineEnd(_ offset: Int) -> Bool { base[offset] == 0x0A || base[offset] == 0x0D }
}
