import Federation
import Linting

/// The whole report as one JSON document, including suppressed findings with their reasons.
public struct JSONReporter: Reporter {
    public init() {}

    public func render(_ report: LintReport) -> String {
        JSONWriter.report(.indented).text(ReportJSON.document(report)) + "\n"
    }
}
