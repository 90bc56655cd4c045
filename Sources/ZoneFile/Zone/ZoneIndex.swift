import DNS
import Threads

/// The records of a zone by owner and type, built once after reading. Time and size are linear.
struct ZoneIndex: Sendable {
    /// Record numbers, sorted by owner, then type, then position in the file.
    private let order: ContiguousArray<UInt32>
    /// The start of each name's records in ``order``, and the end of the last.
    private let starts: ContiguousArray<UInt32>
    private let lists: RecordLists
    let multiRecordSets: [RecordSlice]
    var outOfZone: [RecordID] { lists.outOfZone }
    var dotted: [RecordID] { lists.dotted }
    var flags: ZoneRecord.Flags { lists.flags }

    /// - Parameter threads: how many threads may index a large zone.
    init(_ records: ContiguousArray<ZoneRecord>, _ names: NameTable, threads: Int) {
        let isLarge = records.count >= 20_000
        let (byOwner, lists) = Parallel.both(threads: isLarge ? threads : 1) {
            Self.sorted(records, nameCount: names.nodeCount)
        } _: {
            RecordLists(records, names)
        }
        let order = byOwner.order
        self.order = order
        starts = byOwner.starts
        self.lists = lists
        multiRecordSets = byOwner.repeated.map { RecordSlice(order: order, range: $0.start..<$0.end) }
    }

    private static func sorted(
        _ records: ContiguousArray<ZoneRecord>, nameCount: Int
    ) -> (order: ContiguousArray<UInt32>, starts: ContiguousArray<UInt32>, repeated: [Bounds]) {
        // First, the element after the next one of each name counts its records. Then the next one is where its next record
        // goes, which after the last record is the start of the next name.
        var starts = ContiguousArray<UInt32>(repeating: 0, count: nameCount + 2)
        var order = starts.withUnsafeMutableBufferPointer { starts in
            for record in records { starts[record.owner.index + 2] += 1 }
            for index in 2..<starts.count { starts[index] += starts[index - 1] }
            return ContiguousArray<UInt32>(unsafeUninitializedCapacity: records.count) { order, count in
                for (number, record) in records.enumerated() {
                    let next = record.owner.index + 1
                    order.initializeElement(at: Int(starts[next]), to: UInt32(number))
                    starts[next] += 1
                }
                count = records.count
            }
        }
        var repeated: [Bounds] = []
        for owner in 0..<nameCount where starts[owner + 1] - starts[owner] > 1 {
            let range = Int(starts[owner])..<Int(starts[owner + 1])
            sortByType(&order, range, records)
            var first = range.lowerBound
            for at in range where at + 1 == range.upperBound || records[order[at]].type != records[order[at + 1]].type {
                if at > first { repeated.append(Bounds(start: first, end: at + 1)) }
                first = at + 1
            }
        }
        return (order, starts, repeated)
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
        RecordSlice(order: order, range: range(of: type, at: name, records))
    }

    /// Where the RRset is in ``order``. Unlike a slice, it keeps nothing alive: with several threads, that would cost more than
    /// the look-up.
    private func range(of type: RecordType, at name: NameID, _ records: ContiguousArray<ZoneRecord>) -> Range<Int> {
        var first = Int(starts[name.index])
        let end = Int(starts[name.index + 1])
        if end - first > 16 {
            first = (first..<end).partitioningIndex { records[order[$0]].type >= type }
            return first..<(first..<end).partitioningIndex { records[order[$0]].type > type }
        }
        while first < end, records[order[first]].type < type { first += 1 }
        var last = first
        while last < end, records[order[last]].type == type { last += 1 }
        return first..<last
    }

    /// Whether the name has a record of the type.
    func has(_ type: RecordType, at name: NameID, _ records: ContiguousArray<ZoneRecord>) -> Bool {
        !range(of: type, at: name, records).isEmpty
    }

    /// The first record of the RRset and the number of its records.
    func first(
        at name: NameID, type: RecordType, _ records: ContiguousArray<ZoneRecord>
    ) -> (record: RecordID, count: Int)? {
        let range = range(of: type, at: name, records)
        return range.isEmpty ? nil : (Int(order[range.lowerBound]), range.count)
    }

    /// How many records the name has.
    func count(at name: NameID) -> Int {
        Int(starts[name.index + 1] - starts[name.index])
    }

    /// Whether the name has records.
    func hasRecords(at name: NameID) -> Bool {
        starts[name.index] < starts[name.index + 1]
    }

    func exists(_ name: NameID) -> Bool {
        lists.existing[name.index]
    }

    /// Every record of a type; empty for the types that are looked up by name only.
    func records(ofType type: RecordType) -> ContiguousArray<UInt32> {
        lists.byType[type]
    }
}

extension ContiguousArray<ZoneRecord> {
    fileprivate subscript(number: UInt32) -> ZoneRecord { self[Int(number)] }
}
