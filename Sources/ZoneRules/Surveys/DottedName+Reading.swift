import DNS
import ZoneFile

// Whether one name lacks its final dot.

extension DottedName {
    static func reading(
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
            return meant.labels.count >= 2 && TopLevelDomains.contains(last) && zone.isCertain(read, nil)
                ? reading : nil
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
