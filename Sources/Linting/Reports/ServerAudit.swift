import Diagnostics
import Federation
import ServerRules
import ZoneFile

/// One server name, audited: what was found, and what it comes to.
public struct ServerAudit: Sendable {
    public private(set) var report: DelegationReport
    public let addresses: [AddressOutcome]
    /// What could not be asked to its end.
    public let unasked: [String]
    public let verdict: Verdict
    /// Whether it was not judged: what the context says is not what was collected.
    public let isGivenUp: Bool

    public enum Verdict: String, Sendable {
        case ok
        /// It works, but not for everybody or not for long.
        case degraded
        case failed
        /// Too little could be collected to say.
        case unknown
    }

    public init(_ report: DelegationReport, unasked: [String] = [], selection: RuleSelection = RuleSelection()) {
        self.report = report
        // Causes first: a server that hung is the reason why others were not asked.
        let unasked = report.context.unfinishedExchanges + unasked
        self.unasked = unasked
        addresses = report.context.addressOutcomes
        verdict = Self.verdict(report, addresses)
        isGivenUp = false
        // Formats that know findings only would otherwise call it clean.
        guard verdict == .unknown || !unasked.isEmpty, selection.contains(NotChecked.info),
            !report.findings.contains(where: \.isNotChecked)
        else { return }
        self.report.findings.append(NotChecked.unaudited(report.context, unasked))
    }

    /// A server that was not judged by its deadline: nothing is concluded about it.
    ///
    /// - Parameters:
    ///   - activity: what took too long, "judging its answers".
    ///   - seconds: what the server had in all.
    public init(
        _ serverName: String, givenUpWhile activity: String, seconds: Int, unasked: [String], selection: RuleSelection
    ) {
        let zones = ZoneSet([])
        let context = DelegationContext(DelegationInput(serverName), ZoneEvidence([], zones), zones: zones)
        let finding = LimitReached.time(seconds, activity, context)
        let findings = selection.contains(finding.rule) ? [finding] : []
        report = DelegationReport(context, LintReport(findings: findings, files: []))
        addresses = []
        self.unasked = [LimitReached.time(seconds, activity)] + unasked
        verdict = .unknown
        isGivenUp = true
    }

    private static func verdict(_ report: DelegationReport, _ addresses: [AddressOutcome]) -> Verdict {
        guard let route = report.context.routes?.specification else { return .failed }
        let spoken = report.findings.filter { !$0.isNotChecked }
        if route.outcome == .failed { return .failed }
        // What only some programs connect to by a habit of their own decides nothing.
        let standings = addresses.filter(\.isMain).map(\.standing)
        if standings.contains(.failing), !standings.contains(where: { $0 >= .doubtful }),
            !report.context.hasMorePlaces
        {
            return .failed
        }
        if spoken.contains(where: { $0.severity == .error }) { return .failed }
        if route.outcome == .unknown { return .unknown }
        if !standings.isEmpty, !standings.contains(where: { $0 >= .doubtful }) { return .unknown }
        if standings.isEmpty { return .unknown }
        return spoken.contains(where: { $0.severity == .warning }) ? .degraded : .ok
    }
}
