import Diagnostics
import Linting

/// One line a finding, `path:line:column: error S301 message`, as editors and `grep` like it.
public struct ConciseReporter: Reporter {
    public init() {}

    public func render(_ report: LintReport) -> String {
        report.findings.reduce(into: "") { output, finding in
            if finding.suppression == nil { output += Self.line(finding) + "\n" }
        }
    }

    /// The line of one finding, without its line end.
    static func line(_ finding: Finding) -> String {
        let place = finding.place()
        return "\(place.isEmpty ? "" : place + ": ")\(finding.level) \(finding.rule.code) "
            + VisibleText.escape(finding.message)
    }
}
