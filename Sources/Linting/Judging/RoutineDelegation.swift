import DNS
import Federation
import ZoneFile
import ZoneRules

/// A delegation that thousands of hosting zones share: the same single record under both SRV names, with a target in
/// the zone that has public addresses. It causes no finding above info.
enum RoutineDelegation {
    /// Whether the server name is delegated in this way.
    ///
    /// - Parameter owners: the owners of its SRV records.
    static func isRoutine(_ owners: MatrixOwners, in zone: Zone) -> Bool {
        guard let current = record(at: owners.federation ?? owners.find(.federation, in: zone), in: zone),
            let legacy = record(at: owners.legacy ?? owners.find(.legacy, in: zone), in: zone)
        else { return false }
        guard current.target == legacy.target, current.port == legacy.port, current.port != 0, current.port != 443
        else {
            return false
        }
        return hasPublicAddresses(current.target, in: zone)
    }

    private static func record(at owner: NameID?, in zone: Zone) -> ZoneRecord? {
        guard let owner else { return nil }
        let set = zone.records(at: owner, type: .srv)
        guard set.count == 1, let id = set.first else { return nil }
        return zone.records[id]
    }

    private static func hasPublicAddresses(_ target: NameID, in zone: Zone) -> Bool {
        let ipv4 = zone.lookup(target, .a)
        guard let first = publicAddresses(ipv4, in: zone) else { return false }
        // Neither wildcards nor zone cuts depend on the type.
        let wildcard: NameID? =
            switch ipv4 {
            case .answer(_, let wildcard), .noData(let wildcard): wildcard
            default: nil
            }
        let ipv6 = zone.answer(at: wildcard ?? target, .aaaa, wildcard: wildcard)
        guard let second = publicAddresses(ipv6, in: zone) else { return false }
        return first + second > 0
    }

    /// The number of addresses; `nil` if one of them is not public, or if the answer is something else.
    private static func publicAddresses(_ result: LookupResult, in zone: Zone) -> Int? {
        switch result {
        case .answer(let set, _):
            let arePublic = set.allSatisfy { id in
                zone.address(of: id).map { !AddressScope($0).isBlocked } ?? false
            }
            return arePublic ? set.count : nil
        case .noData: return 0
        case .alias, .renamed, .delegated, .noName, .outOfZone: return nil
        }
    }
}

/// The owners of the SRV records of a server name, as far as they are known.
struct MatrixOwners {
    /// The server name.
    let host: NameID
    private(set) var federation: NameID?
    private(set) var legacy: NameID?

    init(host: NameID) {
        self.host = host
    }

    mutating func add(_ owner: NameID, _ service: MatrixService) {
        switch service {
        case .federation: federation = owner
        case .legacy: legacy = owner
        }
    }

    func find(_ service: MatrixService, in zone: Zone) -> NameID? {
        zone.names.child(of: host, label: "_tcp").flatMap { zone.names.child(of: $0, label: service.rawValue) }
    }
}
