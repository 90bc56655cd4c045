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
        // Without an origin, an absolute name may be in the zone.
        guard zone.apex != .unknownOrigin || zone.isInZone(target) && target != .unknownOrigin else { return nil }
        switch zone.lookup(target: target, isWhole: isWhole, zones: zones) {
        case .alias(let alias, let zone): return .alias(alias, in: zone)
        case .renamed(let dname, let zone): return .renamed(dname, in: zone)
        case .noAddress(let exists, let zone): return .noAddress(exists: exists, in: zone)
        case .ipv6Only: return .ipv6Only
        case .delegated(let cut): return .delegated(cut: cut)
        case .outOfZone: return .outOfZone
        case nil: return nil
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
