/// A part of a line of an entry: a field, a parenthesis or a comment.
struct LinePiece {
    enum Kind: Equatable { case field, parenthesis, comment }

    let kind: Kind
    let range: Range<Int>
    /// Whether no white space precedes it on its line. Then none is added.
    let isGlued: Bool
    /// The number of Unicode scalars.
    let width: Int
}

extension EntryScanner {
    /// The pieces of the current entry by line, with the range of each line without its end.
    ///
    /// - Returns: `nil` if the entry has a mistake in its quotes or parentheses, or bytes that a reader may take for white
    ///   space. White space is not changed there.
    func linesOfEntry(crEndsLines: Bool) -> [(range: Range<Int>, pieces: [LinePiece])]? {
        guard faults.isEmpty, !isOverlong, !entryFlags.contains(.control), !hasUnquotedNonASCII else { return nil }
        var lines: [(range: Range<Int>, pieces: [LinePiece])] = []
        var pieces: [LinePiece] = []
        var start = entryStart
        var token = 0
        var at = entryStart
        var isGlued = false
        func endLine(_ end: Int, next: Int) {
            lines.append((start..<end, pieces))
            pieces = []
            isGlued = false
            start = next
            at = next
        }
        func add(_ kind: LinePiece.Kind, upTo end: Int) {
            let width = (at..<end).reduce(0) { $0 + (base[$1] & 0xC0 == 0x80 ? 0 : 1) }
            pieces.append(LinePiece(kind: kind, range: at..<end, isGlued: isGlued, width: width))
            isGlued = true
            at = end
        }
        while at < position {
            if token < tokenCount, Int(tokens[token].start) == at {
                add(.field, upTo: Int(tokens[token].end))
                token += 1
                continue
            }
            switch ByteClass.table[Int(base[at])] {
            case ByteClass.space:
                isGlued = false
                at += 1
            case ByteClass.opening, ByteClass.closing: add(.parenthesis, upTo: at + 1)
            case ByteClass.semicolon:
                var end = at
                while end < count, base[end] != 0x0A, !(crEndsLines && base[end] == 0x0D) { end += 1 }
                if end > at, base[end - 1] == 0x0D { end -= 1 }
                add(.comment, upTo: end)
            case ByteClass.lineFeed: endLine(at, next: at + 1)
            case ByteClass.carriageReturn:
                guard base[at + 1] == 0x0A || crEndsLines else { return nil }
                endLine(at, next: base[at + 1] == 0x0A ? at + 2 : at + 1)
            default: return nil
            }
        }
        if start < position { endLine(position, next: position) }
        return token == tokenCount ? lines : nil
    }

    /// Whether a field may contain white space of Unicode.
    private var hasUnquotedNonASCII: Bool {
        entryFlags.contains(.nonASCII)
            && (0..<tokenCount).contains {
                tokens[$0].flags.contains(.nonASCII) && !tokens[$0].flags.contains(.quoted)
            }
    }
}
