import DNS
import ZoneFile

/// What is to be said of the target of an SRV record: the one thing that explains the others.
///
/// Computed by looking the name up once or twice; aliases are not followed.
enum SRVTarget: Sendable {
    /// The target as written repeats the origin, and does not exist: Z240 speaks of it.
    case missingFinalDot
    /// S303: an address where a name belongs.
    case address
    /// S304: with a scheme, a path or a port.
    case url
    /// S301
    case alias(RecordID)
    /// S307: below the DNAME record.
    case renamed(RecordID)
    /// S302: the zone has the name (or a wildcard or names below it) without addresses, or does not have it at all.
    case noAddress(exists: Bool)
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
    init?(of id: RecordID, in zone: Zone, isWhole: Bool) {
        let record = zone.records[id]
        let target = record.target
        guard target != .root else { return nil }
        if record.flags.contains(.dottedTarget), !zone.exists(target),
            zone.nameWithoutRepeatedOrigin(target, writtenIn: id) != nil
        {
            self = .missingFinalDot
            return
        }
        let form = TargetForm(of: target, in: zone)
        if form.mayBeAddressOrURL, let wrong = Self.addressOrURL(id, zone) {
            self = wrong
            return
        }
        let verdict = Self.verdict(on: target, zone, isWhole: isWhole)
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

    private static func verdict(on target: NameID, _ zone: Zone, isWhole: Bool) -> SRVTarget? {
        switch zone.lookup(target, .a) {
        case .answer: return nil
        case .alias(let alias, let wildcard):
            // A file that lacks records may lack the name that the wildcard would not cover.
            return wildcard == nil || isWhole ? .alias(alias) : nil
        case .renamed(let dname): return .renamed(dname)
        case .delegated(_, let cut): return .delegated(cut: cut)
        case .noData(let wildcard):
            guard isWhole, !hasServerPrivateType(wildcard ?? target, zone) else { return nil }
            return zone.has(.aaaa, at: wildcard ?? target) ? .ipv6Only : .noAddress(exists: true)
        case .noName: return isWhole ? .noAddress(exists: false) : nil
        case .outOfZone: return zone.apex == .unknownOrigin ? nil : .outOfZone
        }
    }

    /// Whether the name has data such as PowerDNS's ALIAS, which the server turns into addresses.
    private static func hasServerPrivateType(_ name: NameID, _ zone: Zone) -> Bool {
        zone.records(at: name).contains { ServerPrivateType.contains(zone.records[$0].type) }
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
