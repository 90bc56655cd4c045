import Diagnostics

/// Findings that only one of two audits has.
///
/// A finding is recognised by its rule and subject, and by its message only if there are several: a message may have a number
/// that changes every day.
enum FindingChanges {
    private struct Key: Hashable {
        let rule: String
        let owner: String?
    }

    private struct Identity: Hashable {
        let key: Key
        let message: String
    }

    static func changes(_ old: ServerAudit, _ new: ServerAudit) -> [AuditChange] {
        let before = old.report.findings.filter { $0.suppression == nil }
        let after = new.report.findings.filter { $0.suppression == nil }
        let added = extra(after, than: before)
        let gone = extra(before, than: after).filter { !$0.isNotChecked }
        let isComplete = new.unasked.isEmpty && !new.report.findings.contains(where: \.isNotChecked)
        return added.map(self.added) + gone.map { self.gone($0, isComplete: isComplete) }
    }

    private static func key(_ finding: Finding) -> Key {
        Key(rule: finding.rule.code, owner: finding.subject.owner?.lowercased())
    }

    private static func identity(_ finding: Finding) -> Identity {
        Identity(key: key(finding), message: finding.message)
    }

    /// The findings without a counterpart: first findings with equal messages are paired, then the others in their order.
    private static func extra(_ findings: [Finding], than others: [Finding]) -> [Finding] {
        let (own, known) = (Set(findings.map(identity)), Set(others.map(identity)))
        let rest = findings.filter { !known.contains(identity($0)) }
        let unpaired = Dictionary(grouping: others.filter { !own.contains(identity($0)) }, by: key).mapValues(\.count)
        // The places of messages among those of their key; a repeated message has the place of its first finding.
        var places: [Identity: Int] = [:]
        for group in Dictionary(grouping: rest, by: key).values {
            for (place, finding) in group.enumerated() where places[identity(finding)] == nil {
                places[identity(finding)] = place
            }
        }
        return rest.filter { places[identity($0), default: 0] >= unpaired[key($0), default: 0] }
    }

    private static func added(_ finding: Finding) -> AuditChange {
        let words = words(finding)
        let sentence =
            finding.isNotChecked ? "not checked now: \(words)" : "new \(finding.severity.rawValue): \(words)"
        return AuditChange(
            .findingAdded, finding.rule.code, before: nil, after: finding.message, sentence, finding: finding)
    }

    private static func gone(_ finding: Finding, isComplete: Bool) -> AuditChange {
        let words = words(finding)
        return AuditChange(
            isComplete ? .findingResolved : .findingUnconfirmed, finding.rule.code, before: finding.message, after: nil,
            isComplete
                ? "resolved: \(words)" : "no longer reported, but not everything could be checked: \(words)",
            finding: finding)
    }

    private static func words(_ finding: Finding) -> String {
        "\(MessageText.cut(finding.message)) (\(finding.rule.code))"
    }
}
