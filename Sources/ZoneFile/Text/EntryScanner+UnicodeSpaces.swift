extension EntryScanner {
    /// Splits the tokens of the entry at Unicode spaces, so that the entry can be read in spite of them.
    ///
    /// - Returns: the runs of such spaces.
    mutating func splitAtUnicodeSpaces() -> [Range<Int>] {
        var runs: [Range<Int>] = []
        let before = Array(UnsafeBufferPointer(start: tokens, count: tokenCount))
        tokenCount = 0
        for token in before {
            guard token.flags.contains(.nonASCII), !token.flags.contains(.quoted) else {
                append(Int(token.start), Int(token.end), token.flags)
                continue
            }
            var pieceStart = Int(token.start)
            var at = pieceStart
            var flags = token.flags
            while at < Int(token.end) {
                let run = UnicodeSpace.length(at: at, base: base)
                guard run > 0 else {
                    at += 1
                    continue
                }
                if at > pieceStart {
                    appendPiece(pieceStart, at, flags)
                    flags.remove(.startsLine)
                }
                if at == entryStart, !UnicodeSpace.isBeforeOwner(at, base: base) { isIndented = true }
                if let last = runs.last, last.upperBound == at {
                    runs[runs.count - 1] = last.lowerBound..<at + run
                } else {
                    runs.append(at..<at + run)
                }
                at += run
                pieceStart = at
            }
            if at > pieceStart { appendPiece(pieceStart, at, flags) }
        }
        return runs
    }

    /// Appends the part of a token between two Unicode spaces. It may be ASCII although the token is not.
    private mutating func appendPiece(_ start: Int, _ end: Int, _ flags: Token.Flags) {
        let isASCII = base[start..<end].allSatisfy { $0 < 0x80 }
        append(start, end, isASCII ? flags.subtracting(.nonASCII) : flags)
    }
}
