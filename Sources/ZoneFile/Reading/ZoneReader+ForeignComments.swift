import DNS

// Comments of shell scripts and C, which no name server knows.

extension ZoneReader {
    /// Whether a token, at a position where an owner or nothing is allowed, begins a comment of shell scripts or C.
    func isForeignComment(_ token: Token) -> Bool {
        scanner.beginsForeignComment(token)
    }

    /// Reports the comment of another language that begins with the token at `index`, up to the end of its line.
    mutating func skipForeignComment(from index: Int) {
        let start = Int(scanner.tokens[index].start)
        var last = index
        while last + 1 < scanner.tokenCount, !scanner.tokens[last + 1].flags.contains(.startsLine) { last += 1 }
        let range = start..<Int(scanner.tokens[last].end)
        report(.foreignComment, start..<(endOfComment(at: start, before: range.upperBound) ?? range.upperBound))
        // A record may follow the end of `/* … */`.
        if index == 0, base[start] == UInt8(ascii: "/"), base[start + 1] == UInt8(ascii: "*"),
            range.dropLast(3).contains(where: { base[$0] == UInt8(ascii: "*") && base[$0 + 1] == UInt8(ascii: "/") })
        {
            noteUnreadBranch()
        }
        // Which names an included file has is not known.
        if index == 0, bytes(scanner.tokens[0]).foldedEquals("#include") { noteUnreadBranch() }
        // Parentheses and quotes in a comment mean nothing.
        scanner.endEntry(atLineOf: start)
    }

    /// The end of a comment `/* … */` that begins at `start` and ends before `limit`.
    private func endOfComment(at start: Int, before limit: Int) -> Int? {
        guard base[start] == UInt8(ascii: "/"), base[start + 1] == UInt8(ascii: "*") else { return nil }
        var at = start + 2
        while at + 1 < limit {
            if base[at] == UInt8(ascii: "*"), base[at + 1] == UInt8(ascii: "/") { return at + 2 }
            if isLineEnd(at) { return nil }
            at += 1
        }
        return nil
    }

    /// Reports comments `/* … */` in the RDATA of a record that can be read without them, and is not kept.
    mutating func noteCommentInside(_ record: ZoneRecord) -> Bool {
        var fields: [FieldText] = []
        var comments: [Range<Int>] = []
        for index in 0..<scanner.tokenCount where scanner.tokens[index].start >= record.rdata {
            let token = scanner.tokens[index]
            let start = Int(token.start)
            if let last = comments.last, start < last.upperBound { continue }
            let limit = Int(scanner.tokens[scanner.tokenCount - 1].end)
            if !token.flags.contains(.quoted), let end = endOfComment(at: start, before: limit) {
                comments.append(start..<end)
            } else {
                fields.append(FieldText(bytes: bytes(token), isQuoted: token.flags.contains(.quoted)))
            }
        }
        guard !comments.isEmpty else { return false }
        var trial = RDATACoder()
        let problem = fields.withUnsafeBufferPointer {
            trial.encode(record.type, fields: $0, origin: inherited.originName)
        }
        guard problem == nil else { return false }
        for comment in comments { report(.foreignComment, comment) }
        return true
    }

    /// No comment that a person writes is longer.
    private static let blockCommentLimit = 16_384

    /// Reports a comment `/* … */` that begins with the first token and ends on a later line, if nothing follows it there.
    ///
    /// - Returns: whether there is one. It is then skipped.
    mutating func skipBlockComment() -> Bool {
        let start = Int(scanner.tokens[0].start)
        guard base[start] == UInt8(ascii: "/"), base[start + 1] == UInt8(ascii: "*") else { return false }
        let limit = min(source.count - 1, start + Self.blockCommentLimit)
        // What was searched without success is not searched again, so that the time to read a file is linear in its size.
        var at = max(start + 2, endOfBlockCommentSearch)
        while at < limit, base[at] != UInt8(ascii: "*") || base[at + 1] != UInt8(ascii: "/") { at += 1 }
        let end = at + 2
        at = end
        guard end <= limit + 1, end <= source.count else {
            endOfBlockCommentSearch = limit
            return false
        }
        while ByteClass.table[Int(base[at])] == ByteClass.space { at += 1 }
        guard at >= source.count || isLineEnd(at), (start..<end).contains(where: isLineEnd) else {
            endOfBlockCommentSearch = end
            return false
        }
        report(.foreignComment, start..<end)
        scanner.endEntry(atLineOf: start)
        if at < source.count { at += base[at] == 0x0D && base[at + 1] == 0x0A ? 2 : 1 }
        scanner.position = at
        return true
    }

    /// Reports the comments of other languages from the token at `index` on that are inside parentheses, and removes their
    /// tokens.
    ///
    /// - Returns: whether there were any.
    mutating func removeForeignComments(from index: Int) -> Bool {
        let comments = scanner.removeForeignComments(from: index)
        for comment in comments { report(.foreignComment, comment) }
        return !comments.isEmpty
    }
}
