import Diagnostics
import Federation
import Linting
import TLSIdentity

/// Audits as metrics: for each server its verdict, its route, what fails, when its certificate expires, and its findings.
public struct AuditPrometheus: AuditDocument {
    private var servers: [Server] = []
    private var names: Set<String> = []
    private var findings: [[String: String]: Int] = [:]

    private struct Server {
        let name: String
        let verdict: ServerVerdict
        let route: [String: String]
        let measurements: AuditMeasurements
    }

    public init() {}

    public mutating func add(_ audit: ServerAudit) {
        let name = VisibleText.escape(audit.report.context.input.serverName)
        // A series must not occur twice.
        guard names.insert(name).inserted else { return }
        let route = audit.report.context.likelyRoutes?.specification
        var labels = ["server": name, "step": route?.taken.map { "\($0.rawValue)" } ?? ""]
        if let destination = route?.destinations.first {
            labels["host"] = VisibleText.escape(destination.host.trimmingFinalDot)
            labels["port"] = String(destination.port)
        }
        servers.append(
            Server(name: name, verdict: audit.verdict, route: labels, measurements: AuditMeasurements(audit)))
        for finding in audit.report.findings where finding.suppression == nil {
            let labels = [
                "server": name, "rule": finding.rule.code, "name": finding.rule.name, "severity": finding.level,
            ]
            findings[labels, default: 0] += 1
        }
    }

    public func text(_ tally: AuditTally) -> String {
        var output = PrometheusText()
        output.add("srvlint_info", "The version of srvlint.", [(["version": Version.current], 1)])
        output.add("srvlint_servers_not_audited", "Servers left out because the run was interrupted.", tally.notAudited)
        output.add(
            "srvlint_server_verdict", "Whether this is the verdict on the server.",
            servers.flatMap { server in
                Self.verdicts.map { (["server": server.name, "verdict": $0.rawValue], $0 == server.verdict ? 1 : 0) }
            })
        output.add(
            "srvlint_server_route_info", "The step of discovery, and the first endpoint that peers connect to.",
            servers.map { ($0.route, 1) })
        output.add(
            "srvlint_server_failed_phase", "Whether this phase keeps peers from reaching the server.",
            servers.flatMap { server in
                AuditMeasurements.FailedPhase.allCases.map { phase in
                    let isFailed = phase == server.measurements.failedPhase
                    return (["server": server.name, "phase": phase.rawValue], isFailed ? 1 : 0)
                }
            })
        output.add(
            "srvlint_server_certificate_expiry_timestamp_seconds", "When the first of its certificates expires.",
            timestamps(\.certificateExpiry))
        output.add(
            "srvlint_server_collected_timestamp_seconds", "When the server was asked.", timestamps(\.collected))
        output.add(
            "srvlint_server_phase_duration_seconds", "The time of the slowest exchange of a phase.",
            servers.flatMap { server in
                server.measurements.milliseconds.map { phase, milliseconds in
                    (["server": server.name, "phase": phase.rawValue], Self.seconds(milliseconds))
                }
            })
        output.add(
            "srvlint_server_findings", "Findings by server and rule.", findings.map { (labels: $0, value: $1) })
        return output.text
    }

    private static let verdicts: [ServerVerdict] = [.ok, .degraded, .failed, .unknown]

    private func timestamps(_ time: (AuditMeasurements) -> Timestamp?) -> [PrometheusText.Sample] {
        servers.compactMap { server in
            time(server.measurements).map { (["server": server.name], String($0.seconds)) }
        }
    }

    /// Milliseconds as seconds, the base unit of Prometheus.
    private static func seconds(_ milliseconds: Int) -> String {
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }
}
