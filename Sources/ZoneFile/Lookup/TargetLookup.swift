import DNS

/// The result of looking up the addresses of a record's target, if it explains why connections to it may fail.
public enum TargetLookup: Sendable {
    /// The name owns a CNAME record, or is covered by a wildcard with one.
    case alias(RecordID, in: Zone)
    /// The name is below a DNAME record, and so also an alias.
    case renamed(RecordID, in: Zone)
    /// The name has no addresses. `exists` is false if it does not exist.
    case noAddress(exists: Bool, in: Zone)
    /// The name has AAAA records, but no A records.
    case ipv6Only
    /// The name is at or below the zone cut, and no other zone of the run answers for it.
    case delegated(cut: NameID)
    /// The name is outside the zone, and no other zone of the run answers for it.
    case outOfZone
}

extension Zone {
    /// Looks up the addresses of a target, here or in the other zone of the run that answers for it. Aliases are not
    /// followed.
    ///
    /// - Parameter isWhole: whether a name or record that is neither in the file nor in an unread part does not exist.
    /// - Returns: `nil` if the target has an A record, or if nothing is known of it.
    public func lookup(target: NameID, isWhole: Bool, zones: ZoneSet) -> TargetLookup? {
        // A relative name after an `$ORIGIN` that could not be read.
        if apex != .unknownOrigin, names.isName(target, atOrBelow: .unknownOrigin) { return nil }
        let result = lookup(target, .a)
        let unanswered: TargetLookup
        switch result {
        case .delegated(_, let cut): unanswered = .delegated(cut: cut)
        case .outOfZone: unanswered = .outOfZone
        default:
            return explanation(
                of: result, target, isWhole: isWhole, isCertain: { isCertain(target, $0) },
                ipv6: { lookup(target, .aaaa) })
        }
        guard let other = zones.zone(for: target, otherThan: self) else { return unanswered }
        let name = names.name(target)
        let otherResult = other.lookup(name, .a)
        switch otherResult {
        case .delegated, .outOfZone: return unanswered
        case .noName where !other.isCertain(name, .a), .noData where !other.isCertain(name, .a): return unanswered
        default:
            let otherTarget = other.names.find(name)
            return other.explanation(
                of: otherResult, otherTarget, isWhole: true,
                isCertain: { other.isCertain(name, $0) }, ipv6: { other.lookup(name, .aaaa) })
        }
    }

    private func explanation(
        of result: LookupResult,
        _ target: NameID?,
        isWhole: Bool,
        isCertain: (RecordType) -> Bool,
        ipv6: () -> LookupResult
    ) -> TargetLookup? {
        switch result {
        case .answer, .delegated, .outOfZone: return nil
        case .alias(let alias, let wildcard):
            // In a file that is not whole, the name itself may be missing, and then the wildcard does not cover it.
            guard wildcard != nil else {
                // Z220 reports an alias that also owns addresses.
                let hasUnread = target.map { unread.hasRecord(of: names.name($0), .a) } ?? false
                return hasUnread ? nil : .alias(alias, in: self)
            }
            return isWhole && isCertain(.a) ? .alias(alias, in: self) : nil
        case .renamed(let dname): return .renamed(dname, in: self)
        case .noName: return isWhole && isCertain(.a) && isCertain(.aaaa) ? .noAddress(exists: false, in: self) : nil
        case .noData(let wildcard):
            guard isWhole, let node = wildcard ?? target, !hasServerPrivateType(at: node), isCertain(.a) else {
                return nil
            }
            if case .answer = ipv6() { return .ipv6Only }
            return isCertain(.aaaa) ? .noAddress(exists: true, in: self) : nil
        }
    }

    /// Whether the name has data such as PowerDNS's ALIAS, which the server turns into addresses.
    public func hasServerPrivateType(at name: NameID) -> Bool {
        records(at: name).contains { ServerPrivateType.contains(records[$0].type) }
    }
}
