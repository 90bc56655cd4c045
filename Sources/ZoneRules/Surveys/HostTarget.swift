import DNS
import ZoneFile

/// What is to be said of the host that an NS or MX record names: the one thing that explains the others.
enum HostTarget: Sendable {
    /// The name repeats the origin: Z240 speaks of it.
    case missingFinalDot
    /// An address where a name belongs.
    case address(AddressLiteral)
    /// The name owns a CNAME record, or a wildcard with one covers it.
    case alias(RecordID, in: Zone)
    /// The name is below the DNAME record, and so an alias too.
    case renamed(RecordID, in: Zone)
    /// The zone has the name without addresses, or does not have it at all.
    case noAddress(exists: Bool, in: Zone)
    /// The name is at or below the cut that other servers can be found for only with its address.
    case missingGlue(cut: NameID)

    /// Whether the first look is enough: nothing can be said against the target.
    ///
    /// - Parameter isAlone: whether no other zone could answer for the target.
    static func isPlainlyGood(_ target: NameID, in zone: Zone, isAlone: Bool) -> Bool {
        guard zone.isInZone(target) else { return target == .root || isAlone && !mayBeAddress(target, zone) }
        return zone.has(.a, at: target) || zone.has(.aaaa, at: target)
    }

    /// `nil` when all is well, when the target is the root, and when the zones do not tell.
    ///
    /// - Parameter isWhole: whether what the zone does not have does not exist.
    init?(of id: RecordID, in zone: Zone, _ boundaries: ZoneBoundaries, isWhole: Bool, zones: ZoneSet) {
        let record = zone.records[id]
        let target = record.target
        guard target != .root else { return nil }
        if DottedName.lacksDot(id, in: zone) {
            self = .missingFinalDot
            return
        }
        if Self.mayBeAddress(target, zone), !zone.has(.a, at: target), !zone.has(.aaaa, at: target),
            let text = DottedName.target(of: id, in: zone)?.text, let literal = AddressLiteral(target: text)
        {
            self = .address(literal)
            return
        }
        if record.type == .ns, let cut = Self.cutWithoutGlue(record, zone, boundaries) {
            guard isWhole else { return nil }
            self = .missingGlue(cut: cut)
            return
        }
        guard let verdict = Self.verdict(on: target, zone, isWhole: isWhole, zones) else { return nil }
        self = verdict
    }

    private static func mayBeAddress(_ target: NameID, _ zone: Zone) -> Bool {
        zone.names.withLabel(of: target) { label in
            label.allSatisfy { $0 &- 0x30 < 10 } || label.contains(UInt8(ascii: ":"))
        }
    }

    private static func verdict(on target: NameID, _ zone: Zone, isWhole: Bool, _ zones: ZoneSet) -> HostTarget? {
        let result = zone.lookup(target, .a)
        switch result {
        case .delegated, .outOfZone:
            guard let other = zones.zone(for: target, besides: zone) else { return nil }
            let name = zone.names.name(target)
            return verdict(other.lookup(name, .a), other.names.find(name), other, isWhole: true) {
                other.lookup(name, .aaaa)
            }
        default: return verdict(result, target, zone, isWhole: isWhole) { zone.lookup(target, .aaaa) }
        }
    }

    private static func verdict(
        _ result: LookupResult,
        _ target: NameID?,
        _ zone: Zone,
        isWhole: Bool,
        ipv6: () -> LookupResult
    ) -> HostTarget? {
        switch result {
        case .answer, .delegated, .outOfZone: return nil
        case .alias(let alias, let wildcard):
            // A file that lacks records may lack the name that the wildcard would not cover.
            return wildcard == nil || isWhole ? .alias(alias, in: zone) : nil
        case .renamed(let dname): return .renamed(dname, in: zone)
        case .noName: return isWhole ? .noAddress(exists: false, in: zone) : nil
        case .noData(let wildcard):
            guard isWhole, let node = wildcard ?? target, !zone.hasServerPrivateType(at: node) else { return nil }
            if case .answer = ipv6() { return nil }
            return .noAddress(exists: true, in: zone)
        }
    }

    // MARK: - Glue

    /// The cut that stays unreachable for want of the target's address: the delegation's own, or one of a ring of
    /// delegations that name servers in each other only. A name in another delegation that can be reached needs no glue.
    private static func cutWithoutGlue(_ record: ZoneRecord, _ zone: Zone, _ boundaries: ZoneBoundaries) -> NameID? {
        let target = record.target
        guard record.owner != zone.apex, let cut = boundaries.boundary(of: target), zone.has(.ns, at: cut),
            !zone.has(.a, at: target), !zone.has(.aaaa, at: target), !zone.hasServerPrivateType(at: target)
        else { return nil }
        if cut == record.owner { return cut }
        return isReachable(record.owner, zone, boundaries) ? nil : cut
    }

    /// Whether some server of the cut, or of the cuts that its servers are in, can be found.
    private static func isReachable(_ cut: NameID, _ zone: Zone, _ boundaries: ZoneBoundaries) -> Bool {
        var seen: Set<NameID> = [cut]
        var open = [cut]
        while let current = open.popLast() {
            // A ring of more is no mistake of a person.
            if seen.count > 32 { return true }
            for id in zone.records(at: current, type: .ns) {
                let target = zone.records[id].target
                guard let above = boundaries.boundary(of: target), zone.has(.ns, at: above) else { return true }
                if zone.has(.a, at: target) || zone.has(.aaaa, at: target) { return true }
                if seen.insert(above).inserted { open.append(above) }
            }
        }
        return false
    }
}

extension Zone {
    /// Whether the name has data such as PowerDNS's ALIAS, which the server turns into addresses.
    func hasServerPrivateType(at name: NameID) -> Bool {
        records(at: name).contains { ServerPrivateType.contains(records[$0].type) }
    }
}
