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
        guard zone.apex != .unknownOrigin, !record.flags.contains(.genericRDATA), zone.isInZone(record.target),
            !zone.exists(record.target) || isMisplaced(zone),
            NameFieldText.endsWithDot(id, field: fieldIndex(of: record.type), in: zone) != true,
            let field = target(of: id, in: zone),
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
        if zone.names.find(name).map(zone.exists) ?? false || zone.unread.hasIntendedOwner(atOrBelow: name) { return true }
        return switch zone.lookup(name, .a) {
        case .delegated, .renamed: true
        default: false
        }
    }

    /// Whether the SOA record is at a name that repeats the origin (Z241). Nothing in the file is then at the name that it was
    /// meant to have, and the NS records of the zone are not those of a delegation.
    private static func isMisplaced(_ zone: Zone) -> Bool {
        zone.apexSOA == nil && zone.records(ofType: .soa).contains { zone.ownerRepeatsOrigin(Int($0)) }
    }

    private static func fieldIndex(of type: RecordType) -> Int {
        switch type {
        case .mx: 1
        case .srv: 3
        default: 0
        }
    }

    // MARK: - One name

    private static func reading(
        of field: RecordFields.Field,
        _ id: RecordID,
        in zone: Zone,
        isMailbox: Bool,
        _ known: Surroundings
    ) -> Reading? {
        guard zone.apex != .root, !field.text.hasSuffix("."), !field.text.contains("@") else { return nil }
        let (apex, origin) = (zone.names.name(zone.apex), zone.names.name(zone.origin(inForceAt: id)))
        guard origin.isSubdomain(of: apex), let meant = Name(field.text), let read = Name(field.text, origin: origin),
            isMisplaced(zone) || !isServed(read, zone)
        else { return nil }
        var reading = Reading(field: field, meant: meant, read: read, isMailbox: isMailbox)
        if meant.isSubdomain(of: apex) { return reading }
        if known.isPolicy {
            let last = (meant.labels.last ?? []).map(asciiLowercased)
            return meant.labels.count >= 2 && TopLevelDomains.contains(last) && zone.isCertain(read, nil) ? reading : nil
        }
        guard known.judgesOtherNames, meant.labels.count >= 2, !hasAncestor(read, below: origin, in: zone) else {
            return nil
        }
        let isWhole = known.isWhole && zone.isCertain(read, nil)
        reading.isCertain = isWhole
        let isReverse = isReverse(apex)
        if !isReverse, let other = known.zones.zone(for: meant), other !== zone {
            if other.names.find(meant).map(other.exists) ?? false { return reading }
        }
        // Without all of the zone, two labels may well be a name of the zone.
        guard meant.labels.count >= (isWhole && !isMailbox ? 2 : 3) || isReverse, isAbsent(read, zone) else {
            return nil
        }
        let last = (meant.labels.last ?? []).map(asciiLowercased)
        let isHost = isReverse && [.ns, .ptr].contains(zone.records[id].type) && isTopLevel(last)
        return isHost || TopLevelDomains.contains(last) ? reading : nil
    }

    /// Whether a name between `name` and the origin exists, so that `name` is probably meant to be below it.
    private static func hasAncestor(_ name: Name, below origin: Name, in zone: Zone) -> Bool {
        var current = name.parent
        while let ancestor = current, ancestor != origin {
            if zone.names.find(ancestor).map(zone.exists) ?? false { return true }
            current = ancestor.parent
        }
        return false
    }

    /// Whether nothing answers for the name, not even a wildcard.
    private static func isAbsent(_ name: Name, _ zone: Zone) -> Bool {
        if case .noName = zone.lookup(name, .a) { true } else { false }
    }

    private static func isReverse(_ apex: Name) -> Bool {
        ["in-addr.arpa.", "ip6.arpa."].contains { tree in Name(tree).map(apex.isSubdomain) ?? false }
    }

    /// Whether a label can be a top-level domain: letters only, or an A-label.
    private static func isTopLevel(_ label: [UInt8]) -> Bool {
        label.count >= 2 && (label.allSatisfy { $0 &- 0x61 < 26 } || label.starts(with: "xn--".utf8))
    }
}
