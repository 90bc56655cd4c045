#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Splits a source into entries, and entries into tokens (RFC 1035 §5.1), as BIND's lexer does.
///
/// An entry ends with its line unless a parenthesis is open. A comment extends from an unquoted `;` to the end of its
/// line. A quoted string ends on its line.
///
/// The tokens of the current entry are in ``tokens``, a buffer that is reused for every entry.
struct EntryScanner {
    // Unsafe pointers for speed: every byte of every file is read here. The source outlives the scanner (the reader holds
    // both), and is padded with line feeds, which end every inner loop.
    let base: UnsafePointer<UInt8>
    let count: Int
    private let classes = ByteClass.table

    /// The offset at which the search for the next entry starts.
    private(set) var position = 0
    /// The tokens of the current entry.
    private(set) var tokens: UnsafeMutablePointer<Token>
    private(set) var tokenCount = 0
    private var capacity: Int

    /// The offset of the current entry's first byte, including white space.
    private(set) var entryStart = 0
    /// Whether the entry begins with white space, and so inherits the owner of the entry before it.
    private(set) var isIndented = false
    /// The offset of the first opening parenthesis of the entry, or -1.
    private(set) var firstOpen = -1
    /// The union of the flags of the entry's tokens.
    private(set) var entryFlags: Token.Flags = []
    /// Whether the entry has more tokens than any record can have. Those over the limit are dropped.
    private(set) var isOverlong = false

    /// Whether the entry was ended before its parentheses were closed.
    private(set) var isEndedEarly = false

    /// A problem of parentheses, quotes or line ends.
    struct Fault {
        enum Kind { case notClosed, notOpened, quoteNotClosed, carriageReturn }
        let kind: Kind
        let start: Int
        let end: Int
    }
    private(set) var faults: [Fault] = []
    /// The offsets of the comments that begin with `srvlint`, in order.
    private(set) var directiveComments: [Int] = []

    /// Whether lone carriage returns end lines, as in a file that has no other line ends.
    private let crEndsLines: Bool
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
    private(set) var recovery = Recovery()
    /// The offset at which another entry is known to begin, and where the current one ends at the latest.
    private var limit: Int

    /// An RDATA has at most 65,535 octets, each of which takes at most one token of two hexadecimal digits.
    static let tokenLimit = 140_000

    init(_ source: SourceFile, from position: Int = 0, upTo limit: Int = .max) {
        base = source.base
        count = source.count
        self.position = position
        capacity = 64
        tokens = .allocate(capacity: capacity)
        crEndsLines = source.crEndsLines
        self.limit = limit
    }

    func deallocate() {
        tokens.deallocate()
    }

    /// Reads the next entry that has a token.
    ///
    /// - Returns: `false` at the end of the source.
    mutating func next() -> Bool {
        tokenCount = 0
        firstOpen = -1
        isOverlong = false
        isEndedEarly = false
        entryFlags = []
        if !faults.isEmpty { faults.removeAll(keepingCapacity: true) }
        var depth = 0
        var at = position
        entryStart = at
        isIndented = classes[Int(base[at])] == ByteClass.space
        var flags: Token.Flags = []

        while true {
            switch classes[Int(base[at])] {
            case ByteClass.space:
                at += 1

            case ByteClass.lineFeed:
                if at >= count {
                    if depth > 0, let cut = cutBeforeRecordStart() { at = cut }
                    position = min(at, count)
                    return tokenCount > 0 || !faults.isEmpty
                }
                at += 1
                if endLine(at, &depth, &flags) { return true }

            case ByteClass.carriageReturn:
                at += 1
                if base[at] == 0x0A { continue }
                // BIND ends a line at a lone carriage return too.
                if !crEndsLines { faults.append(Fault(kind: .carriageReturn, start: at - 1, end: at)) }
                if endLine(at, &depth, &flags) { return true }

            case ByteClass.opening:
                if firstOpen < 0 { firstOpen = at }
                depth += 1
                at += 1

            case ByteClass.closing:
                if depth > 0 {
                    depth -= 1
                } else if recovery.orphanedCloses > 0 {
                    recovery.orphanedCloses -= 1
                } else {
                    faults.append(Fault(kind: .notOpened, start: at, end: at + 1))
                }
                at += 1

            case ByteClass.semicolon:
                at = skipComment(from: at)

            case ByteClass.quote:
                at = quotedToken(from: at, flags, &depth)
                flags = []

            default:
                at = ordinaryToken(from: at, flags)
                flags = []
            }
        }
    }

    /// Handles the end of a line. `next` is the offset of the next line.
    ///
    /// - Returns: whether the entry ends here.
    @inline(__always)
    private mutating func endLine(_ next: Int, _ depth: inout Int, _ flags: inout Token.Flags) -> Bool {
        if depth == 0 {
            if tokenCount > 0 || !faults.isEmpty {
                position = next
                return true
            }
            entryStart = next
            firstOpen = -1
            isIndented = classes[Int(base[next])] == ByteClass.space
        } else {
            flags = tokenCount > 0 ? .startsLine : []
            if next >= limit {
                position = next
                return true
            }
            // An indented line is not checked, because it may be the types of an NSEC record.
            if recovery.endsAtRecordStarts, tokenCount > 0,
                recovery.endsAtLines
                    || (classes[Int(base[next])] != ByteClass.space
                        && RecordStartHeuristic.matches(at: next, base: base, count: count))
            {
                faults.append(Fault(kind: .notClosed, start: firstOpen, end: firstOpen + 1))
                position = next
                isEndedEarly = true
                return true
            }
        }
        return false
    }

    /// What is left of a scanner that has read a part of a source.
    struct End: Sendable {
        let position: Int
        let recovery: Recovery
        let directiveComments: [Int]
    }

    var end: End { End(position: position, recovery: recovery, directiveComments: directiveComments) }

    /// Whether another scanner that began here has read what this one would read.
    func agrees(with end: End) -> Bool {
        recovery.isWithoutEffect && recovery.rereadBytes + end.recovery.rereadBytes <= rereadLimit
    }

    /// Continues where another scanner, which began here, has ended.
    mutating func skip(to end: End) {
        position = end.position
        let reread = recovery.rereadBytes
        recovery = end.recovery
        recovery.rereadBytes += reread
        directiveComments += end.directiveComments
    }

    /// Continues at `offset`, the start of an entry or of the file's text, as if nothing had been read before.
    ///
    /// - Parameter limit: the offset at which another entry is known to begin.
    mutating func skip(to offset: Int, upTo limit: Int = .max) {
        position = offset
        self.limit = limit
        recovery.endsAtRecordStarts = false
        recovery.endsAtLines = false
        recovery.orphanedCloses = 0
    }

    // MARK: - Tokens

    private mutating func append(_ start: Int, _ end: Int, _ flags: Token.Flags) {
        entryFlags.formUnion(flags)
        if tokenCount == capacity {
            guard capacity < Self.tokenLimit else {
                isOverlong = true
                return
            }
            let largerCapacity = min(capacity * 4, Self.tokenLimit)
            let larger = UnsafeMutablePointer<Token>.allocate(capacity: largerCapacity)
            larger.moveInitialize(from: tokens, count: tokenCount)
            tokens.deallocate()
            tokens = larger
            capacity = largerCapacity
        }
        (tokens + tokenCount).initialize(
            to: Token(start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end), flags: flags)
        )
        tokenCount += 1
    }

    @inline(__always)
    private mutating func ordinaryToken(from start: Int, _ initial: Token.Flags) -> Int {
        var at = start
        var flags = initial
        while true {
            let byteClass = classes[Int(base[at])]
            if byteClass == ByteClass.ordinary {
                at += 1
                continue
            }
            switch byteClass {
            case ByteClass.backslash:
                flags.insert(.escaped)
                at += 1
                // The escaped byte belongs to the token, unless it is a line end.
                if at < count, base[at] != 0x0A, base[at] != 0x0D {
                    if base[at] >= 0x80 { flags.insert(.nonASCII) }
                    at += 1
                }
            case ByteClass.control:
                flags.insert(.control)
                at += 1
            case ByteClass.nonASCII:
                flags.insert(.nonASCII)
                at += 1
            default:
                append(start, at, flags)
                return at
            }
        }
    }

    private mutating func quotedToken(from start: Int, _ initial: Token.Flags, _ depth: inout Int) -> Int {
        var at = start + 1
        var flags = initial.union(.quoted)
        while true {
            switch classes[Int(base[at])] {
            case ByteClass.quote:
                append(start, at + 1, flags)
                return at + 1
            case ByteClass.backslash:
                flags.insert(.escaped)
                at += 1
                if at < count, base[at] != 0x0A, base[at] != 0x0D {
                    if base[at] >= 0x80 { flags.insert(.nonASCII) }
                    at += 1
                }
            case ByteClass.nonASCII:
                flags.insert(.nonASCII)
                at += 1
            case ByteClass.control:
                if base[at] == 0 { flags.insert(.control) }
                at += 1
            case ByteClass.carriageReturn where !crEndsLines && base[at + 1] != 0x0A:
                at += 1
            case ByteClass.lineFeed, ByteClass.carriageReturn:
                // The string contains the rest of the line. A closing parenthesis in it was probably not part of it.
                if depth > 0, base[start + 1..<at].contains(UInt8(ascii: ")")) { depth -= 1 }
                faults.append(Fault(kind: .quoteNotClosed, start: start, end: at))
                append(start, at, flags.union(.unterminated))
                return at
            default:
                at += 1
            }
        }
    }

    private mutating func skipComment(from start: Int) -> Int {
        var end = count
        if let found = memchr(base + start, crEndsLines ? 0x0D : 0x0A, count - start) {
            end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
        // Also after other text: `; the web server ; srvlint: ignore[S301]`.
        var semicolon = start
        while true {
            var at = semicolon + 1
            while at < end, classes[Int(base[at])] == ByteClass.space || base[at] == UInt8(ascii: ";") { at += 1 }
            if end - at >= 7, UnsafeBufferPointer(start: base + at, count: 7).foldedEquals("srvlint"),
                semicolon > directiveComments.last ?? -1
            {
                directiveComments.append(semicolon)
            }
            guard let found = memchr(base + at, 0x3B, end - at) else { return end }
            semicolon = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
    }

    // MARK: - Unicode spaces

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
                if at == entryStart { isIndented = true }
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

    // MARK: - Recovery

    /// Ends an entry that is still open at the end of the file before the first of its lines that looks like another entry.
    ///
    /// - Returns: the offset at which to continue; `nil` if there is no such line.
    private mutating func cutBeforeRecordStart() -> Int? {
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

    private var rereadLimit: Int { 4 * count + 65_536 }

    /// The number of open parentheses at `offset`, the start of a token.
    private func depth(before offset: Int) -> Int {
        guard firstOpen >= 0, firstOpen < offset else { return 0 }
        var depth = 0
        var at = entryStart
        for index in 0..<tokenCount where at < offset {
            var isComment = false
            for gap in at..<Int(tokens[index].start) {
                switch classes[Int(base[gap])] {
                case ByteClass.semicolon: isComment = true
                case ByteClass.lineFeed: isComment = false
                case ByteClass.carriageReturn where crEndsLines: isComment = false
                case ByteClass.opening where !isComment: depth += 1
                case ByteClass.closing where !isComment: depth -= 1
                default: break
                }
            }
            at = Int(tokens[index].end)
        }
        return depth
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

extension UnsafePointer<UInt8> {
    fileprivate subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: self + range.lowerBound, count: range.count)
    }
}
