import ZoneFile

/// Finds the records of a zone by their position.
struct RecordPositions {
    private let zone: Zone
    /// The records of each source, in the order of the file.
    private var bySource: [ObjectIdentifier: [UInt32]] = [:]

    init(_ zone: Zone) {
        self.zone = zone
        var lists: [[UInt32]] = Array(repeating: [], count: zone.sources.count)
        for (id, record) in zone.records.enumerated() { lists[Int(record.source)].append(UInt32(id)) }
        for (source, list) in zip(zone.sources, lists) { bySource[ObjectIdentifier(source)] = list }
    }

    /// Returns the records that start in the range.
    func records(in range: Range<Int>, of source: SourceFile) -> ArraySlice<UInt32> {
        guard let list = bySource[ObjectIdentifier(source)] else { return [] }
        func index(ofFirstFrom offset: Int) -> Int {
            list.partitioningIndex { Int(zone.records[Int($0)].start) >= offset }
        }
        let start = index(ofFirstFrom: range.lowerBound)
        return list[start..<max(start, index(ofFirstFrom: range.upperBound))]
    }
}
