import Linting

/// The findings of a check as metrics; `node_textfile_mtime_seconds` of node_exporter has their age.
public struct PrometheusReporter: Reporter {
    public init() {}

    public func render(_ report: LintReport) -> String {
        let summary = report.summary
        var output = PrometheusText()
        output.add("srvlint_info", "The version of srvlint.", [(["version": Version.current], 1)])
        output.add(
            "srvlint_findings", "Findings by severity.",
            [
                (["severity": "error"], summary.error), (["severity": "info"], summary.info),
                (["severity": "warning"], summary.warning),
            ])
        output.add(
            "srvlint_findings_suppressed", "Findings suppressed by a comment or the baseline.", summary.suppressed)
        output.add("srvlint_not_checked", "Findings that report an incomplete check.", summary.notChecked)
        output.add("srvlint_rule_findings", "Findings by file and rule.", byRule(report))
        output.add("srvlint_file_records", "Records read from a file.", byFile(report) { $0.records })
        output.add(
            "srvlint_file_complete", "Whether a file was read completely.",
            byFile(report) { $0.status == .complete || $0.status == .included ? 1 : 0 })
        return output.text
    }

    private typealias Sample = (labels: [String: String], value: Int)

    /// A series must not occur twice, so findings with the same labels are counted together.
    private func byRule(_ report: LintReport) -> [Sample] {
        var counts: [[String: String]: Int] = [:]
        for finding in report.findings where finding.suppression == nil {
            let labels = [
                "file": finding.file ?? "", "subject": finding.file == nil ? finding.subjectName ?? "" : "",
                "rule": finding.rule.code, "name": finding.rule.name, "severity": finding.level,
            ]
            counts[labels.mapValues { VisibleText.escape($0, keeping: ["\n"]) }, default: 0] += 1
        }
        return counts.map { ($0, $1) }
    }

    private func byFile(_ report: LintReport, _ value: (FileReport) -> Int) -> [Sample] {
        var samples: [[String: String]: Int] = [:]
        for file in report.files {
            let labels = ["file": file.path, "zone": file.origin ?? ""].mapValues {
                VisibleText.escape($0, keeping: ["\n"])
            }
            samples[labels] = samples[labels].map { min($0, value(file)) } ?? value(file)
        }
        return samples.map { ($0, $1) }
    }
}
