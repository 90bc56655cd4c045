import DNS

/// Reads a zone file from its first byte to its last (RFC 1035 §5). Each mistake becomes a ``ZoneProblem`` with its span,
/// and the rest of the file is read.
struct ZoneReader {
    // The current source; changes while included or generated text is read.
    var source: SourceFile
    var base: UnsafePointer<UInt8>
    var scanner: EntryScanner
    var nameReader: NameReader
    var sourceIndex: UInt16 = 0

    // What is read.
    let names: NameTable
    var records = ContiguousArray<ZoneRecord>()
    var problems: ProblemList
    var log: SourceLog
    /// What could not be read.
    var unread: UnreadParts

    var inherited: InheritedFields
    var includes: IncludeStack
    var generated = GeneratedAmount()
    private var hasReportedSourceLimit = false
    /// Whether the last explicit owner is relative and ends like the origin of the zone.
    var ownerLacksDot = false
    /// The end of the text of the current source that was searched for the end of a comment `/* … */` in vain.
    var endOfBlockCommentSearch = 0
    /// Whether comments of other languages were removed from the RDATA that is read, so that it has to be read again.
    var hasRemovedComments = false
    /// Whether the current entry was split at a space without width inside a word. Its fields are then not those of its type
    /// for that reason.
    var hasInvisibleSplit = false
    /// The zone, if its SOA record is at the root by mistake and is read as that of the zone.
    let apexOfRootSOA: NameID?
    /// The rightmost label of the zone's origin in lower case, to recognise names that may repeat it.
    let apexLastLabel: [UInt8]

    // Buffers for RDATA, reused.
    var coder = RDATACoder()
    var coderFields: [FieldText] = []

    /// What is assumed of the entries before the part of a file that is read; `nil` if a file is read from its start.
    var assumed: AssumedFields?
    /// Whether the part cannot be read without the entries before it.
    var isUndecided = false
    /// How many parts were read on their own, for tests.
    var partsUsed = 0

    /// - Parameter byteCount: about how many bytes are read, if not all.
    init(_ source: SourceFile, _ options: ReadingOptions, byteCount: Int? = nil) {
        self.source = source
        base = source.base
        scanner = EntryScanner(source)
        log = SourceLog(sources: [source], identities: [options.identity])
        includes = IncludeStack(loader: options.includes, zoneFile: options.identity)
        problems = ProblemList(limit: options.problemLimit)
        // Few zones have more names than records.
        let expectedRecords = min((byteCount ?? source.count) / 40, 1 << 22)
        let names = NameTable(expectedCount: expectedRecords)
        self.names = names
        unread = UnreadParts(names)
        nameReader = NameReader(source, names)
        let apex = options.origin.map { names.intern($0) } ?? .unknownOrigin
        names.markApex(apex)
        apexOfRootSOA = options.readsRootSOAAtApex && apex != .unknownOrigin ? apex : nil
        inherited = InheritedFields(origin: apex, named: options.origin, zoneClass: options.zoneClass)
        apexLastLabel = options.origin?.labels.last.map { $0.map(asciiLowercased) } ?? []
        reserve(expectedRecords)
    }

    /// Makes room for so many records. Pages that are not filled take no memory.
    mutating func reserve(_ count: Int) {
        records.reserveCapacity(count)
        records.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            LargePages.prefer(start, byteCount: count * MemoryLayout<ZoneRecord>.stride)
        }
    }

    /// Reads the zone file and the files it includes.
    mutating func read(_ options: ReadingOptions) {
        readSource(options)
        problems.finish(at: SourceSpan(source, source.count..<source.count))
    }

    /// Reads the current source from its first byte to its last.
    ///
    /// - Parameter options: given for the zone file, which may be read on several threads.
    private mutating func readSource(_ options: ReadingOptions? = nil) {
        if source.count <= Int(UInt32.max) - SourceFile.padding, isReadableText() {
            if let options { readParts(options) }
            readEntries()
            noteCommentedRecords()
            for problem in problemsAtEnd() { report(problem.kind, problem.span.range) }
        } else {
            noteUnreadBranch()
        }
        log.directiveComments += scanner.directiveComments.map { SourceSpan(source, $0..<$0 + 1) }
        scanner.deallocate()
        nameReader.deallocate()
    }

    /// Reads another text in place of the current entry, as if its entries were written there (RFC 1035 §5.1).
    ///
    /// Afterwards origin and owner are what they were before, as in BIND. A `$TTL` of the text remains in force.
    ///
    /// - Parameter directive: the directive that set the origin, after which an inherited owner is doubtful.
    mutating func readNested(_ nested: SourceFile, origin: NameID, after directive: SourceSpan?) {
        guard log.sources.count < Int(UInt16.max) else {
            noteUnreadBranch(origin)
            if !hasReportedSourceLimit {
                report(.includeLimit(limit: Int(UInt16.max) - 1), scanner.tokens[0].range)
            }
            hasReportedSourceLimit = true
            return
        }
        let outerText = (source, base, scanner, nameReader, sourceIndex)
        let outer = inherited
        sourceIndex = UInt16(log.sources.count)
        log.sources.append(nested)
        if case .included = nested.provenance {
            log.identities.append(includes.open.last)
        } else {
            log.identities.append(nil)
        }
        source = nested
        base = nested.base
        scanner = EntryScanner(nested)
        nameReader = NameReader(nested, names)
        endOfBlockCommentSearch = 0
        setOrigin(origin, named: origin.rawValue == outer.origin ? outer.originName : names.name(origin))
        inherited.originDirective = directive
        readSource()
        (source, base, scanner, nameReader, sourceIndex) = outerText
        endOfBlockCommentSearch = 0
        inherited.owner = outer.owner
        inherited.originDirective = outer.originDirective
        setOrigin(NameID(outer.origin), named: outer.originName)
    }

    /// Reads the entries that begin before `end`.
    mutating func readEntries(upTo end: Int = .max) {
        while scanner.position < end, !isUndecided, scanner.next() {
            if names.exceedsCache { prefetchNextOwner() }
            readEntry()
        }
    }

    /// Loads into the cache what the owner of the next line needs, while the current entry is interpreted.
    @inline(__always)
    private func prefetchNextOwner() {
        var at = scanner.position
        var label = at
        while ByteClass.table[Int(base[at])] == ByteClass.ordinary {
            at += 1
            // The rightmost label of a relative name is directly below the origin.
            if base[at - 1] == UInt8(ascii: ".") { label = at }
        }
        guard 1...63 ~= at - label else { return }
        names.prefetch(child: base + label, length: at - label, of: inherited.origin)
    }

    private mutating func readEntry() {
        hasInvisibleSplit = false
        if scanner.entryFlags.contains(.nonASCII) {
            for run in scanner.splitAtUnicodeSpaces() {
                if UnicodeSpace.isInvisible(run, base: base) { hasInvisibleSplit = true }
                report(.unicodeSpace(UnicodeSpace.scalar(at: run.lowerBound, base: base) ?? " "), run)
            }
        }
        if scanner.tokenCount > 0 {
            if scanner.entryFlags.contains(.control) {
                reportControlCharacters()
                if !isEndMark { noteUnreadableEntry() }
            } else if isForeignComment(scanner.tokens[0]) {
                if !skipBlockComment() { skipForeignComment(from: 0) }
            } else if base[Int(scanner.tokens[0].start)] == UInt8(ascii: "$"), isDirective() {
                readDirective()
            } else {
                readRecord()
            }
        }
        let brace = scanner.faults.isEmpty ? nil : closingBrace
        for fault in scanner.faults { report(fault, closedBy: brace) }
        if scanner.isEndedEarly { log.unclosedEntries.append((sourceIndex, scanner.entryStart, scanner.position)) }
        if scanner.isOverlong {
            report(.entryTooLong(limit: EntryScanner.tokenLimit), scanner.entryStart..<scanner.entryStart + 1)
            noteUnreadBranch(.unknownOrigin)
        }
    }

    private mutating func report(_ fault: EntryScanner.Fault, closedBy brace: Range<Int>?) {
        let range = fault.start..<fault.end
        switch fault.kind {
        case .notClosed: report(.parenthesisNotClosed, range, related: brace.map { SourceSpan(source, $0) })
        case .notOpened: report(.parenthesisNotOpened, range)
        case .quoteNotClosed: report(.quoteNotClosed, range)
        case .quoteSpansLines: report(.quoteSpansLines, range)
        case .carriageReturn: report(.controlCharacter(0x0D), range)
        }
    }

    mutating func report(
        _ kind: ZoneProblem.Kind,
        _ range: Range<Int>,
        related: SourceSpan? = nil,
        owner: NameID? = nil
    ) {
        problems.append(ZoneProblem(kind, SourceSpan(source, range), related: related, owner: owner))
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
