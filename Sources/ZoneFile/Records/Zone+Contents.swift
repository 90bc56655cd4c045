import DNS

extension Zone {
    /// Whether both zones publish the same records: owners, types, TTLs and RDATA, in any order and notation.
    ///
    /// The serial of the SOA record is ignored. Duplicate records count once.
    public func hasSameContents(as other: Zone) -> Bool {
        contents == other.contents
    }

    /// Whether the zone publishes every record of `other`. It may publish more.
    public func hasAllContents(of other: Zone) -> Bool {
        contents.isSuperset(of: other.contents)
    }

    /// The records as octets.
    private var contents: Set<[UInt8]> {
        let reader = RDATAReader(self)
        var owners: [NameID: [UInt8]] = [:]
        var contents: Set<[UInt8]> = []
        contents.reserveCapacity(records.count)
        for (id, record) in records.enumerated() {
            var key = owners[record.owner] ?? names.name(record.owner).wire
            owners[record.owner] = key
            for shift in [24, 16, 8, 0] as [UInt32] { key.append(UInt8(truncatingIfNeeded: record.ttl >> shift)) }
            key.append(UInt8(truncatingIfNeeded: record.type.rawValue >> 8))
            key.append(UInt8(truncatingIfNeeded: record.type.rawValue))
            var rdata = reader.rdata(of: id) ?? []
            if record.type == .soa, rdata.count >= 20 { rdata.removeSubrange(rdata.count - 20..<rdata.count - 16) }
            contents.insert(key + rdata)
        }
        return contents
    }

    /// The serial of the SOA record at the apex; `nil` if there is no record, or it cannot be read.
    public var serial: UInt32? {
        guard let soa = records(at: apex, type: .soa).first else { return nil }
        let rdata = rdata(of: soa)
        guard rdata.count >= 22 else { return nil }
        return rdata[(rdata.count - 20)..<(rdata.count - 16)].reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// Arithmetic of serial numbers (RFC 1982).
public enum SerialNumber {
    /// Whether secondaries consider `new` newer than `old`.
    public static func isIncrease(from old: UInt32, to new: UInt32) -> Bool {
        let difference = new &- old
        return difference > 0 && difference < 1 << 31
    }
}
