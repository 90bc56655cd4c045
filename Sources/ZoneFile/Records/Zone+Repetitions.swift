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
        var seen: [DataKey: RecordID] = [:]
        for set in multiRecordSets {
            guard let first = set.first, records[first].type != .soa else { continue }
            if set.count == 2, let second = set.last {
                if let key = key(of: first, reader), key == self.key(of: second, reader) {
                    found.append(RepeatedRecord(record: second, first: first))
                }
                continue
            }
            seen.removeAll(keepingCapacity: set.count > 64)
            for id in set {
                guard let key = key(of: id, reader) else { continue }
                if let earlier = seen[key] {
                    found.append(RepeatedRecord(record: id, first: earlier))
                } else {
                    seen[key] = id
                }
            }
        }
        return found
    }

    /// The data of a record, in the form that is cheapest to compare.
    private enum DataKey: Hashable {
        case address(UInt128)
        case name(NameID, numbers: UInt64)
        case octets([UInt8])
    }

    private func key(of id: RecordID, _ reader: RDATAReader) -> DataKey? {
        let record = records[id]
        switch record.type {
        case .ns, .cname, .dname, .ptr, .mx, .srv:
            let numbers = UInt64(record.priority) << 32 | UInt64(record.weight) << 16 | UInt64(record.port)
            return .name(record.target, numbers: numbers)
        case .a where !record.flags.contains(.genericRDATA):
            if let address = IPv4Text.read(firstField(record)) { return .address(UInt128(address)) }
        case .aaaa where !record.flags.contains(.genericRDATA):
            if let address = IPv6Text.read(firstField(record)) { return .address(address) }
        default: break
        }
        guard let octets = reader.rdata(of: id) else { return nil }
        guard record.type == .a || record.type == .aaaa else { return .octets(octets) }
        return .address(octets.reduce(0) { $0 << 8 | UInt128($1) })
    }

    /// The first field of the RDATA, up to the first byte that is not ordinary.
    private func firstField(_ record: ZoneRecord) -> UnsafeBufferPointer<UInt8> {
        let base = sources[Int(record.source)].base
        var end = Int(record.rdata)
        // The padding after the file ends the loop.
        while ByteClass.table[Int(base[end])] == ByteClass.ordinary { end += 1 }
        return UnsafeBufferPointer(start: base + Int(record.rdata), count: end - Int(record.rdata))
    }
}
