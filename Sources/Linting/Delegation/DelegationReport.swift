import Federation

/// What there is to tell of one server name: where it leads, and what is wrong.
public struct DelegationReport: Sendable {
    public let context: DelegationContext
    /// Those about the server name, worst first: the order in which to mend them.
    public let findings: [Finding]
    /// How many findings the zones have besides.
    public let otherFindings: Int
    public let files: [FileReport]

    init(_ context: DelegationContext, _ report: LintReport) {
        self.context = context
        files = report.files
        let name = context.input.serverName.lowercased()
        let spoken = report.findings.filter { $0.suppression == nil }
        let own = spoken.filter { $0.subject.serverName?.lowercased() == name || $0.isNotChecked }
        otherFindings = spoken.count - own.count
        findings = own.enumerated().sorted { left, right in
            left.element.severity != right.element.severity
                ? left.element.severity > right.element.severity : left.offset < right.offset
        }.map(\.element)
    }
}
