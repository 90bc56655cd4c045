import DNS
import ZoneFile

/// A record in presentation form on one line, with absolute names where the zone has read them. Untrusted: escape it for
/// output.
struct RecordText {
    private let zone: Zone

    init(_ zone: Zone) {
        self.zone = zone
    }

    /// The record: `www.example.com. 3600 IN A 192.0.2.1`.
    func record(_ id: RecordID) -> String {
        let record = zone.records[id]
        let owner = zone.names.text(record.owner)
        return "\(owner) \(record.ttl) \(zone.zoneClass) \(record.type) \(data(id))"
    }

    /// The data of the record.
    func data(_ id: RecordID) -> String {
        let record = zone.records[id]
        let target = zone.names.text(record.target)
        switch record.type {
        case .ns, .cname, .dname, .ptr: return target
        case .mx: return "\(record.priority) \(target)"
        case .srv: return "\(record.priority) \(record.weight) \(record.port) \(target)"
        default: break
        }
        var fields = zone.fields(of: id).rdata.map { $0.isQuoted ? "\"\($0.text)\"" : $0.text }
        if record.type == .soa, fields.count == 7 {
            let origin = zone.origin(inForceAt: id)
            for index in 0..<2 where origin != .unknownOrigin {
                fields[index] = Name(fields[index], origin: zone.names.name(origin))?.description ?? fields[index]
            }
        }
        return fields.joined(separator: " ")
    }

    /// Where the record is written. That of a generated record is its `$GENERATE`.
    func span(_ id: RecordID) -> SourceSpan {
        let span = zone.fields(of: id).span
        guard case .generated(let directive, _, _) = span.source.provenance else { return span }
        return directive
    }

    /// The file and line of the record.
    func location(_ id: RecordID) -> String {
        let span = span(id)
        return "\(span.source.path):\(span.start.line)"
    }
}
