import DNS

/// The data of a record, in the form that is cheapest to compare with that of other records of the same type and zone.
enum RecordData: Hashable {
    case address(UInt128)
    case name(NameID, numbers: UInt64)
    case octets([UInt8])
}

extension Zone {
    /// The data of a record; `nil` if it cannot be read again, which only happens after a ``ZoneProblem``.
    func data(of id: RecordID, _ reader: RDATAReader) -> RecordData? {
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
