import DNS
import ZoneFile

/// What is to be said of the target of an SRV record: the one thing that explains the others.
///
/// Computed by looking the name up once or twice, in the zone or in the other zone of the run that answers for it;
/// aliases are not followed. Records are those of the zone beside them.
enum SRVTarget: Sendable {
    /// The target as written repeats the origin, and does not exist: Z240 speaks of it.
    case missingFinalDot
    /// S303: an address where a name belongs.
    case address
    /// S304: with a scheme, a path or a port.
    case url
    /// S301
    case alias(RecordID, in: Zone)
    /// S307: below the DNAME record.
    case renamed(RecordID, in: Zone)
    /// S302: the zone has the name (or a wildcard or names below it) without addresses, or does not have it at all.
    case noAddress(exists: Bool, in: Zone)
    /// S305
    case notHostname(HostnameFault)
    /// S306: at or below the cut.
    case delegated(cut: NameID)
    /// S308
    case ipv6Only
    /// S309
    case outOfZone

    /// `nil` when all is well, when the target is the root, and when the zone does not tell.
    ///
    /// - Parameter isWhole: whether what the zone does not have does not exist.
    init?(of id: RecordID, in zone: Zone, isWhole: Bool, zones: ZoneSet) {
        let record = zone.records[id]
        let target = record.target
        guard target != .root else { return nil }
        let form = TargetForm(of: target, in: zone)
        if form.mayBeAddressOrURL, let wrong = Self.addressOrURL(id, zone) {
            self = wrong
            return
        }
        if record.flags.contains(.dottedTarget), !zone.exists(target),
            zone.nameWithoutRepeatedOrigin(target, writtenIn: id) != nil
        {
            self = .missingFinalDot
            return
        }
        let verdict = Self.verdict(on: target, zone, isWhole: isWhole, zones)
        if let verdict, verdict.isWrong {
            self = verdict
        } else if let fault = form.fault {
            self = .notHostname(fault)
        } else if let verdict {
            self = verdict
        } else {
            return nil
        }
    }

    /// Whether it is a mistake whatever the target's name looks like.
    private var isWrong: Bool {
        switch self {
        case .alias, .renamed, .noAddress: true
        default: false
        }
    }

    private static func verdict(on target: NameID, _ zone: Zone, isWhole: Bool, _ zones: ZoneSet) -> SRVTarget? {
        let result = zone.lookup(target, .a)
        switch result {
        case .delegated(_, let cut):
            guard let other = zones.zone(for: target, besides: zone) else { return .delegated(cut: cut) }
            return elsewhere(zone.names.name(target), other, or: .delegated(cut: cut))
        case .outOfZone:
            guard zone.apex != .unknownOrigin else { return nil }
            guard let other = zones.zone(for: target, besides: zone) else { return .outOfZone }
            return elsewhere(zone.names.name(target), other, or: .outOfZone)
        default:
            return verdict(result, target, zone, isWhole: isWhole) { zone.lookup(target, .aaaa) }
        }
    }

    /// What the zone that answers for the target says; `unknown` if it does not know either.
    private static func elsewhere(_ target: Name, _ zone: Zone, or unknown: SRVTarget) -> SRVTarget? {
        let result = zone.lookup(target, .a)
        switch result {
        case .delegated, .outOfZone: return unknown
        default: return verdict(result, zone.names.find(target), zone, isWhole: true) { zone.lookup(target, .aaaa) }
        }
    }

    private static func verdict(
        _ result: LookupResult,
        _ target: NameID?,
        _ zone: Zone,
        isWhole: Bool,
        ipv6: () -> LookupResult
    ) -> SRVTarget? {
        switch result {
        case .answer, .delegated, .outOfZone: return nil
        case .alias(let alias, let wildcard):
            // A file that lacks records may lack the name that the wildcard would not cover.
            return wildcard == nil || isWhole ? .alias(alias, in: zone) : nil
        case .renamed(let dname): return .renamed(dname, in: zone)
        case .noName: return isWhole ? .noAddress(exists: false, in: zone) : nil
        case .noData(let wildcard):
            guard isWhole, let node = wildcard ?? target, !zone.hasServerPrivateType(at: node) else { return nil }
            if case .answer = ipv6() { return .ipv6Only }
            return .noAddress(exists: true, in: zone)
        }
    }

    // MARK: - Addresses and URLs

    private static func addressOrURL(_ id: RecordID, _ zone: Zone) -> SRVTarget? {
        let target = zone.records[id].target
        guard !hasAddress(target, zone), let text = SRVFields(of: id, in: zone).targetText else { return nil }
        if AddressLiteral(target: text) != nil { return .address }
        return URLTarget(text) == nil ? nil : .url
    }

    /// Names in reverse zones look like addresses too.
    private static func hasAddress(_ name: NameID, _ zone: Zone) -> Bool {
        zone.has(.a, at: name) || zone.has(.aaaa, at: name)
    }
}
