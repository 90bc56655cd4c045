import Diagnostics

/// A baseline that is being written, server by server.
public struct ServerBaseline: Sendable {
    private var entries: [Baseline.Key: Baseline.Entry] = [:]
    /// The entries of the earlier baseline about each server.
    private var earlier: [String: [Baseline.Entry]] = [:]
    private let selection: RuleSelection

    /// - Parameter baseline: The earlier baseline. Entries that the run does not check are kept.
    public init(updating baseline: Baseline, _ selection: RuleSelection) {
        self.selection = selection
        for entry in baseline.entries {
            entries[entry.key] = entry
            if case .server(let name) = entry.key.scope { earlier[name, default: []].append(entry) }
        }
    }

    /// Records the findings of an audit.
    public mutating func add(_ audit: ServerAudit) {
        // A server that is given twice has the findings of both.
        for entry in earlier.removeValue(forKey: audit.serverKey) ?? []
        where audit.isConclusive(entry.key.rule, selection) {
            entries[entry.key] = nil
        }
        var found: [Baseline.Key: Baseline.Entry] = [:]
        for finding in audit.report.findings where finding.isRecordable {
            let key = finding.serverKey(audit.serverKey)
            var entry = found[key] ?? Baseline.Entry(key: key, count: 0, severity: finding.severity)
            entry.count += 1
            entry.severity = max(entry.severity ?? finding.severity, finding.severity)
            found[key] = entry
        }
        for (key, entry) in found {
            guard let known = entries[key] else {
                entries[key] = entry
                continue
            }
            let severity = known.severity.flatMap { severity in entry.severity.map { max(severity, $0) } }
            entries[key] = Baseline.Entry(key: key, count: max(known.count, entry.count), severity: severity)
        }
    }

    public var baseline: Baseline { Baseline(Array(entries.values)) }
}
