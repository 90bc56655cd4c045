import DNS
import ZoneFile

/// A noteworthy property of an SRV target: the one that explains the others.
///
/// It is found by looking the name up once or twice, in the zone or in another zone of the run that is authoritative for
/// it. Aliases are not followed. A record number belongs to the zone in the same case.
enum SRVTarget: Sendable {
    /// The target lacks its final dot, which Z240 reports.
    case missingFinalDot
    /// With a comma behind it, which Z148 reports, or letters of another script, which Z126 does.
    case mistyped
    /// S303: an address instead of a name.
    case address
    /// S304: with a scheme, a path or a port.
    case url
    /// S301
    case alias(RecordID, in: Zone)
    /// S307: below the DNAME record.
    case renamed(RecordID, in: Zone)
    /// S302: the name exists (perhaps through a wildcard or names below it) without addresses, or does not exist.
    case noAddress(exists: Bool, in: Zone)
    /// S305: with the zone that has no address for it, if one is authoritative.
    case notHostname(HostnameFault, withoutAddress: Bool)
    /// S306: at or below the zone cut.
    case delegated(cut: NameID)
    /// S308
    case ipv6Only
    /// S309
    case outOfZone

    /// Returns `nil` if there is nothing to report, if the target is the root, or if the zone cannot decide.
    ///
    /// - Parameter isWhole: ``ZoneContext/isWholeForTargets``.
    init?(of id: RecordID, in zone: Zone, isWhole: Bool, zones: ZoneSet) {
        let record = zone.records[id]
        let target = record.target
        guard target != .root else { return nil }
        let form = TargetForm(of: target, in: zone)
        if form.mayBeAddressOrURL, let wrong = Self.addressOrURL(id, zone) {
            self = wrong
            return
        }
        if case .octet? = form.fault, MistypedTarget.matches(id, in: zone) {
            self = .mistyped
            return
        }
        if DottedName.lacksDot(id, in: zone, isWhole: isWhole, zones: zones) {
            self = .missingFinalDot
            return
        }
        let verdict = Self.verdict(on: target, zone, isWhole: isWhole, zones)
        if case .noAddress(let exists, _)? = verdict, let fault = form.fault, fault.excludesHost,
            !exists || fault == .wildcard || zone.names.withLabel(of: target, { $0.first == UInt8(ascii: "_") })
        {
            self = .notHostname(fault, withoutAddress: true)
        } else if let verdict, verdict.isWrong {
            self = verdict
        } else if let fault = form.fault {
            self = .notHostname(fault, withoutAddress: false)
        } else if let verdict {
            self = verdict
        } else {
            return nil
        }
    }

    /// Whether this takes precedence over a fault in the form of the name.
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

    /// Names in reverse zones look like addresses as well.
    private static func hasAddress(_ name: NameID, _ zone: Zone) -> Bool {
        zone.has(.a, at: name) || zone.has(.aaaa, at: name)
    }
}
