import DNS
import Federation
import ZoneFile
import ZoneRules

/// A delegation that thousands of hosting zones share: the same single record under both SRV names, with a target in
/// the zone that has public addresses. It causes no finding above info.
enum RoutineDelegation {
    /// Whether the server name is delegated in this way.
    static func isRoutine(_ host: NameID, in zone: Zone) -> Bool {
        guard let transport = zone.names.child(of: host, label: "_tcp"),
            let current = record(.federation, below: transport, in: zone),
            let legacy = record(.legacy, below: transport, in: zone)
        else { return false }
        guard current.target == legacy.target, current.port == legacy.port, current.port != 0, current.port != 443
        else {
            return false
        }
        return hasPublicAddresses(current.target, in: zone)
    }

    private static func record(_ service: MatrixService, below transport: NameID, in zone: Zone) -> ZoneRecord? {
        guard let owner = zone.names.child(of: transport, label: service.rawValue) else { return nil }
        let set = zone.records(at: owner, type: .srv)
        guard set.count == 1, let id = set.first else { return nil }
        return zone.records[id]
    }

    private static func hasPublicAddresses(_ target: NameID, in zone: Zone) -> Bool {
        var count = 0
        for type in [RecordType.a, .aaaa] {
            switch zone.lookup(target, type) {
            case .answer(let set, _):
                for id in set {
                    guard let address = zone.address(of: id), !AddressScope(address).isBlocked else {
                        return false
                    }
                    count += 1
                }
            case .noData: continue
            case .alias, .renamed, .delegated, .noName, .outOfZone: return false
            }
        }
        return count > 0
    }
}
