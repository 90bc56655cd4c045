import DNS

/// A zone as its file gives it: names, records with their places, and what could not be read.
public final class Zone: Sendable {
    /// The files it was read from; the first is the zone file itself.
    public let sources: [SourceFile]
    public let names: NameTable
    /// In the order of the file.
    public let records: ContiguousArray<ZoneRecord>
    public let problems: [ZoneProblem]
    /// The zone's own name; ``NameID/unknownOrigin`` if nothing told it.
    public let apex: NameID
    public let zoneClass: RecordClass
    /// Whether every record of the file was read, and nothing of the zone is elsewhere.
    public let isComplete: Bool
    /// The files that `$INCLUDE` brought, by the identities that ``IncludeLoading`` gave them.
    public let includedFiles: Set<String>
    /// For each of ``sources`` what ``IncludeLoading`` calls its file; `nil` for what is no file or has no such name.
    public let identities: [String?]
    /// Where the comments that begin with `srvlint` begin, in order.
    public let directiveComments: [SourceSpan]

    let index: ZoneIndex
    /// By source, in the order of the offsets.
    private let originChanges: [UInt16: [OriginChange]]
    /// Every name that was the origin of some record.
    let origins: Set<NameID>

    /// From `offset` of a source on, relative names are below `origin`.
    typealias OriginChange = (source: UInt16, offset: Int, origin: NameID)

    /// An entry that was ended before its parentheses were.
    typealias CutEntry = (source: UInt16, start: Int, end: Int)
    /// By source, in the order of their places.
    private let cutEntries: [UInt16: [CutEntry]]

    /// Reads a zone file. Whatever is wrong with it, the rest is read, and ``problems`` says what is.
    public init(reading source: SourceFile, options: ReadingOptions = ReadingOptions()) {
        var reader = ZoneReader(source, options)
        reader.read()
        sources = reader.sources
        names = reader.names
        records = reader.records
        problems = reader.problems
        apex = options.origin.flatMap { reader.names.find($0) } ?? .unknownOrigin
        zoneClass = reader.zoneClass ?? .internet
        isComplete = reader.isComplete
        includedFiles = reader.includedFiles
        identities = reader.identities
        directiveComments = reader.directiveComments
        originChanges = Dictionary(grouping: reader.originChanges, by: \.source)
        origins = Set(reader.originChanges.map(\.origin)).union([apex])
        cutEntries = Dictionary(grouping: reader.cutEntries, by: \.source)
        index = ZoneIndex(reader.records, names)
    }

    /// The name of the zone in presentation form; `nil` if it is not known.
    public var origin: String? {
        apex == .unknownOrigin ? nil : names.text(apex)
    }

    /// The origin that completes relative names in the record.
    public func origin(inForceAt id: RecordID) -> NameID {
        let record = records[id]
        let changes = originChanges[record.source] ?? []
        // A zone that a server wrote has as many `$ORIGIN`s as it has branches.
        let count = changes.countOfFirst { $0.offset <= Int(record.start) }
        return count == 0 ? apex : changes[count - 1].origin
    }

    /// Where the entry of a record ends, if it was ended before its parentheses were.
    func cut(of record: ZoneRecord) -> Int? {
        let cuts = cutEntries[record.source] ?? []
        let count = cuts.countOfFirst { $0.start <= Int(record.start) }
        return count > 0 && cuts[count - 1].start == Int(record.start) ? cuts[count - 1].end : nil
    }

    /// The name as it is best written in the record: relative to the origin in force there where it can be.
    public func text(_ name: NameID, writtenIn id: RecordID) -> String {
        names.text(name, relativeTo: origin(inForceAt: id))
    }

    /// Whether the file holds a piece of a zone only: it has no SOA record.
    public var isFragment: Bool {
        records(ofType: .soa).isEmpty
    }

    /// The paths of the files that `$INCLUDE` brought, each once, in the order they were read.
    public var includedPaths: [String] {
        var seen: Set<String> = []
        return sources.compactMap { source in
            guard case .included = source.provenance, seen.insert(source.path).inserted else { return nil }
            return source.path
        }
    }

    /// Whether what the file does not have does not exist: conclusions from absence hold.
    public var isWhole: Bool {
        isComplete && !isFragment && apex != .unknownOrigin
    }
}

extension Array {
    /// How many elements come before the first that is not `isBefore`, which no element after it is.
    fileprivate func countOfFirst(_ isBefore: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

// MARK: - Records by name and type

/// A record of a zone, by its place in ``Zone/records``.
public typealias RecordID = Int

extension Zone {
    /// The records at a name, grouped by type, each group in the order of the file.
    public func records(at name: NameID) -> RRs {
        index.records(at: name)
    }

    /// The RRset of a name and type; empty if there is none.
    public func records(at name: NameID, type: RecordType) -> RRs {
        index.records(at: name, type: type, records)
    }

    /// Every record of the type, in the order of the file. Of A, AAAA and TXT too, but ask for those only at a name.
    public func records(ofType type: RecordType) -> ContiguousArray<UInt32> {
        index.byType[type] ?? []
    }

    /// Whether the name owns a record of the type.
    public func has(_ type: RecordType, at name: NameID) -> Bool {
        !records(at: name, type: type).isEmpty
    }

    /// The RRsets of at least two records, in the order of their owners' first appearance.
    public var repeatedSets: [RRs] { index.repeatedSets }

    /// Records whose owner is not in the zone, in the order of the file.
    public var recordsOutOfZone: [RecordID] { index.outOfZone }

    /// Records whose owner or target may repeat the origin (``ZoneRecord/Flags/dottedOwner``, `dottedTarget`).
    public var recordsWithDottedNames: [RecordID] { index.dotted }

    /// Whether the name owns a record, or a name below it does (an empty non-terminal exists, RFC 4592 §2.2.2).
    public func exists(_ name: NameID) -> Bool {
        index.exists(name)
    }

    /// Whether the name is the apex or below it.
    public func isInZone(_ name: NameID) -> Bool {
        names.nodes[name.index].flags & NameTable.isAtOrBelowApex != 0
    }
}

/// Records of one name, as a view into the zone's index.
public struct RRs: RandomAccessCollection, Sendable {
    let order: ContiguousArray<UInt32>
    let range: Range<Int>

    public var startIndex: Int { range.lowerBound }
    public var endIndex: Int { range.upperBound }
    public subscript(position: Int) -> RecordID { Int(order[position]) }
}
