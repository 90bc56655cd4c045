import Diagnostics
import Federation
import ServerRules

/// Compares an audit with an earlier one of the same server.
///
/// Only what both audits know is compared: a question that was asked in one of them only says nothing about a change.
public enum AuditComparison {
    /// Returns the differences, causes before consequences: what was published, what answers, and what is judged.
    public static func changes(from old: ServerAudit, to new: ServerAudit) -> AuditChanges {
        let (before, after) = (old.report.context, new.report.context)
        let (earlier, current) = (before.input.evidence ?? Evidence(), after.input.evidence ?? Evidence())
        var changes: [AuditChange] = []
        if old.verdict != new.verdict {
            let (old, new) = (old.verdict.rawValue, new.verdict.rawValue)
            changes.append(
                AuditChange(.verdict, before: old, after: new, "verdict: \(old) before, \(new) now"))
        }
        changes += [RouteChanges.change(before, after)].compactMap(\.self)
        changes += DocumentChanges.changes(earlier, current)
        changes += AnswerChanges.changes(earlier, current)
        changes += EndpointChanges.changes(old, new)
        changes += CertificateChanges.changes(before, after)
        changes += [KeyChanges.change(earlier, current)].compactMap(\.self)
        changes += FindingChanges.changes(old, new)
        return AuditChanges(.collected(earlier.collected), changes)
    }
}

extension Evidence {
    /// Whether the evidence has an answer about a server name, and not only about others.
    public func concerns(_ serverName: String) -> Bool {
        let name = serverName.lowercased()
        guard let parsed = try? ServerName(serverName) else { return false }
        let host = parsed.dnsName?.description.lowercased()
        if let host {
            let isAsked = dns.contains { entry in
                let owner = entry.question.name.description.lowercased()
                return owner == host || owner.hasPrefix("_matrix") && owner.hasSuffix(".\(host)")
            }
            let urls = Set(WellKnown.allCases.map { WellKnown.url(host.trimmingFinalDot, $0) })
            if isAsked || https.contains(where: { urls.contains($0.url.lowercased()) }) { return true }
        }
        return federation.contains { $0.hostHeader.lowercased() == name }
    }
}
