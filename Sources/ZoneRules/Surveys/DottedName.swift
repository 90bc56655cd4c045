import DNS
import ZoneFile

/// Names in RDATA that lack their final dot.
///
/// A relative name of several labels lacks its dot if it does not exist as it is read, and one of these holds: it repeats
/// the origin, it belongs to another zone of the run, or it ends like a name of the public DNS.
enum DottedName {
    /// A name as it was read, and as it was probably meant.
    struct Reading {
        let field: RecordFields.Field
        let meant: Name
        let read: Name
        var isMailbox = false
        /// Whether it is certain that the name as read does not exist.
        var isCertain = true
    }

    /// What is known outside the record: whether missing names do not exist (``ZoneContext/isWholeForTargets``), and the
    /// other zones of the run.
    struct Surroundings {
        let isWhole: Bool
        let zones: ZoneSet
        /// Whether names that do not repeat the origin are judged as well.
        var judgesOtherNames = true
        /// Whether the zone is a response-policy zone: its owners are names of other zones, and its targets names of them.
        var isPolicy = false
    }

    /// The types whose target the reader interns.
    static let commonTypes: [RecordType] = [.ns, .cname, .dname, .ptr, .mx, .srv]

    /// The field with the target of an NS, CNAME, DNAME, PTR, MX or SRV record, if it is written as a name.
    static func target(of id: RecordID, in zone: Zone) -> RecordFields.Field? {
        let record = zone.records[id]
        guard !record.flags.contains(.genericRDATA) else { return nil }
        return zone.fields(of: id).rdata.last
    }

    /// Whether the target of the record is reported for its missing final dot, so that no other rule reports it.
    static func lacksDot(_ id: RecordID, in zone: Zone, isWhole: Bool, zones: ZoneSet) -> Bool {
        reading(ofTarget: id, in: zone, Surroundings(isWhole: isWhole, zones: zones)) != nil
    }

    /// The target of an NS, CNAME, DNAME, PTR, MX or SRV record, if it lacks its final dot.
    static func reading(ofTarget id: RecordID, in zone: Zone, _ known: Surroundings) -> Reading? {
        let record = zone.records[id]
        guard zone.apex != .unknownOrigin, record.flags.contains(.relativeTarget),
            !zone.exists(record.target) || isMisplaced(zone), zone.isInZone(record.target),
            let field = target(of: id, in: zone), MistypedTarget.withoutComma(field.text) == nil,
            record.type == .srv ? URLTarget(field.text) == nil : URLTarget.target(of: id, in: zone) == nil
        else { return nil }
        return reading(of: field, id, in: zone, isMailbox: false, known)
    }

    /// The names in a record of a type without an interned target that lack their final dot.
    static func readings(of id: RecordID, in zone: Zone, _ known: Surroundings) -> [Reading] {
        let record = zone.records[id]
        guard zone.apex != .unknownOrigin, !record.flags.contains(.genericRDATA) else { return [] }
        let indices = RecordFormat.nameFields(of: record.type)
        guard indices.contains(where: { NameFieldText.endsWithDot(id, field: $0, in: zone) != true }) else { return [] }
        let rdata = zone.fields(of: id).rdata
        if let index = RecordFormat.gatewayTypeField(of: record.type) {
            guard index < rdata.count, rdata[index].text == "3" else { return [] }
        }
        let first = indices.first ?? 0
        guard URLTarget.target(of: id, in: zone) == nil else { return [] }
        return rdata.indices.filter { indices.contains($0) || record.type == .hip && $0 > first }.compactMap { index in
            reading(
                of: rdata[index],
                id,
                in: zone,
                isMailbox: RecordFormat.isMailbox(record.type, field: index),
                known
            )
        }
    }

    /// Whether the name as it was read is in the zone or in a delegated one, so that it may be intended.
    static func isServed(_ name: Name, _ zone: Zone) -> Bool {
        if zone.names.find(name).map(zone.exists) ?? false || zone.unread.hasIntendedOwner(atOrBelow: name) {
            return true
        }
        // A record of which only the first labels are known may have this owner.
        if zone.unread.mayHaveIncompleteOwner(name, .a) { return true }
        return switch zone.lookup(name, .a) {
        case .delegated, .renamed: true
        default: false
        }
    }

    /// Whether the first SOA record is at a name that repeats the origin (Z241). Nothing in the file is then at the name that it was
    /// meant to have, and the NS records of the zone are not those of a delegation.
    static func isMisplaced(_ zone: Zone) -> Bool {
        zone.apexSOA == nil && zone.records(ofType: .soa).first.map { zone.ownerRepeatsOrigin(Int($0)) } ?? false
    }
}
