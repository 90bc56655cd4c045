import Diagnostics
import Federation
import ServerRules
import ZoneFile

/// The audit of one server name: its results and its verdict.
public struct ServerAudit: Sendable {
    public private(set) var report: ServerReport
    public let addresses: [AddressOutcome]
    /// The exchanges that could not be completed.
    public let unasked: [String]
    public let verdict: Verdict
    /// Whether the audit was cancelled at its deadline. The context then does not contain the collected evidence.
    public let isTimedOut: Bool

    public enum Verdict: String, Sendable {
        case ok
        /// It works, with warnings.
        case degraded
        case failed
        /// The evidence is not sufficient.
        case unknown
    }

    public init(_ report: ServerReport, unasked: [String] = [], selection: RuleSelection = RuleSelection()) {
        self.report = report
        // Causes first: an unresponsive server is the reason why others were not contacted.
        let unasked = report.context.unfinishedExchanges + unasked
        self.unasked = unasked
        addresses = report.context.addressOutcomes
        verdict = Self.verdict(report, addresses)
        isTimedOut = false
        // Otherwise formats that contain only findings would show the server as clean.
        guard verdict == .unknown || !unasked.isEmpty, selection.contains(NotChecked.info),
            !report.findings.contains(where: \.isNotChecked)
        else { return }
        self.report.findings.append(NotChecked.unaudited(report.context, unasked))
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
        let context = ServerContext(ServerInput(serverName), ZoneEvidence([], zones), zones: zones)
        let finding = LimitReached.time(seconds, activity, context)
        let findings = selection.contains(finding.rule) ? [finding] : []
        report = ServerReport(context, LintReport(findings: findings, files: []))
        addresses = []
        self.unasked = [LimitReached.time(seconds, activity)] + unasked
        verdict = .unknown
        isTimedOut = true
    }

    private static func verdict(_ report: ServerReport, _ addresses: [AddressOutcome]) -> Verdict {
        guard let route = report.context.routes?.specification else { return .failed }
        let checked = report.findings.filter { !$0.isNotChecked }
        if route.outcome == .failed { return .failed }
        // Endpoints that only implementations outside the specification use do not affect the verdict.
        let mainHealth = addresses.filter(\.isMain).map(\.health)
        if mainHealth.contains(.failing), !mainHealth.contains(where: { $0 >= .doubtful }),
            !report.context.hasUncheckedEndpoints
        {
            return .failed
        }
        if checked.contains(where: { $0.severity == .error }) { return .failed }
        if route.outcome == .unknown { return .unknown }
        if !mainHealth.isEmpty, !mainHealth.contains(where: { $0 >= .doubtful }) { return .unknown }
        if mainHealth.isEmpty { return .unknown }
        return checked.contains(where: { $0.severity == .warning }) ? .degraded : .ok
    }
}
