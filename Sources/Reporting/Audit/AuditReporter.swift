import Diagnostics
import Linting

/// Writes audits one by one, so that memory does not grow with the number of servers.
public protocol AuditReporter: Sendable {
    /// The text before all servers.
    func beginning() -> String
    /// The text directly before the first server, and before every other one.
    var separator: (first: String, other: String) { get }
    /// The text of one server.
    func render(_ audit: ServerAudit) -> String
    /// The text after the last server.
    func ending(_ tally: AuditTally) -> String
}

extension AuditReporter {
    public func beginning() -> String { "" }
    public var separator: (first: String, other: String) { ("", "") }
    public func ending(_ tally: AuditTally) -> String { "" }
}

/// The totals of several audits.
public struct AuditTally: Sendable {
    public private(set) var verdicts: [ServerVerdict: Int] = [:]
    public private(set) var findings = LintReport.Summary()
    /// The number of servers that were not audited because the run was interrupted.
    public var notAudited = 0

    private(set) var worst = WorstServers()

    public init() {}

    public mutating func add(_ audit: ServerAudit) {
        worst.add(audit)
        verdicts[audit.verdict, default: 0] += 1
        findings.add(LintReport.Summary(audit.report.findings))
    }

    /// The number of servers that were audited.
    var count: Int { verdicts.values.reduce(0, +) }

    /// "3 servers: 2 ok, 1 failed"
    var sentence: String {
        let counts = [ServerVerdict.ok, .degraded, .failed, .unknown].compactMap { verdict in
            verdicts[verdict].map { "\($0) \(verdict.rawValue)" }
        }
        let audited = Words.count(count, "server") + (count == 0 ? "" : ": ")
        return audited + counts.joined(separator: ", ") + (notAudited == 0 ? "" : "; \(notAudited) not audited")
    }
}
