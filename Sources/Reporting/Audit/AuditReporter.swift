import Linting

/// Writes audits one after the other, so that a long list needs no more memory than a short one.
public protocol AuditReporter: Sendable {
    /// What stands before the first server.
    func beginning() -> String
    /// The text before the first server, and before every other one.
    var separator: (first: String, other: String) { get }
    /// One server.
    func render(_ audit: ServerAudit) -> String
    /// What stands after the last.
    func ending(_ tally: AuditTally) -> String
}

extension AuditReporter {
    public func beginning() -> String { "" }
    public var separator: (first: String, other: String) { ("", "") }
    public func ending(_ tally: AuditTally) -> String { "" }
}

/// What several audits come to.
public struct AuditTally: Sendable {
    public private(set) var verdicts: [ServerAudit.Verdict: Int] = [:]
    public private(set) var findings = LintReport.Summary()
    /// Servers that were not audited: the run was interrupted.
    public var left = 0

    public init() {}

    public mutating func add(_ audit: ServerAudit) {
        verdicts[audit.verdict, default: 0] += 1
        findings.add(LintReport(findings: audit.report.findings, files: []).summary)
    }

    /// "3 servers: 2 ok, 1 failed"
    var sentence: String {
        let counts = [ServerAudit.Verdict.ok, .degraded, .failed, .unknown].compactMap { verdict in
            verdicts[verdict].map { "\($0) \(verdict.rawValue)" }
        }
        let all = verdicts.values.reduce(0, +)
        let audited = "\(all) \(all == 1 ? "server" : "servers")" + (all == 0 ? "" : ": ")
        return audited + counts.joined(separator: ", ") + (left == 0 ? "" : "; \(left) not audited")
    }
}

extension OutputFormat {
    /// What writes audits in this format one by one; `nil` for formats that can only be written as a whole, from the
    /// findings of all.
    public func auditReporter(_ settings: ReportSettings) -> (any AuditReporter)? {
        switch self {
        case .text:
            AuditText(style: settings.style, width: settings.width, showsSummary: settings.showsSummary)
        case .markdown: AuditMarkdown()
        case .json: AuditJSON()
        case .jsonl: AuditJSONLines()
        case .concise, .sarif, .github, .gitlab, .junit, .checkstyle, .rdjson, .tap, .nagios, .prometheus: nil
        }
    }
}
