import DNS
import ZoneFile

/// A zone with the wire form of its records, for comparison with other programs.
public struct WireZone {
    public let zone: Zone
    /// The records by ``RecordID``.
    public let records: [WireRecord]

    /// - Returns: `nil` if a record has no wire form.
    public init?(_ zone: Zone) {
        var coder = RDATACoder()
        var records: [WireRecord] = []
        for id in zone.records.indices {
            guard let rdata = Self.rdata(of: id, zone, &coder) else { return nil }
            let record = zone.records[id]
            records.append(WireRecord(owner: zone.names.name(record.owner), type: record.type, rdata: rdata))
        }
        self.zone = zone
        self.records = records
    }

    private static func rdata(of id: RecordID, _ zone: Zone, _ coder: inout RDATACoder) -> [UInt8]? {
        let fields = zone.fields(of: id).rdata
        let source = zone.sources[Int(zone.records[id].source)]
        return source.withBytes { bytes in
            let texts = fields.map { field in
                let range = field.span.range
                let content = field.isQuoted ? range.lowerBound + 1..<range.upperBound - 1 : range
                return FieldText(bytes: UnsafeBufferPointer(rebasing: bytes[content]), isQuoted: field.isQuoted)
            }
            let origin = zone.names.name(zone.origin(inForceAt: id))
            let problem = texts.withUnsafeBufferPointer {
                coder.encode(zone.records[id].type, fields: $0, origin: origin)
            }
            return problem == nil ? coder.wire : nil
        }
    }
}
