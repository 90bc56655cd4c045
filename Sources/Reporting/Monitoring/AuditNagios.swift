import Diagnostics
import Linting

/// Audits as the output of a plugin. The first line has the worst server, and each further line another server.
public struct AuditNagios: AuditDocument {
    private let failure: Severity?
    private var state = PluginState.ok
    private var servers: [Server] = []

    private struct Server {
        let name: String
        let state: PluginState
        let sentence: String
        let next: String?
        let findings: [String]
        let measurements: AuditMeasurements
    }

    /// The number of servers with performance data of their own. Systems store a file for each value.
    private static let maximumMeasured = 20
    /// The number of findings that are listed for the only server.
    private static let maximumFindings = 20

    /// - Parameter failure: The lowest severity that is not OK; `nil` if none is.
    public init(failure: Severity?) {
        self.failure = failure
    }

    public mutating func add(_ audit: ServerAudit) {
        let state = PluginState(audit, failure: failure)
        self.state = servers.isEmpty ? state : self.state.joined(with: state)
        let summary = SummarySentence(audit.explained, unasked: audit.unasked)
        let findings = audit.report.findings.filter {
            $0.suppression == nil && ($0.isNotChecked || $0.severity > .info)
        }
        servers.append(
            Server(
                name: audit.report.context.input.serverName, state: state, sentence: summary.text,
                next: summary.nextAction, findings: findings.prefix(Self.maximumFindings).map(\.conciseLine),
                measurements: AuditMeasurements(audit)))
    }

    public func text(_ tally: AuditTally) -> String {
        let state = tally.notAudited == 0 ? state : state.joined(with: .unknown)
        let order = servers.enumerated().sorted { Self.rank($0.element.state) > Self.rank($1.element.state) }
        let worstFirst = order.map(\.element)
        var output = PluginOutput(state: state, summary: tally.sentence)
        if servers.count == 1, tally.notAudited == 0 {
            output.summary = servers[0].sentence
            output.details = [servers[0].next].compactMap(\.self) + servers[0].findings
        } else {
            if let worst = worstFirst.first, worst.state != .ok { output.summary += "; first: " + worst.sentence }
            output.details = worstFirst.map { "\($0.state.word): \($0.sentence)" }
        }
        output.values = counts(tally) + measured
        return output.text
    }

    private func counts(_ tally: AuditTally) -> [PluginOutput.Value] {
        let findings = tally.findings
        let verdicts = [ServerVerdict.ok, .degraded, .failed, .unknown].map {
            ($0.rawValue, tally.verdicts[$0, default: 0])
        }
        let all =
            [
                ("errors", findings.error), ("warnings", findings.warning), ("infos", findings.info),
                ("not_checked", findings.notChecked),
            ] + (servers.count == 1 ? [] : [("servers", servers.count)] + verdicts)
        return all.map { PluginOutput.Value(label: $0, value: Int64($1), ranges: ";;;0") }
    }

    /// The days and milliseconds of each server, with its name in the label if there are several.
    private var measured: [PluginOutput.Value] {
        var seen: Set<String> = []
        return servers.prefix(Self.maximumMeasured).filter { seen.insert($0.name).inserted }.flatMap { server in
            let prefix = servers.count == 1 ? "" : Self.label(server.name) + " "
            let days = server.measurements.daysLeft.map { days in
                // The warning is that of C108: 14 days, or an expired certificate.
                PluginOutput.Value(label: prefix + "certificate_days_left", value: days, ranges: ";14:;0:")
            }
            let times = server.measurements.milliseconds.map { phase, milliseconds in
                PluginOutput.Value(
                    label: "\(prefix)\(phase.rawValue)_time", value: Int64(milliseconds), unit: "ms", ranges: ";;;0")
            }
            return [days].compactMap(\.self) + times
        }
    }

    /// A server name without the characters that end a label.
    private static func label(_ name: String) -> String {
        String(PluginOutput.plain(name).map { $0 == "=" ? "_" : $0 })
    }

    private static func rank(_ state: PluginState) -> Int {
        switch state {
        case .ok: 0
        case .unknown: 1
        case .warning: 2
        case .critical: 3
        }
    }
}
