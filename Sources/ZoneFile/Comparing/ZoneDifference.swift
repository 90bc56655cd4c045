import DNS

/// The difference between two versions of a zone, by RRset. Order, case and notation make no difference, and duplicate records
/// count once. Time and memory are proportional to those for reading the zones.
public struct ZoneDifference: Sendable {
    public let old: Zone
    public let new: Zone
    /// The changes that are certain, by owner in canonical order, then by type.
    public private(set) var changes: [RRsetChange] = []
    /// The changes that may be none, because the missing records may be in a part of the other zone that was not read.
    public private(set) var unknown: [RRsetChange] = []
    /// The parts of both zones that were not read.
    public var oldUnread: UnreadParts { old.unread }
    public var newUnread: UnreadParts { new.unread }

    /// All changes among the records that were read.
    var all: [RRsetChange] { changes + unknown }

    public init(from old: Zone, to new: Zone) {
        self.old = old
        self.new = new
        var comparison = RRsetComparison(old, new)
        comparison.compare()
        for (change, oldName, newName) in comparison.sorted { add(change, oldName, newName) }
    }

    private mutating func add(_ change: RRsetChange, _ oldName: NameID?, _ newName: NameID?) {
        var certain = change
        var uncertain = change
        let isRemovalUnknown = mayContain(new, newName, old, oldName, change.type)
        let isAdditionUnknown = mayContain(old, oldName, new, newName, change.type)
        if isRemovalUnknown { certain.removed = [] } else { uncertain.removed = [] }
        if isAdditionUnknown { certain.added = [] } else { uncertain.added = [] }
        if !certain.isEmpty { changes.append(certain) }
        if !uncertain.removed.isEmpty || !uncertain.added.isEmpty { unknown.append(uncertain) }
    }

    /// Whether records may be in the unread parts of `zone`.
    ///
    /// - Parameters:
    ///   - name: the owner in the table of the zone; `nil` if the zone does not mention it.
    ///   - counterpart: the owner in the table of the other zone.
    private func mayContain(
        _ zone: Zone, _ name: NameID?, _ other: Zone, _ counterpart: NameID?, _ type: RecordType
    ) -> Bool {
        // A doubt about what was read makes no difference here.
        guard !zone.isComplete else { return false }
        if let name { return zone.unread.mayContain(name, type) }
        return counterpart.map { zone.unread.mayContain(other.names.name($0), type) } ?? false
    }
}

/// The comparison of the RRsets of two zones.
private struct RRsetComparison {
    private typealias Found = (change: RRsetChange, old: NameID?, new: NameID?)

    private let old: Zone
    private let new: Zone
    private let mapping: NameMapping
    private let oldReader: RDATAReader
    private let newReader: RDATAReader
    private var found: [Found] = []

    init(_ old: Zone, _ new: Zone) {
        self.old = old
        self.new = new
        mapping = NameMapping(from: old.names, to: new.names)
        oldReader = RDATAReader(old)
        newReader = RDATAReader(new)
    }

    /// The changes in the order of ``RRsetChange/Order``.
    var sorted: [(change: RRsetChange, old: NameID?, new: NameID?)] {
        let keyed = found.map { found in
            let name = found.old.map { old.names.name($0) } ?? found.new.map { new.names.name($0) } ?? .root
            return (order: RRsetChange.Order(name, found.change.type), found: found)
        }
        return keyed.sorted { $0.order < $1.order }.map(\.found)
    }

    mutating func compare() {
        var isMatched = ContiguousArray(repeating: false, count: new.names.count)
        for index in 0..<old.names.count {
            let name = NameID(UInt32(index))
            let records = old.records(at: name)
            let counterpart = mapping[name]
            if let counterpart { isMatched[counterpart.index] = true }
            guard !records.isEmpty else {
                if let counterpart { addAll(new.records(at: counterpart), at: counterpart, oldName: name) }
                continue
            }
            compare(records, counterpart.map { new.records(at: $0) }, name, counterpart)
        }
        for index in 0..<new.names.count where !isMatched[index] {
            let name = NameID(UInt32(index))
            addAll(new.records(at: name), at: name, oldName: nil)
        }
    }

    private mutating func addAll(_ records: RecordSlice, at name: NameID, oldName: NameID?) {
        var rest = records[...]
        while let first = rest.first {
            let set = rest.prefix { new.records[$0].type == new.records[first].type }
            report(.added, removed: [], added: unique(set, new, newReader), at: oldName, name)
            rest = rest.dropFirst(set.count)
        }
    }

    private mutating func compare(_ oldSlice: RecordSlice, _ newSlice: RecordSlice?, _ name: NameID, _ other: NameID?) {
        var oldRest = oldSlice[...]
        var newRest = newSlice?[...]
        while true {
            let oldType = oldRest.first.map { old.records[$0].type }
            let newType = newRest?.first.map { new.records[$0].type }
            guard let type = [oldType, newType].compactMap(\.self).min() else { return }
            let oldSet = oldRest.prefix { old.records[$0].type == type }
            let newSet = newRest?.prefix { new.records[$0].type == type }
            oldRest = oldRest.dropFirst(oldSet.count)
            newRest = newRest?.dropFirst(newSet?.count ?? 0)
            guard let newSet, !newSet.isEmpty else {
                report(.removed, removed: unique(oldSet, old, oldReader), added: [], at: name, other)
                continue
            }
            guard !oldSet.isEmpty else {
                report(.added, removed: [], added: unique(newSet, new, newReader), at: name, other)
                continue
            }
            compare(oldSet, newSet, name, other)
        }
    }

    private mutating func compare(
        _ oldSet: Slice<RecordSlice>, _ newSet: Slice<RecordSlice>, _ name: NameID, _ other: NameID?
    ) {
        if oldSet.count == 1, newSet.count == 1, let left = oldSet.first, let right = newSet.first,
            old.records[left].ttl == new.records[right].ttl, translatedData(of: left) == newData(of: right)
        {
            return
        }
        var oldByData: [RecordData: RecordID] = [:]
        var newByData: [RecordData: RecordID] = [:]
        for id in oldSet { Self.insert(id, translatedData(of: id), old, &oldByData) }
        for id in newSet { Self.insert(id, newData(of: id), new, &newByData) }
        var ttlChanges: [RRsetChange.TTLChange] = []
        for (data, id) in oldByData {
            guard let same = newByData[data], old.records[id].ttl != new.records[same].ttl else { continue }
            ttlChanges.append(RRsetChange.TTLChange(old: id, new: same))
        }
        let removed = oldByData.filter { newByData[$0.key] == nil }.map(\.value).sorted()
        let added = newByData.filter { oldByData[$0.key] == nil }.map(\.value).sorted()
        report(.changed, removed: removed, added: added, ttl: ttlChanges.sorted { $0.new < $1.new }, at: name, other)
    }

    private mutating func report(
        _ kind: RRsetChange.Kind, removed: [RecordID], added: [RecordID], ttl ttlChanges: [RRsetChange.TTLChange] = [],
        at oldName: NameID?, _ newName: NameID?
    ) {
        guard !removed.isEmpty || !added.isEmpty || !ttlChanges.isEmpty else { return }
        let type =
            removed.first.map { old.records[$0].type } ?? added.first.map { new.records[$0].type }
            ?? ttlChanges.first.map { new.records[$0.new].type } ?? .soa
        let owner = newName.map { new.names.text($0) } ?? oldName.map { old.names.text($0) } ?? "."
        let change = RRsetChange(
            kind: kind, owner: owner, type: type, removed: removed, added: added, ttlChanges: ttlChanges,
            isSerialOnly: isSerialOnly(type, removed, added, ttlChanges))
        found.append((change, oldName, newName))
    }

    private func isSerialOnly(
        _ type: RecordType, _ removed: [RecordID], _ added: [RecordID], _ ttlChanges: [RRsetChange.TTLChange]
    ) -> Bool {
        guard type == .soa, ttlChanges.isEmpty, !removed.isEmpty, !added.isEmpty else { return false }
        func withoutSerial(_ rdata: [UInt8]?, _ ttl: UInt32) -> [UInt8] {
            var rdata = rdata ?? []
            if rdata.count >= 20 { rdata.removeSubrange(rdata.count - 20..<rdata.count - 16) }
            for shift in [24, 16, 8, 0] as [UInt32] { rdata.append(UInt8(truncatingIfNeeded: ttl >> shift)) }
            return rdata
        }
        let left = Set(removed.map { withoutSerial(oldReader.rdata(of: $0), old.records[$0].ttl) })
        let right = Set(added.map { withoutSerial(newReader.rdata(of: $0), new.records[$0].ttl) })
        return left == right
    }

    // MARK: - Data

    /// A bit that no number in ``RecordData`` has.
    private static let oldTableMark: UInt64 = 1 << 63

    /// The data of a record of the old zone, with its name as in the new one.
    private func translatedData(of id: RecordID) -> RecordData {
        let data = old.data(of: id, oldReader) ?? .octets([])
        guard case .name(let target, let numbers) = data else { return data }
        if let name = mapping[target] { return .name(name, numbers: numbers) }
        // No record of the new zone has this name.
        return .name(target, numbers: numbers | Self.oldTableMark)
    }

    private func newData(of id: RecordID) -> RecordData {
        new.data(of: id, newReader) ?? .octets([])
    }

    /// Of duplicates, the record with the lowest TTL counts.
    private static func insert(_ id: RecordID, _ data: RecordData, _ zone: Zone, _ known: inout [RecordData: RecordID])
    {
        if let other = known[data], zone.records[other].ttl <= zone.records[id].ttl { return }
        known[data] = id
    }

    private func unique(_ set: Slice<RecordSlice>, _ zone: Zone, _ reader: RDATAReader) -> [RecordID] {
        guard set.count > 1 else { return Array(set) }
        var known: [RecordData: RecordID] = [:]
        for id in set { Self.insert(id, zone.data(of: id, reader) ?? .octets([]), zone, &known) }
        return known.values.sorted()
    }
}
