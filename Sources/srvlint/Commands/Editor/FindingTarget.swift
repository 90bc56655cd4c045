import Diagnostics
import Linting

/// One finding among the reports on a file and on its revised versions.
final class FindingTarget {
    private var known: (code: String, message: String, content: FindingContent?)?

    /// Removes all other findings from a report.
    ///
    /// - Parameter isTarget: finds it in the first report. In later ones, it is recognised by what it is about.
    func find(in report: LintReport, _ isTarget: (Finding) -> Bool) -> LintReport {
        if known == nil, let finding = report.findings.first(where: isTarget) {
            known = (finding.rule.code, finding.message, finding.content)
        }
        var report = report
        report.findings = report.findings.filter { finding in
            guard let known else { return false }
            return finding.rule.code == known.code && finding.message == known.message
                && finding.content == known.content
        }
        return report
    }
}
