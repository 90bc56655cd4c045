import DNS

/// The records of a zone by owner and type, built once after reading. Time and size are linear.
struct ZoneIndex: Sendable {
    /// Record numbers, sorted by owner, then type, then position in the file.
    private let order: ContiguousArray<UInt32>
    /// The start of each name's records in ``order``, and the end of the last.
    private let starts: ContiguousArray<UInt32>
    private let existing: ContiguousArray<Bool>
    private let byType: TypeLists
    let multiRecordSets: [RecordSlice]
    let outOfZone: [RecordID]
    let dotted: [RecordID]

    init(_ records: ContiguousArray<ZoneRecord>, _ names: NameTable) {
        var starts = ContiguousArray<UInt32>(repeating: 0, count: names.nodeCount + 1)
        for record in records { starts[record.owner.index + 1] += 1 }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }

        var next = starts
        var order = ContiguousArray<UInt32>(repeating: 0, count: records.count)
        var lists = TypeLists()
        var outOfZone: [RecordID] = []
        var dotted: [RecordID] = []
        for (number, record) in records.enumerated() {
            let owner = record.owner.index
            order[Int(next[owner])] = UInt32(number)
            next[owner] += 1
            lists.append(number, record.type)
            if !record.flags.isDisjoint(with: [.outOfZone, .dottedOwner, .dottedTarget]) {
                if record.flags.contains(.outOfZone) { outOfZone.append(number) }
                if !record.flags.isDisjoint(with: [.dottedOwner, .dottedTarget]) { dotted.append(number) }
            }
        }

        var repeated: [Bounds] = []
        for owner in 0..<names.nodeCount where starts[owner + 1] - starts[owner] > 1 {
            let range = Int(starts[owner])..<Int(starts[owner + 1])
            Self.sortByType(&order, range, records)
            var first = range.lowerBound
            for at in range where at + 1 == range.upperBound || records[order[at]].type != records[order[at + 1]].type {
                if at > first { repeated.append(Bounds(start: first, end: at + 1)) }
                first = at + 1
            }
        }

        var existing = ContiguousArray<Bool>(repeating: false, count: names.nodeCount)
        // Children come after their parents.
        for name in stride(from: names.nodeCount - 1, through: 0, by: -1) {
            if starts[name + 1] > starts[name] { existing[name] = true }
            if existing[name] { existing[Int(names.nodes[name].parent)] = true }
        }

        let shared = order
        self.order = order
        self.starts = starts
        self.existing = existing
        byType = lists
        multiRecordSets = repeated.map { RecordSlice(order: shared, range: $0.start..<$0.end) }
        self.outOfZone = outOfZone
        self.dotted = dotted
    }

    /// A range in ``order``. An array of `Range` needs a conformance, and its look-up takes as long as reading a hundred records.
    private struct Bounds {
        let start: Int
        let end: Int
    }

    private static func sortByType(
        _ order: inout ContiguousArray<UInt32>,
        _ range: Range<Int>,
        _ records: ContiguousArray<ZoneRecord>
    ) {
        var isSorted = true
        for at in range.dropFirst() where records[order[at]].type < records[order[at - 1]].type {
            isSorted = false
            break
        }
        guard !isSorted else { return }
        // Within a type by record number, which is the order of the file.
        order[range].sort { left, right in
            let leftType = records[left].type
            let rightType = records[right].type
            return leftType == rightType ? left < right : leftType < rightType
        }
    }

    func records(at name: NameID) -> RecordSlice {
        RecordSlice(order: order, range: Int(starts[name.index])..<Int(starts[name.index + 1]))
    }

    func records(at name: NameID, type: RecordType, _ records: ContiguousArray<ZoneRecord>) -> RecordSlice {
        let all = Int(starts[name.index])..<Int(starts[name.index + 1])
        let first = all.partitioningIndex { records[order[$0]].type >= type }
        let end = (first..<all.upperBound).partitioningIndex { records[order[$0]].type > type }
        return RecordSlice(order: order, range: first..<end)
    }

    func exists(_ name: NameID) -> Bool {
        existing[name.index]
    }

    /// Every record of a type; empty for the types that are looked up by name only.
    func records(ofType type: RecordType) -> ContiguousArray<UInt32> {
        byType[type]
    }

    /// Record numbers by type, without hashing for the common types.
    private struct TypeLists: Sendable {
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

extension ContiguousArray<ZoneRecord> {
    fileprivate subscript(number: UInt32) -> ZoneRecord { self[Int(number)] }
}
