import Linting

/// One finding a line, the same objects as in `findings` of ``JSONReporter``.
public struct JSONLinesReporter: Reporter {
    public init() {}

    public func render(_ report: LintReport) -> String {
        let text = JSONText(isPretty: false)
        return report.findings.reduce(into: "") { $0 += text(FindingDocument($1)) + "\n" }
    }
}
