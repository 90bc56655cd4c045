import Diagnostics
import Linting

/// The output of a plugin for Nagios, Icinga and similar systems: one line with performance data, and the findings in
/// further lines. The exit code is that of ``PluginState``.
public struct NagiosReporter: Reporter {
    private let failure: Severity?

    public init(failure: Severity? = .warning) {
        self.failure = failure
    }

    public func render(_ report: LintReport) -> String {
        var summary = SummaryLine.lines(report)[0]
        let findings = report.worstFirst
        if let worst = findings.first(where: { !$0.isNotChecked }) ?? findings.first {
            summary += "; first: " + worst.conciseLine
        }
        let counts = report.summary
        let values = [
            ("errors", counts.error), ("warnings", counts.warning), ("infos", counts.info),
            ("not_checked", counts.notChecked), ("suppressed", counts.suppressed), ("files", report.files.count),
            ("records", report.files.reduce(0) { $0 + $1.records }),
        ]
        return PluginOutput(
            state: PluginState(report, failure: failure), summary: summary,
            details: findings.count > 1 ? findings.map(\.conciseLine) : [],
            values: values.map { PluginOutput.Value(label: $0, value: Int64($1)) }
        ).text
    }

    /// Returns text that cannot begin performance data or markup.
    public static func plain(_ text: String) -> String { PluginOutput.plain(text) }
}
