import Diagnostics
import ZoneFile

/// The findings of a baseline about servers.
public struct KnownServerFindings: Sendable {
    private let entries: [String: [Baseline.Entry]]

    public init(_ baseline: Baseline) {
        var entries: [String: [Baseline.Entry]] = [:]
        for entry in baseline.entries {
            if case .server(let name) = entry.key.scope { entries[name, default: []].append(entry) }
        }
        self.entries = entries
    }

    /// Marks the findings of an audit that the baseline has as suppressed.
    ///
    /// - Returns: the stale entries.
    func suppress(in audit: inout ServerAudit, _ selection: RuleSelection) -> [Baseline.StaleEntry] {
        let server = audit.serverKey
        guard let known = entries[server] else { return [] }
        var numbers: [Baseline.Key: Int] = [:]
        for (number, entry) in known.enumerated() { numbers[entry.key] = number }
        var found = Array(repeating: 0, count: known.count)
        audit.suppress { finding in
            guard let number = numbers[finding.serverKey(server)] else { return nil }
            let entry = known[number]
            found[number] += 1
            guard found[number] <= entry.count, entry.severity.map({ finding.severity <= $0 }) ?? true else {
                return nil
            }
            return entry.span
        }
        return zip(known, found).compactMap { entry, found in
            guard found < entry.count, let span = entry.span, audit.isConclusive(entry.key.rule, selection) else {
                return nil
            }
            return (entry, found, span)
        }
    }
}
