import ZoneFile

/// The records of a zone by where they stand.
struct RecordPlaces {
    private let zone: Zone
    /// By source, in the order of the file.
    private var bySource: [ObjectIdentifier: [UInt32]] = [:]

    init(_ zone: Zone) {
        self.zone = zone
        var lists: [[UInt32]] = Array(repeating: [], count: zone.sources.count)
        for (id, record) in zone.records.enumerated() { lists[Int(record.source)].append(UInt32(id)) }
        for (source, list) in zip(zone.sources, lists) { bySource[ObjectIdentifier(source)] = list }
    }

    /// The records that begin in the range.
    func records(in range: Range<Int>, of source: SourceFile) -> ArraySlice<UInt32> {
        guard let list = bySource[ObjectIdentifier(source)] else { return [] }
        func first(from offset: Int) -> Int {
            var low = 0
            var high = list.count
            while low < high {
                let middle = (low + high) / 2
                if Int(zone.records[Int(list[middle])].start) < offset { low = middle + 1 } else { high = middle }
            }
            return low
        }
        let start = first(from: range.lowerBound)
        return list[start..<max(start, first(from: range.upperBound))]
    }
}
