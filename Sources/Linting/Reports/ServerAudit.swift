import Diagnostics
import Federation
import ServerRules
import ZoneFile

/// The audit of one server name: its results and its verdict.
public struct ServerAudit: Sendable {
    public private(set) var report: ServerReport
    /// The report without the finding that the audit is incomplete, for texts with the verdict and the reasons: they are
    /// those of an explanation of the same evidence.
    public private(set) var explained: ServerReport
    public let addresses: [AddressOutcome]
    /// The exchanges that could not be completed.
    public let unasked: [String]
    public let verdict: ServerVerdict
    /// Whether the audit was cancelled at its deadline. The context then does not contain the collected evidence.
    public let isTimedOut: Bool
    /// What has changed since an earlier audit; `nil` if it was not compared with one.
    public var changes: AuditChanges?

    public init(_ report: ServerReport, unasked: [String] = [], selection: RuleSelection = RuleSelection()) {
        self.report = report
        explained = report
        // Causes first: an unresponsive server is the reason why others were not contacted.
        let unasked = report.context.unfinishedExchanges + unasked
        self.unasked = unasked
        addresses = report.context.addressOutcomes
        verdict = report.verdict
        isTimedOut = false
        // Otherwise formats that contain only findings would show the server as clean.
        guard verdict == .unknown || !unasked.isEmpty, selection.contains(NotChecked.info),
            !report.findings.contains(where: \.isNotChecked)
        else { return }
        self.report.append(NotChecked.unaudited(report.context, unasked))
    }

    /// Creates the audit of a server that was not checked by its deadline, without conclusions about it.
    ///
    /// - Parameters:
    ///   - serverName: The server.
    ///   - activity: The activity that exceeded the deadline, such as "judging its answers".
    ///   - seconds: The total time for the server.
    ///   - unasked: The questions that were not asked.
    ///   - selection: The rules that may report the deadline.
    public init(
        _ serverName: String, timedOutWhile activity: String, seconds: Int, unasked: [String], selection: RuleSelection
    ) {
        let zones = ZoneSet([])
        let context = ServerContext(ServerInput(serverName), ZoneEvidence(zones, whole: []), zones: zones)
        let finding = LimitReached.time(seconds, activity, context)
        let findings = selection.contains(finding.rule) ? [finding] : []
        report = ServerReport(context, LintReport(findings: findings, files: []))
        explained = report
        addresses = []
        self.unasked = [LimitReached.time(seconds, activity)] + unasked
        verdict = .unknown
        isTimedOut = true
    }

    /// Adds a finding that follows from no other one.
    mutating func append(_ finding: Finding) {
        report.append(finding)
        explained.append(finding)
    }

    /// Marks findings as suppressed by a baseline. They still count for the verdict, which is about the server.
    ///
    /// - Parameter entry: Returns the entry that has a finding, and `nil` if there is none.
    mutating func suppress(_ entry: (Finding) -> SourceSpan?) {
        let spans = report.findings.map { $0.isRecordable ? entry($0) : nil }
        report.suppress(by: spans)
        // It has the same findings, except for the last one.
        explained.suppress(by: spans)
    }
}

extension ServerAudit {
    /// Marks all findings as suppressed, because a baseline with them is being written.
    ///
    /// - Parameter span: The beginning of the baseline.
    public mutating func suppressAll(by span: SourceSpan) {
        suppress { _ in span }
    }

    /// Whether it has failed, and a baseline has all errors.
    public var isKnownFailure: Bool {
        verdict == .failed && report.problems.contains { $0.suppression != nil }
            && !report.problems.contains { $0.suppression == nil && $0.severity == .error }
    }
}
