import Linting

/// The whole report as one JSON document. Suppressed findings are in it, with their reasons.
public struct JSONReporter: Reporter {
    public init() {}

    public func render(_ report: LintReport) -> String {
        JSONText(isPretty: true)(ReportDocument(report)) + "\n"
    }
}
