import DNS
import ZoneFile

/// The finding about the host that an NS or MX record names: the one that explains the others.
enum HostTarget: Sendable {
    /// The name lacks its final dot, which Z240 reports.
    case missingFinalDot
    /// The target is a URL or has a port, which Z263 reports.
    case url
    /// The target is an address instead of a name.
    case address(AddressLiteral)
    /// The name owns a CNAME record, or a wildcard with one covers it.
    case alias(RecordID, in: Zone)
    /// The name is below the DNAME record, so it is also an alias.
    case renamed(RecordID, in: Zone)
    /// The name has no addresses in the zone, or does not exist there.
    case noAddress(exists: Bool, in: Zone)
    /// The name is at or below the cut, which cannot be reached without the address of the name.
    case missingGlue(cut: NameID)

    /// Whether the target is valid without further checks.
    ///
    /// - Parameter isAlone: whether no other zone could answer for the target.
    static func isObviouslyValid(_ target: NameID, in zone: Zone, isAlone: Bool) -> Bool {
        guard zone.isInZone(target) else {
            return target == .root || isAlone && !AddressLiteral.mayBe(target, in: zone)
        }
        return zone.has(.a, at: target) || zone.has(.aaaa, at: target)
    }

    /// Creates the finding, or returns `nil` if the target is valid, is the root, or is in none of the zones.
    ///
    /// - Parameter isWhole: ``ZoneContext/isWholeForTargets``.
    init?(of id: RecordID, in zone: Zone, _ boundaries: ZoneBoundaries, isWhole: Bool, zones: ZoneSet) {
        let record = zone.records[id]
        let target = record.target
        guard target != .root else { return nil }
        if DottedName.lacksDot(id, in: zone, isWhole: isWhole, zones: zones) {
            self = .missingFinalDot
            return
        }
        if URLTarget.target(of: id, in: zone) != nil {
            self = .url
            return
        }
        // Z262 reports it.
        guard !AtSignName.isInTarget(of: id, in: zone) else { return nil }
        if AddressLiteral.mayBe(target, in: zone), !zone.has(.a, at: target), !zone.has(.aaaa, at: target),
            let text = DottedName.target(of: id, in: zone)?.text, let literal = AddressLiteral(target: text)
        {
            self = .address(literal)
            return
        }
        if record.type == .ns, let cut = Self.cutWithoutGlue(record, zone, boundaries) {
            guard isWhole, !zone.unread.mayContain(target, .a), !zone.unread.mayContain(target, .aaaa) else {
                return nil
            }
            self = .missingGlue(cut: cut)
            return
        }
        switch zone.lookup(target: target, isWhole: isWhole, zones: zones) {
        case .alias(let alias, let zone): self = .alias(alias, in: zone)
        case .renamed(let dname, let zone): self = .renamed(dname, in: zone)
        case .noAddress(let exists, let other):
            // Z148 and Z126 report typing errors.
            if MistypedTarget.matches(id, in: zone) { return nil }
            self = .noAddress(exists: exists, in: other)
        case nil, .ipv6Only, .delegated, .outOfZone: return nil
        }
    }

    // MARK: - Glue

    /// The cut that is unreachable without the target's address: that of the delegation itself, or one of a loop of
    /// delegations whose servers are only in each other. A name in another, reachable delegation needs no glue.
    private static func cutWithoutGlue(_ record: ZoneRecord, _ zone: Zone, _ boundaries: ZoneBoundaries) -> NameID? {
        let target = record.target
        guard record.owner != zone.apex, let cut = boundaries.boundary(of: target), zone.has(.ns, at: cut),
            !zone.has(.a, at: target), !zone.has(.aaaa, at: target), !zone.hasServerPrivateType(at: target)
        else { return nil }
        if cut == record.owner { return cut }
        return isReachable(record.owner, zone, boundaries) ? nil : cut
    }

    /// Whether at least one server of the cut, or of the cuts that its servers are in, can be found.
    private static func isReachable(_ cut: NameID, _ zone: Zone, _ boundaries: ZoneBoundaries) -> Bool {
        var seen: Set<NameID> = [cut]
        var open = [cut]
        while let current = open.popLast() {
            // A loop of more delegations is not a plausible mistake.
            if seen.count > 32 || zone.unread.mayContain(current, .ns) { return true }
            for id in zone.records(at: current, type: .ns) {
                let target = zone.records[id].target
                guard let above = boundaries.boundary(of: target), zone.has(.ns, at: above) else { return true }
                for type in [RecordType.a, .aaaa]
                where zone.has(type, at: target) || zone.unread.mayContain(target, type) {
                    return true
                }
                if seen.insert(above).inserted { open.append(above) }
            }
        }
        return false
    }
}
