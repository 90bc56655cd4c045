import DNS
import Diagnostics
import Federation

extension ServerContext {
    /// Whether the evidence has what a rule about servers depends on, beside the answers of the federation endpoints.
    public func hasEvidence(for rule: RuleInfo) -> Bool {
        guard let evidence = input.evidence else { return false }
        if rule.code == ZoneDrift.info.code { return input.compared != nil }
        if rule.family == .dns { return !zoneServers.isEmpty }
        // Whatever fails for clients hides what comes after it.
        if rule.isForClients { return evidence.https.allSatisfy { $0.error == nil } }
        return true
    }
}
