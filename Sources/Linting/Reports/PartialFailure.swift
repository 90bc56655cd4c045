import DNS
import Diagnostics
import ServerRules

/// Where an endpoint with several addresses works, and where it fails.
public struct PartialFailure: Sendable {
    public let working: [IPAddress]
    public let failing: [IPAddress]
}

extension ServerReport {
    /// Returns where the endpoint that a finding is about works and fails, or `nil` unless it does both.
    public func partialFailure(_ finding: Finding) -> PartialFailure? {
        let (host, port): (String, Int)
        switch context.part(of: finding) {
        case .connection(let name, let number), .certificate(let name, let number), .responses(let name, let number):
            (host, port) = (name, number)
        case .serverName, .document, .services, .host, .discovery, nil: return nil
        }
        let outcomes = context.addressOutcomes.filter { outcome in
            outcome.isMain && Int(outcome.port) == port && outcome.host.lowercased() == host
        }
        let working = outcomes.filter { $0.health >= .doubtful && !$0.isFailingForMostPeers }.map(\.address)
        let failing = outcomes.filter(\.isFailingForMostPeers).map(\.address)
        return working.isEmpty || failing.isEmpty ? nil : PartialFailure(working: working, failing: failing)
    }

    /// Whether a finding concerns only peers that use some of several addresses, so that others reach the server.
    func concernsSomePeers(_ finding: Finding) -> Bool { finding.route.isPartial || partialFailure(finding) != nil }
}
