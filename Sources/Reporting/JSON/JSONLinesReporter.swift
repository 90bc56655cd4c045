import Federation
import Linting

/// One finding a line, as the same objects as in `findings` of ``JSONReporter``.
public struct JSONLinesReporter: Reporter {
    public init() {}

    public func render(_ report: LintReport) -> String {
        let writer = JSONWriter.report(.compact)
        return report.findings.reduce(into: "") { $0 += writer.text(ReportJSON.finding($1)) + "\n" }
    }
}
