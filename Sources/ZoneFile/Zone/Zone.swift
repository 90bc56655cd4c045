import DNS

/// A zone as read from its files: names, records with their positions, and what could not be read.
public final class Zone: Sendable {
    /// The texts the zone was read from, the zone file first.
    public let sources: [SourceFile]
    public let names: NameTable
    /// The records in the order of the file.
    public let records: ContiguousArray<ZoneRecord>
    public let problems: [ZoneProblem]
    /// The zone's own name; ``NameID/unknownOrigin`` if it is not known.
    public let apex: NameID
    public let zoneClass: RecordClass
    /// What could not be read, or was read at another name than was probably meant.
    public let unread: UnreadParts
    /// The files included with `$INCLUDE`, by the identities that ``IncludeLoading`` gave them.
    public let includedFiles: Set<String>
    /// What ``IncludeLoading`` calls the file of each of ``sources``; `nil` for generated text, or if it has no name for
    /// it.
    public let identities: [String?]
    /// The positions of the comments that begin with `srvlint`, in order.
    public let directiveComments: [SourceSpan]

    /// The text of exports that was skipped, in the order of reading.
    public let exports: [ExportOccurrence]

    let index: ZoneIndex
    /// The changes of the origin by source, in the order of the offsets.
    let originChanges: [[SourceLog.OriginChange]]
    /// The origins as they are written, when the first reader of canonical RDATA needs them.
    let originSpellings = OriginSpellingsMemo()
    /// The origin at the start of the zone file in the letters in which it was given.
    let givenOrigin: Name?
    /// Every name that was the origin of some record.
    public let origins: Set<NameID>
    /// The entries that were ended before their parentheses were closed, by source, in the order of the offsets.
    private let unclosedEntries: [[SourceLog.UnclosedEntry]]

    init(
        _ records: ContiguousArray<ZoneRecord>,
        _ names: NameTable,
        _ problems: [ZoneProblem],
        apex: NameID,
        zoneClass: RecordClass,
        givenOrigin: Name?,
        unread: UnreadParts,
        log: SourceLog,
        threads: Int
    ) {
        self.records = records
        self.names = names
        self.problems = problems
        self.apex = apex
        self.zoneClass = zoneClass
        self.givenOrigin = givenOrigin
        sources = log.sources
        identities = log.identities
        includedFiles = log.includedFiles
        directiveComments = log.directiveComments
        exports = log.exports
        originChanges = log.originChangesBySource
        origins = Set(log.originChanges.map(\.origin)).union([apex])
        unclosedEntries = log.unclosedEntriesBySource
        let index = ZoneIndex(records, names, threads: threads)
        self.index = index
        let misread = MisreadOwners(records, names, apex: apex, origins: origins, originChanges: originChanges)
        self.unread = misread.added(to: unread, dotted: index.dotted)
    }

    /// The name of the zone in presentation form; `nil` if it is not known.
    public var origin: String? {
        apex == .unknownOrigin ? nil : names.text(apex)
    }

    /// The origin that completes relative names in the record.
    public func origin(inForceAt id: RecordID) -> NameID {
        originChanges[Int(records[id].source)].origin(before: Int(records[id].start)) ?? apex
    }

    /// The number of changes of the origin before an offset of a source.
    func originChangeCount(before offset: Int, in source: Int) -> Int {
        originChanges[source].count(before: offset)
    }

    /// The end of the record's entry, if it was ended before its parentheses were closed.
    func endOfUnclosedEntry(_ record: ZoneRecord) -> Int? {
        let entries = unclosedEntries[Int(record.source)]
        let count = entries.partitioningIndex { $0.start > Int(record.start) }
        return count > 0 && entries[count - 1].start == Int(record.start) ? entries[count - 1].end : nil
    }

    /// The shortest form of the name in the record: relative to the origin in force there, if it is below it.
    public func text(_ name: NameID, writtenIn id: RecordID) -> String {
        names.text(name, relativeTo: origin(inForceAt: id))
    }

    /// Whether every record was read and every included file was followed. Says nothing about what the file should have:
    /// see ``isWhole``.
    public var isComplete: Bool { unread.count == 0 }

    /// Whether the file holds only a part of a zone: it has no SOA record, not even one that could not be read.
    public var isFragment: Bool {
        records(ofType: .soa).isEmpty && unread.soa == nil
    }

    /// Whether the file has another format than zone files, and was not read.
    public var isOfForeignFormat: Bool {
        if case .foreignFormat = problems.first?.kind { true } else { false }
    }

    /// The paths of the included files, each once, in the order of reading.
    public var includedPaths: [String] {
        var seen: Set<String> = []
        return sources.compactMap { source in
            guard case .included = source.provenance, seen.insert(source.path).inserted else { return nil }
            return source.path
        }
    }

    /// Whether the text is that of a whole zone: it has an SOA record, and its apex is known. A record that it lacks does not
    /// exist, unless one of the ``unread`` parts may have it; see ``isCertain(_:_:)-(NameID,_)``.
    ///
    /// Rules use `ZoneContext.isWhole` instead. It also requires a file of the right kind with a certain origin.
    public var isWhole: Bool {
        !isFragment && apex != .unknownOrigin
    }
}

// MARK: - Records by name and type

/// A record of a zone, by its index in ``Zone/records``.
public typealias RecordID = Int

extension Zone {
    /// The records at a name, grouped by type, each group in the order of the file.
    public func records(at name: NameID) -> RecordSlice {
        index.records(at: name)
    }

    /// The RRset of a name and type; empty if there is none.
    public func records(at name: NameID, type: RecordType) -> RecordSlice {
        index.records(at: name, type: type, records)
    }

    /// The first record of an RRset and the number of its records; `nil` if there is none. For questions about every name of
    /// a zone: it costs less than a ``RecordSlice``, which keeps the index alive.
    public func first(at name: NameID, type: RecordType) -> (record: RecordID, count: Int)? {
        index.first(at: name, type: type, records)
    }

    /// The number of records at a name.
    public func recordCount(at name: NameID) -> Int { index.count(at: name) }

    /// The number of every record of the type, in the order of the file; `Int(number)` is its ``RecordID``. Empty for A,
    /// AAAA, RRSIG, NSEC and NSEC3, which are found by name only.
    public func records(ofType type: RecordType) -> ContiguousArray<UInt32> {
        index.records(ofType: type)
    }

    /// Whether the name owns a record of the type.
    public func has(_ type: RecordType, at name: NameID) -> Bool {
        index.has(type, at: name, records)
    }

    /// The RRsets of two or more records, whether the records differ or not, in the order of their owners' first
    /// appearance. For records with equal data, see ``repeatedRecords``.
    public var multiRecordSets: [RecordSlice] { index.multiRecordSets }

    /// The records whose owner is not in the zone, in the order of the file.
    public var recordsOutOfZone: [RecordID] { index.outOfZone }

    /// The records whose owner or target may repeat the origin (``ZoneRecord/Flags/dottedOwner``, `dottedTarget`).
    public var recordsWithDottedNames: [RecordID] { index.dotted }

    /// The flags that at least one record has. A rule about a flag that no record has is done at once.
    public var recordFlags: ZoneRecord.Flags { index.flags }

    /// Whether the name owns a record, or a name below it does (an empty non-terminal exists, RFC 4592 §2.2.2).
    public func exists(_ name: NameID) -> Bool {
        index.exists(name)
    }

    /// Whether the name is the apex or below it.
    public func isInZone(_ name: NameID) -> Bool {
        names.nodes[name.index].flags & NameTable.isAtOrBelowApex != 0
    }
}

/// All records of one name, or one of its RRsets, as a view of the zone's index.
public struct RecordSlice: RandomAccessCollection, Sendable {
    let order: ContiguousArray<UInt32>
    let range: Range<Int>

    public var startIndex: Int { range.lowerBound }
    public var endIndex: Int { range.upperBound }
    public subscript(position: Int) -> RecordID { Int(order[position]) }
}
