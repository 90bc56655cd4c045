import DNS
import Diagnostics
import Federation

/// Which findings a remedy affects.
enum RemedyRules {
    private static let zoneCodes = Set(RuleRegistry.zoneRules.map { $0.info.code })

    /// Whether a finding is about the text of a zone, which changed evidence does not contain.
    static func isAboutZones(_ finding: Finding) -> Bool {
        finding.primary != nil && zoneCodes.contains(finding.rule.code)
    }

    /// Whether a finding is about SRV records in a zone that discovery does not use while nothing delegates.
    static func isAboutUnusedRecords(_ finding: Finding) -> Bool {
        finding.primary != nil && finding.rule.isAboutUnusedRecords
    }

    /// The owners whose records are replaced, in lower case.
    static func changedOwners(_ changes: [RemedyChange]) -> Set<String> {
        var owners: Set<String> = []
        for change in changes {
            switch change {
            case .services(let host, _), .noServices(let host):
                guard let base = Name(host) else { continue }
                for service in MatrixService.allCases {
                    if let owner = service.owner(at: base) { owners.insert(owner.description.lowercased()) }
                }
            case .addresses(let host, _), .noAddresses(let host, _):
                if let owner = Name(host) { owners.insert(owner.description.lowercased()) }
            default: break
            }
        }
        return owners
    }
}
