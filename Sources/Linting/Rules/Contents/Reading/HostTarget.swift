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
        if MissingFinalDot.lacksDot(id, in: zone) {
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
        switch zone.lookup(target: target, isWhole: isWhole, zones: zones) {
        case .alias(let alias, let zone): self = .alias(alias, in: zone)
        case .renamed(let dname, let zone): self = .renamed(dname, in: zone)
        case .noAddress(let exists, let zone): self = .noAddress(exists: exists, in: zone)
        case nil, .ipv6Only, .delegated, .outOfZone: return nil
        }
    }

    private static func mayBeAddress(_ target: NameID, _ zone: Zone) -> Bool {
        zone.names.withLabel(of: target) { label in
            label.allSatisfy { $0 &- 0x30 < 10 } || label.contains(UInt8(ascii: ":"))
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

// MARK: - Words for messages

extension ZoneContext {
    /// Where the target of a record is written.
    func targetSpan(of id: RecordID) -> SourceSpan {
        DottedName.target(of: id, in: zone)?.span ?? zone.fields(of: id).type.span
    }

    /// "this zone", or "the zone `example.net.`" for another.
    func place(_ other: Zone) -> String {
        other === zone ? "this zone" : "the zone `\(other.origin ?? other.sources[0].path)`"
    }

    /// The alias or DNAME behind a target, as a related span.
    func aliasSpan(_ alias: RecordID, in other: Zone, covers target: NameID) -> LabelledSpan {
        let owner = other.names.text(other.records[alias].owner)
        let covered = owner == zone.names.text(target) ? "" : ", and covers \(quoted(target))"
        let verb = other.records[alias].type == .dname ? "renames what is below it to" : "is an alias for"
        return LabelledSpan(
            WrittenOwner(of: alias, in: other).span,
            "`\(owner)` \(verb) `\(other.names.text(other.records[alias].target))`\(covered)"
        )
    }
}
