import DNS

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the reader needs to know before it reads.
public struct ReadingOptions: Sendable {
    /// Absolute; `nil` if nothing tells it.
    public var origin: Name?
    /// `nil` takes the class of the first record that has one.
    public var zoneClass: RecordClass?
    /// Problems beyond this number are counted, not kept.
    public var problemLimit = 10_000
    /// Reads the files that `$INCLUDE` names; without it they are not read, and the zone counts as incomplete.
    public var includes: (any IncludeLoading)?
    /// What ``IncludeLoading`` would call the zone file itself, to know it when it includes itself.
    public var identity: String?

    public init(origin: Name? = nil, zoneClass: RecordClass? = nil) {
        self.origin = origin
        self.zoneClass = zoneClass
    }
}

/// Reads a zone file from its first byte to its last (RFC 1035 §5), whatever is wrong with it: each mistake becomes one
/// ``ZoneProblem`` where it stands, and the rest of the file is read all the same.
struct ZoneReader {
    // What is being read: changes while an included or generated text is.
    var source: SourceFile
    var base: UnsafePointer<UInt8>
    var scanner: EntryScanner
    var nameReader: NameReader
    var sourceIndex: UInt16 = 0

    /// Every text read so far, the zone file first.
    var sources: [SourceFile]
    /// The names of ``sources`` for ``IncludeLoading``.
    var identities: [String?]
    var directiveComments: [SourceSpan] = []
    let includes: (any IncludeLoading)?
    /// What is being included, outermost first.
    var openFiles: [String] = []
    /// Every file that was included, by its identity.
    var includedFiles: Set<String> = []
    /// The zone file itself, when it has one.
    let identity: String?
    var generatedRecords = 0
    var generatedBytes = 0
    private var hasSaidSourceLimit = false
    var coder = RDATACoder()
    var coderFields: [FieldText] = []

    let names: NameTable
    var records = ContiguousArray<ZoneRecord>()
    var problems: [ZoneProblem] = []
    private var droppedProblems = 0
    private let problemLimit: Int
    /// False once a record could not be read or a part of the zone was not: what is absent may then be elsewhere.
    var isComplete = true

    // State that entries hand down to those after them.
    var origin: UInt32 {
        didSet { originChanges.append((sourceIndex, scanner.position, NameID(origin))) }
    }
    /// From where on which origin completes relative names; the zone's own at first.
    private(set) var originChanges: [Zone.OriginChange] = []
    /// Where entries end whose parentheses go on, by where they begin: their records are read again for messages.
    private(set) var cutEntries: [Zone.CutEntry] = []
    var originName: Name?
    var zoneClass: RecordClass?
    var lastOwner = PreviousOwner.none
    var defaultTTL: UInt32?
    var lastTTL: UInt32?
    var hasSaidNoTTL = false
    var isFirstRecord = true
    /// The `$ORIGIN` or `$INCLUDE` that stood since the last record.
    var originDirective: SourceSpan?
    /// The rightmost label of the origin, to know names that may repeat it.
    let apexLastLabel: [UInt8]

    enum PreviousOwner {
        case none
        /// It was there, but could not be read.
        case unreadable
        case name(NameID)
    }

    init(_ source: SourceFile, _ options: ReadingOptions) {
        self.source = source
        sources = [source]
        identities = [options.identity]
        includes = options.includes
        identity = options.identity
        base = source.base
        scanner = EntryScanner(source)
        // Few zones have a record in less than 32 bytes, or more names than records.
        let expectedRecords = min(source.count / 40, 1 << 22)
        let names = NameTable(expectedCount: expectedRecords)
        self.names = names
        nameReader = NameReader(source, names)
        problemLimit = options.problemLimit
        zoneClass = options.zoneClass
        originName = options.origin
        let apex = options.origin.map { names.intern($0) } ?? .unknownOrigin
        names.markApex(apex)
        origin = apex.rawValue
        apexLastLabel = options.origin?.labels.last.map { $0.map(asciiLowercased) } ?? []
        records.reserveCapacity(expectedRecords)
        records.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            LargePages.prefer(start, byteCount: expectedRecords * MemoryLayout<ZoneRecord>.stride)
        }
    }

    /// Reads the zone file and all that it includes.
    mutating func read() {
        readSource()
        if droppedProblems > 0 {
            let kind = ZoneProblem.Kind.problemLimit(limit: problemLimit, dropped: droppedProblems)
            problems.append(ZoneProblem(kind, SourceSpan(source, source.count..<source.count)))
        }
    }

    /// Reads the current source from its first byte to its last.
    private mutating func readSource() {
        if source.count <= Int(UInt32.max) - SourceFile.padding, readsAsText() {
            while scanner.next() { readEntry() }
            for problem in problemsAtEnd() { report(problem.kind, problem.span.range) }
        } else {
            isComplete = false
        }
        directiveComments += scanner.directiveComments.map { SourceSpan(source, $0..<$0 + 1) }
        scanner.deallocate()
        nameReader.deallocate()
    }

    /// Reads another text in the place of the current entry, as if its entries stood there (RFC 1035 §5.1); origin and
    /// owner are afterwards what they were, as BIND has it, a `$TTL` inside stays in force.
    ///
    /// - Parameter directive: the one that gave the origin, after which an inherited owner is doubtful.
    mutating func readNested(_ nested: SourceFile, origin nestedOrigin: UInt32, after directive: SourceSpan?) {
        guard sources.count < Int(UInt16.max) else {
            isComplete = false
            if !hasSaidSourceLimit { report(.includeLimit(limit: Int(UInt16.max) - 1), scanner.tokens[0].range) }
            hasSaidSourceLimit = true
            return
        }
        let outer = (source, base, scanner, nameReader, sourceIndex, originName, lastOwner, originDirective)
        let outerOrigin = origin
        sourceIndex = UInt16(sources.count)
        sources.append(nested)
        if case .included = nested.provenance { identities.append(openFiles.last) } else { identities.append(nil) }
        source = nested
        base = nested.base
        scanner = EntryScanner(nested)
        nameReader = NameReader(nested, names)
        if nestedOrigin != outerOrigin { originName = names.name(NameID(nestedOrigin)) }
        origin = nestedOrigin
        originDirective = directive
        readSource()
        (source, base, scanner, nameReader, sourceIndex, originName, lastOwner, originDirective) = outer
        origin = outerOrigin
    }

    private mutating func readEntry() {
        if scanner.entryFlags.contains(.nonASCII) {
            for run in scanner.splitAtForeignSpaces() {
                report(.foreignSpace(ForeignSpace.scalar(at: run.lowerBound, base: base) ?? " "), run)
            }
        }
        if scanner.tokenCount > 0 {
            if scanner.entryFlags.contains(.control) {
                reportControlCharacters()
                noteUnreadable()
            } else if isForeignComment(scanner.tokens[0]) {
                skipForeignComment(from: 0)
            } else if base[Int(scanner.tokens[0].start)] == UInt8(ascii: "$"), !scanner.startsBlank {
                readDirective()
            } else {
                readRecord()
            }
        }
        for fault in scanner.faults { report(fault) }
        if scanner.isCut { cutEntries.append((sourceIndex, scanner.entryStart, scanner.position)) }
        if scanner.isOverlong {
            report(.entryTooLong(limit: EntryScanner.tokenLimit), scanner.entryStart..<scanner.entryStart + 1)
            isComplete = false
        }
    }

    private mutating func report(_ fault: EntryScanner.Fault) {
        let range = fault.start..<fault.end
        switch fault.kind {
        case .notClosed: report(.parenthesisNotClosed, range)
        case .notOpened: report(.parenthesisNotOpened, range)
        case .quoteNotClosed: report(.quoteNotClosed, range)
        case .carriageReturn: report(.controlCharacter(0x0D), range)
        }
    }

    /// Whether further problems are only counted, so that nothing need be found out about them.
    var isFull: Bool { problems.count >= problemLimit }

    mutating func report(
        _ kind: ZoneProblem.Kind,
        _ range: Range<Int>,
        related: SourceSpan? = nil,
        owner: NameID? = nil
    ) {
        guard !isFull else {
            droppedProblems += 1
            return
        }
        problems.append(
            ZoneProblem(
                kind,
                SourceSpan(source, range),
                related: related,
                owner: owner
            )
        )
    }

    /// The current entry gives no record, and the zone has a hole.
    mutating func noteUnreadable() {
        isComplete = false
        if !scanner.startsBlank { lastOwner = .unreadable }
        isFirstRecord = false
    }

    // MARK: - Comments of other languages

    /// Whether a token that stands where an owner or nothing may stand begins a comment as shells or C write it.
    func isForeignComment(_ token: Token) -> Bool {
        guard !token.flags.contains(.quoted) else { return false }
        let start = Int(token.start)
        if base[start] == UInt8(ascii: "#") { return true }
        return base[start] == UInt8(ascii: "/") && base[start + 1] == UInt8(ascii: "/")
    }

    /// Reports the foreign comment that begins with the token at `index`, up to the end of its line.
    mutating func skipForeignComment(from index: Int) {
        let start = Int(scanner.tokens[index].start)
        var last = index
        while last + 1 < scanner.tokenCount, !scanner.tokens[last + 1].flags.contains(.startsLine) { last += 1 }
        report(.foreignComment, start..<Int(scanner.tokens[last].end))
        // What a comment says opens no parenthesis and no string.
        scanner.endEntry(atLineOf: start)
    }
}

extension ZoneReader {
    /// The bytes of a token without its quotes.
    @inline(__always)
    func bytes(_ token: Token) -> UnsafeBufferPointer<UInt8> {
        let content = token.content
        return UnsafeBufferPointer(start: base + content.lowerBound, count: content.count)
    }
}
