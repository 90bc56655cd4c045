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

    static func changes(_ old: ServerAudit, _ new: ServerAudit) -> [AuditChange] {
        let before = Dictionary(grouping: old.report.findings.filter { $0.suppression == nil }, by: key)
        let after = Dictionary(grouping: new.report.findings.filter { $0.suppression == nil }, by: key)
        let added = new.report.findings.filter { isExtra($0, in: after, than: before) }
        let gone = old.report.findings.filter { !$0.isNotChecked && isExtra($0, in: before, than: after) }
        let isComplete = new.unasked.isEmpty && !new.report.findings.contains(where: \.isNotChecked)
        return added.map(self.added) + gone.map { self.gone($0, isComplete: isComplete) }
    }

    private static func key(_ finding: Finding) -> Key {
        Key(rule: finding.rule.code, owner: finding.subject.owner?.lowercased())
    }

    /// Whether a finding has no counterpart: first findings with equal messages are paired, then the others in their order.
    private static func isExtra(_ finding: Finding, in own: [Key: [Finding]], than other: [Key: [Finding]]) -> Bool {
        guard finding.suppression == nil else { return false }
        let key = key(finding)
        let (mine, others) = (own[key] ?? [], other[key] ?? [])
        let messages = Set(others.map(\.message))
        guard !messages.contains(finding.message) else { return false }
        let ownMessages = Set(mine.map(\.message))
        let unpaired = others.count { !ownMessages.contains($0.message) }
        let rest = mine.filter { !messages.contains($0.message) }
        return rest.firstIndex { $0.message == finding.message }.map { $0 >= unpaired } ?? false
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
