import DNS

/// The records of a zone that rules ask for by another property than their owner, and which names exist.
struct RecordLists: Sendable {
    private(set) var byType = TypeLists()
    private(set) var outOfZone: [RecordID] = []
    private(set) var dotted: [RecordID] = []
    /// The flags that at least one record has.
    let flags: ZoneRecord.Flags
    /// Whether each name owns a record, or a name below it does.
    let existing: ContiguousArray<Bool>

    init(_ records: ContiguousArray<ZoneRecord>, _ names: NameTable) {
        var existing = ContiguousArray<Bool>(repeating: false, count: names.nodeCount)
        var flags: ZoneRecord.Flags = []
        for (number, record) in records.enumerated() {
            flags.formUnion(record.flags)
            existing[record.owner.index] = true
            byType.append(number, record.type)
            if !record.flags.isDisjoint(with: [.outOfZone, .dottedOwner, .dottedTarget]) {
                if record.flags.contains(.outOfZone) { outOfZone.append(number) }
                if !record.flags.isDisjoint(with: [.dottedOwner, .dottedTarget]) { dotted.append(number) }
            }
        }
        // Children come after their parents.
        for name in stride(from: names.nodeCount - 1, through: 0, by: -1) where existing[name] {
            existing[Int(names.nodes[name].parent)] = true
        }
        self.existing = existing
        self.flags = flags
    }

    /// Record numbers by type, without hashing for the common types.
    struct TypeLists: Sendable {
        private var small = [ContiguousArray<UInt32>](repeating: [], count: 64)
        private var large: [UInt16: ContiguousArray<UInt32>] = [:]

        mutating func append(_ number: Int, _ type: RecordType) {
            switch type {
            // In a large zone they are most of the records.
            case .a, .aaaa, .rrsig, .nsec, .nsec3: break
            default:
                let slot = Int(type.rawValue)
                if slot < 64 {
                    small[slot].append(UInt32(number))
                } else {
                    large[type.rawValue, default: []].append(UInt32(number))
                }
            }
        }

        subscript(type: RecordType) -> ContiguousArray<UInt32> {
            let slot = Int(type.rawValue)
            return slot < 64 ? small[slot] : large.isEmpty ? [] : large[type.rawValue] ?? []
        }
    }
}
