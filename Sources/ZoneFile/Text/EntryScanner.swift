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
    let classes = ByteClass.table

    /// The offset at which the search for the next entry starts.
    var position = 0
    /// The tokens of the current entry.
    var tokens: UnsafeMutablePointer<Token>
    var tokenCount = 0
    var capacity: Int

    /// The offset of the current entry's first byte, including white space.
    private(set) var entryStart = 0
    /// Whether the entry begins with white space, and so inherits the owner of the entry before it.
    var isIndented = false
    /// The offset of the first opening parenthesis of the entry, or -1.
    private(set) var firstOpen = -1
    /// The union of the flags of the entry's tokens.
    var entryFlags: Token.Flags = []
    /// Whether the entry has more tokens than any record can have. Those over the limit are dropped.
    var isOverlong = false

    /// Whether the entry was ended before its parentheses were closed.
    var isEndedEarly = false

    /// A problem of parentheses, quotes or line ends.
    struct Fault {
        enum Kind {
            case notClosed, notOpened, quoteNotClosed, quoteSpansLines, carriageReturn

            var isOfQuotes: Bool { self == .quoteNotClosed || self == .quoteSpansLines }
        }
        let kind: Kind
        let start: Int
        let end: Int
    }
    var faults: [Fault] = []
    /// The offsets of the comments that begin with `srvlint`, in order.
    var directiveComments: [Int] = []

    /// Whether lone carriage returns end lines, as in a file that has no other line ends.
    let crEndsLines: Bool
    var recovery = Recovery()
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
}
