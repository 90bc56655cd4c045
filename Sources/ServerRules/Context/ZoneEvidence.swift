import DNS
import Federation
import ZoneFile
import ZoneRules

/// The answers of the zones of a run to DNS questions, and the locations of the records.
///
/// Names outside every zone, below a delegation, or possibly in an unread part of a zone count as not collected.
public struct ZoneEvidence: Sendable {
    private let zones: ZoneSet
    /// The zones that are whole, in which a missing name does not exist.
    private let whole: Set<ObjectIdentifier>
    /// The locations of the answered records.
    public private(set) var locations: [AnswerRecord: RecordLocation] = [:]

    public struct RecordLocation: Sendable {
        public let zone: Zone
        public let record: RecordID
    }

    /// - Parameter whole: the zones that are whole.
    public init(_ zones: ZoneSet, whole: [Zone]) {
        self.zones = zones
        self.whole = Set(whole.map(ObjectIdentifier.init))
    }

    /// Returns the zone of the run that contains a name.
    func zone(for name: Name) -> Zone? { zones.zone(for: name) }

    /// Returns the answer of the zones, or `nil` if they have none.
    public mutating func answer(_ question: Question) -> DNSEntry? {
        var name = question.name
        var records: [AnswerRecord] = []
        // This also ends alias loops, which another rule reports. One alias more than the limit shows that there are
        // too many.
        for _ in 0...DiscoveryLimits.aliases + 1 {
            guard let zone = zones.zone(for: name) else { break }
            switch zone.lookup(name, question.type) {
            // An RRset of which a record could not be read is not known.
            case .answer where zone.unread.hasRecord(of: name, question.type),
                .alias where zone.unread.hasRecord(of: name, question.type):
                break
            case .answer(let set, _):
                records += set.compactMap { record($0, in: zone, at: name) }
                return entry(question, .noError, records)
            case .alias(let alias, _):
                guard let record = record(alias, in: zone, at: name), let target = record.target else { return nil }
                records.append(record)
                name = target
                continue
            case .renamed(let dname):
                guard let target = renamed(name, by: dname, in: zone),
                    let alias = try? AnswerRecord("\(name) \(zone.records[dname].ttl) IN CNAME \(target)")
                else { return nil }
                locations[alias] = RecordLocation(zone: zone, record: dname)
                records.append(alias)
                name = target
                continue
            case .noData where isCertain(name, question.type, in: zone): return entry(question, .noError, records)
            case .noName where isCertain(name, question.type, in: zone): return entry(question, .nxDomain, records)
            case .noData, .noName, .delegated, .outOfZone: break
            }
            break
        }
        // The aliases are known, but their final target is not.
        return records.isEmpty ? nil : entry(question, .noError, records)
    }

    /// Whether a record that the zone lacks does not exist.
    private func isCertain(_ name: Name, _ type: RecordType, in zone: Zone) -> Bool {
        whole.contains(ObjectIdentifier(zone)) && zone.isCertain(name, type, asWritten: true)
    }

    private func entry(_ question: Question, _ status: DNSStatus, _ records: [AnswerRecord]) -> DNSEntry {
        DNSEntry(question, status, records: records, isAuthoritative: true)
    }

    private mutating func record(_ id: RecordID, in zone: Zone, at owner: Name) -> AnswerRecord? {
        let record = zone.records[id]
        let rdata: String
        switch record.type {
        case .srv: rdata = "\(record.priority) \(record.weight) \(record.port) \(zone.names.name(record.target))"
        case .cname, .ns, .dname: rdata = zone.names.name(record.target).description
        case .a, .aaaa:
            guard let address = IPAddress(octets: zone.rdata(of: id)) else { return nil }
            rdata = address.description
        default: return nil
        }
        guard let answer = try? AnswerRecord("\(owner) \(record.ttl) IN \(record.type) \(rdata)") else { return nil }
        locations[answer] = RecordLocation(zone: zone, record: id)
        return answer
    }

    /// Replaces the DNAME owner at the end of a name with the DNAME target (RFC 6672 §2.2).
    private func renamed(_ name: Name, by dname: RecordID, in zone: Zone) -> Name? {
        let owner = zone.names.name(zone.records[dname].owner)
        let target = zone.names.name(zone.records[dname].target)
        return Name(wire: name.wire.prefix(name.wire.count - owner.wire.count) + target.wire)
    }
}
