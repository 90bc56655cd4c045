import DNS

/// A record that repeats an earlier one in what a rule compares. In ``Zone/repeatedRecords``, these are owner, type and data,
/// in any notation: the record is a duplicate.
public struct RepeatedRecord: Sendable, Equatable {
    public let record: RecordID
    /// The first such record in the file.
    public let first: RecordID

    public init(record: RecordID, first: RecordID) {
        self.record = record
        self.first = first
    }
}

extension Zone {
    /// The duplicate records (RFC 2181 §5): every record with the owner, type and data of an earlier one, RRset by RRset.
    ///
    /// SOA records are left out, because a zone transfer ends with the one it begins with (RFC 5936 §2.2).
    public var repeatedRecords: [RepeatedRecord] {
        var found: [RepeatedRecord] = []
        let reader = RDATAReader(self)
        var seen: [RecordData: RecordID] = [:]
        for set in multiRecordSets {
            guard let first = set.first, records[first].type != .soa else { continue }
            if set.count == 2, let second = set.last {
                if let data = data(of: first, reader), data == self.data(of: second, reader) {
                    found.append(RepeatedRecord(record: second, first: first))
                }
                continue
            }
            seen.removeAll(keepingCapacity: set.count > 64)
            for id in set {
                guard let data = data(of: id, reader) else { continue }
                if let earlier = seen[data] {
                    found.append(RepeatedRecord(record: id, first: earlier))
                } else {
                    seen[data] = id
                }
            }
        }
        return found
    }
}
