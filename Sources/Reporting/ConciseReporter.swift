import Linting

/// One line a finding, `path:line:column: error S301 message`, as editors and `grep` like it.
public struct ConciseReporter: Reporter {
    public init() {}

    public func render(_ report: LintReport) -> String {
        var output = ""
        for finding in report.findings where finding.suppression == nil {
            if let span = finding.primary?.span {
                let start = span.start
                output += "\(VisibleText.escape(span.source.path)):\(start.line):\(start.column): "
            } else if let path = finding.path {
                output += "\(VisibleText.escape(path)): "
            }
            output += "\(finding.severity.rawValue) \(finding.rule.code) \(VisibleText.escape(finding.message))\n"
        }
        return output
    }
}
