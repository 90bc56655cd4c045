import DNS
import ZoneFile

/// Names in RDATA that may lack their final dot.
enum DottedName {
    /// A name as it was read, and as it was probably meant.
    struct Reading {
        let meant: Name
        let read: Name
    }

    /// The field with the target of an NS, CNAME, DNAME, PTR, MX or SRV record, if it is written as a name.
    static func target(of id: RecordID, in zone: Zone) -> RecordFields.Field? {
        let record = zone.records[id]
        guard !record.flags.contains(.genericRDATA) else { return nil }
        return zone.fields(of: id).rdata.last
    }

    /// The primary server and the mailbox of an SOA record, if they repeat the origin. The reader does not intern these
    /// names, because a zone has only one such record.
    static func soaNames(of id: RecordID, in zone: Zone) -> [(RecordFields.Field, Reading)] {
        guard !zone.records[id].flags.contains(.genericRDATA), zone.apex != .root else { return [] }
        let (apex, origin) = (zone.names.name(zone.apex), zone.names.name(zone.origin(inForceAt: id)))
        return zone.fields(of: id).rdata.prefix(2).compactMap { field in
            guard !field.text.hasSuffix("."), !field.text.contains("@"), let meant = Name(field.text),
                meant.isSubdomain(of: apex), origin.isSubdomain(of: apex),
                let read = Name(field.text, origin: origin)
            else { return nil }
            return (field, Reading(meant: meant, read: read))
        }
    }

    /// NS and PTR records of a reverse zone whose target is a relative name of several labels that ends like a host
    /// name, and not like an address.
    static func hostsInReverseZone(_ zone: Zone) -> [RecordID] {
        guard isReverse(zone) else { return [] }
        return records(of: [.ns, .ptr], in: zone).filter { id in
            guard let origin = originOfDotted(id, in: zone) else { return false }
            return isTopLevel(label(of: zone.records[id].target, below: origin, in: zone))
        }
    }

    /// Whether the record is one of ``hostsInReverseZone(_:)``.
    static func isHostInReverseZone(_ id: RecordID, _ zone: Zone) -> Bool {
        guard [.ns, .ptr].contains(zone.records[id].type), isReverse(zone),
            let origin = originOfDotted(id, in: zone), target(of: id, in: zone)?.text.hasSuffix(".") == false
        else { return false }
        return isTopLevel(label(of: zone.records[id].target, below: origin, in: zone))
    }

    /// Records whose target would exist in another zone of the run if it were absolute. In a complete zone, S302
    /// reports such SRV records.
    static func hostsOfOtherZones(_ zone: Zone, isWhole: Bool, _ zones: ZoneSet) -> [RecordID] {
        guard zones.hasOther(than: zone), !isReverse(zone) else { return [] }
        let types: [RecordType] = [.ns, .cname, .dname, .ptr, .mx] + (isWhole ? [] : [.srv])
        return records(of: types, in: zone).filter { id in
            guard originOfDotted(id, in: zone) != nil, let field = target(of: id, in: zone),
                let meant = Name(field.text), let other = zones.zone(for: meant), other !== zone
            else { return false }
            return other.names.find(meant).map(other.exists) ?? false
        }
    }

    /// Whether the target of an SRV record has a scheme, a path or a port, which S304 reports.
    static func isURL(_ id: RecordID, _ zone: Zone) -> Bool {
        guard zone.records[id].type == .srv, let field = target(of: id, in: zone) else { return false }
        return URLTarget(field.text) != nil
    }

    /// Whether the target of the record is reported for its missing final dot, so that no rule need report it as missing.
    static func lacksDot(_ id: RecordID, in zone: Zone) -> Bool {
        guard zone.apex != .unknownOrigin else { return false }
        let record = zone.records[id]
        let repeatsOrigin =
            record.flags.contains(.dottedTarget) && zone.nameWithoutRepeatedOrigin(record.target, writtenIn: id) != nil
        guard repeatsOrigin || isHostInReverseZone(id, zone), !isURL(id, zone) else { return false }
        return !isServed(record.target, zone)
    }

    /// Whether the name as it was read is in the zone or in a delegated one, so that it may be intended.
    static func isServed(_ name: NameID, _ zone: Zone) -> Bool {
        if zone.exists(name) { return true }
        return switch zone.lookup(name, .a) {
        case .delegated, .renamed: true
        default: false
        }
    }

    private static func records(of types: [RecordType], in zone: Zone) -> [RecordID] {
        types.flatMap { zone.records(ofType: $0).map { Int($0) } }
    }

    /// The origin in force at the record, if its target has at least two labels below that and does not exist.
    private static func originOfDotted(_ id: RecordID, in zone: Zone) -> NameID? {
        let record = zone.records[id]
        guard !record.flags.contains(.dottedTarget), zone.isInZone(record.target), !zone.exists(record.target) else {
            return nil
        }
        let origin = zone.origin(inForceAt: id)
        guard zone.names.depth(of: record.target) >= zone.names.depth(of: origin) + 2,
            zone.names.isName(record.target, atOrBelow: origin)
        else { return nil }
        return origin
    }

    private static func isReverse(_ zone: Zone) -> Bool {
        guard zone.apex != .unknownOrigin else { return false }
        return ["in-addr.arpa.", "ip6.arpa."].contains { tree in
            Name(tree).map { zone.names.name(zone.apex).isSubdomain(of: $0) } ?? false
        }
    }

    private static func label(of name: NameID, below origin: NameID, in zone: Zone) -> [UInt8] {
        var current = name
        while zone.names.parent(of: current) != origin { current = zone.names.parent(of: current) }
        return zone.names.label(of: current)
    }

    /// Whether a label can be a top-level domain: letters only, or an A-label.
    private static func isTopLevel(_ label: [UInt8]) -> Bool {
        label.count >= 2 && (label.allSatisfy { $0 &- 0x61 < 26 } || label.starts(with: "xn--".utf8))
    }
}
