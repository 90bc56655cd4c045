import Linting

/// One line per finding, `path:line:column: error S301 message`, for editors and `grep`.
public struct ConciseReporter: Reporter {
    public init() {}

    public func render(_ report: LintReport) -> String {
        report.findings.reduce(into: "") { output, finding in
            if finding.suppression == nil { output += finding.conciseLine + "\n" }
        }
    }
}
