// What is done about parentheses that are not closed, and about comments of other languages.

extension EntryScanner {
    /// What mistakes of parentheses mean for the entries after them.
    struct Recovery: Sendable {
        /// Set after the first unclosed parenthesis. From then on, an open entry ends before a line that looks like another
        /// one, so that a file with many of them is still read in one pass.
        var endsAtRecordStarts = false
        /// Set after too many bytes were read again. From then on, every entry ends with its line.
        var endsAtLines = false
        /// The number of closing parentheses that belong to an entry that was cut.
        var orphanedCloses = 0
        /// The number of bytes that were read more than once.
        var rereadBytes = 0

        /// Whether the entries after it are read as if there had been no mistake.
        var isWithoutEffect: Bool { !endsAtRecordStarts && !endsAtLines && orphanedCloses == 0 }
    }

    /// Ends an entry that is still open at the end of the file before the first of its lines that looks like another entry.
    ///
    /// - Returns: the offset at which to continue; `nil` if there is no such line.
    mutating func cutBeforeRecordStart() -> Int? {
        faults.append(Fault(kind: .notClosed, start: firstOpen, end: firstOpen + 1))
        recovery.endsAtRecordStarts = true
        return cutTokens(from: 0)
    }

    /// Ends the current entry before the first of its lines that looks like another entry: its parenthesis should have been
    /// closed there. Only lines up to that of the token at `index` are considered.
    ///
    /// - Returns: whether there was such a line. The entry then has fewer tokens, and a fault.
    mutating func cutBeforeRecordStart(upTo index: Int) -> Bool {
        guard firstOpen >= 0, let cut = cutTokens(from: 1, upTo: index) else { return false }
        if !faults.contains(where: { $0.kind == .notClosed }) {
            faults.append(Fault(kind: .notClosed, start: firstOpen, end: firstOpen + 1))
            recovery.orphanedCloses += 1
        }
        goBack(to: cut)
        return true
    }

    /// Ends the current entry with the line of `offset`, whose rest is a comment, unless a parenthesis before it is open.
    mutating func endEntry(atLineOf offset: Int) {
        guard depth(before: offset) <= 0 else { return }
        faults.removeAll { $0.start >= offset || $0.kind == .notClosed }
        var end = offset
        while end < count, base[end] != 0x0A, base[end] != 0x0D { end += 1 }
        if end + 1 < position {
            goBack(to: end + 1)
            isEndedEarly = true
        }
    }

    /// Continues at `offset`, before the current position. How often is limited, so that the time to read a file is linear in
    /// its size.
    private mutating func goBack(to offset: Int) {
        recovery.rereadBytes += position - offset
        position = offset
        if recovery.rereadBytes > rereadLimit {
            recovery.endsAtRecordStarts = true
            recovery.endsAtLines = true
        }
    }

    var rereadLimit: Int { 4 * count + 65_536 }

    /// The number of open parentheses at `offset`, the start of a token.
    private func depth(before offset: Int) -> Int {
        guard firstOpen >= 0, firstOpen < offset else { return 0 }
        var (depth, at) = (0, entryStart)
        for index in 0..<tokenCount where at < offset { advanceDepth(&depth, &at, to: index) }
        return depth
    }

    /// Counts the parentheses between `offset` and the token at `index`, and moves `offset` past the token.
    private func advanceDepth(_ depth: inout Int, _ offset: inout Int, to index: Int) {
        var isComment = false
        for gap in offset..<Int(tokens[index].start) {
            switch classes[Int(base[gap])] {
            case ByteClass.semicolon: isComment = true
            case ByteClass.lineFeed: isComment = false
            case ByteClass.carriageReturn where crEndsLines: isComment = false
            case ByteClass.opening where !isComment: depth += 1
            case ByteClass.closing where !isComment: depth -= 1
            default: break
            }
        }
        offset = Int(tokens[index].end)
    }

    /// Whether a token, at a position where an owner or nothing is allowed, begins a comment of shell scripts or C.
    func beginsForeignComment(_ token: Token) -> Bool {
        guard !token.flags.contains(.quoted) else { return false }
        let start = Int(token.start)
        if base[start] == UInt8(ascii: "#") { return true }
        let next = base[start + 1]
        return base[start] == UInt8(ascii: "/") && (next == UInt8(ascii: "/") || next == UInt8(ascii: "*"))
    }

    /// Removes the comments of another language that begin at or after the token at `first` inside parentheses, up to the end
    /// of their lines.
    ///
    /// - Returns: the comments.
    mutating func removeForeignComments(from first: Int) -> [Range<Int>] {
        guard firstOpen >= 0 else { return [] }
        var comments: [Range<Int>] = []
        var (depth, offset) = (0, entryStart)
        var (kept, index) = (0, 0)
        while index < tokenCount {
            advanceDepth(&depth, &offset, to: index)
            guard index >= first, depth > 0, beginsForeignComment(tokens[index]) else {
                tokens[kept] = tokens[index]
                kept += 1
                index += 1
                continue
            }
            let start = Int(tokens[index].start)
            while index + 1 < tokenCount, !tokens[index + 1].flags.contains(.startsLine) {
                index += 1
                advanceDepth(&depth, &offset, to: index)
            }
            comments.append(start..<Int(tokens[index].end))
            index += 1
        }
        tokenCount = kept
        // Quotes in a comment mean nothing.
        faults.removeAll { fault in
            let next = comments.partitioningIndex { $0.upperBound > fault.start }
            return fault.kind == .quoteNotClosed && next < comments.count && comments[next].contains(fault.start)
        }
        return comments
    }

    private mutating func cutTokens(from first: Int, upTo last: Int? = nil) -> Int? {
        for index in first..<min((last ?? tokenCount - 1) + 1, tokenCount)
        where tokens[index].flags.contains(.startsLine) && Int(tokens[index].start) > firstOpen {
            let line = lineStart(of: Int(tokens[index].start))
            guard line > entryStart, RecordStartHeuristic.matches(at: line, base: base, count: count) else { continue }
            tokenCount = index
            // The rest is read again, and its faults are reported then.
            isOverlong = false
            isEndedEarly = true
            faults.removeAll { $0.start >= line }
            entryFlags = []
            for kept in 0..<index { entryFlags.formUnion(tokens[kept].flags) }
            return line
        }
        return nil
    }

    private func lineStart(of offset: Int) -> Int {
        var start = offset
        // A lone carriage return ends a line in every file.
        while start > entryStart, base[start - 1] != 0x0A, base[start - 1] != 0x0D { start -= 1 }
        return start
    }
}
