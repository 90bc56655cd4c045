import Diagnostics
import Linting

/// Markdown for tickets, merge requests and job summaries: the summary and a table of findings, the most severe first.
public struct MarkdownReporter: Reporter {
    private let paths: RepositoryPaths
    private let limit: Int?

    /// - Parameter limit: The most bytes to write; findings beyond it are only counted.
    public init(paths: RepositoryPaths = RepositoryPaths(), limit: Int? = nil) {
        self.paths = paths
        self.limit = limit
    }

    public func render(_ report: LintReport) -> String {
        let summary = SummaryLine.lines(report, paths)
        var output = "## srvlint\n\n\(MarkdownText.prose(Sentence.of(summary[0])))\n"
        var size = output.utf8.count
        func add(_ line: String) -> Bool {
            size += line.utf8.count
            if let limit, size > limit { return false }
            output += line
            return true
        }
        let findings = report.worstFirst
        if !findings.isEmpty {
            _ = add("\n| Severity | Rule | Location | Description |\n| :-- | :-- | :-- | :-- |\n")
            for (index, finding) in findings.enumerated() where !add(row(finding)) {
                output += "\n\(findings.count - index) more findings are omitted.\n"
                return output
            }
        }
        let remarks = summary.dropFirst()
        if !remarks.isEmpty { _ = add("\n") }
        for remark in remarks where !add("- \(MarkdownText.prose(remark))\n") { break }
        return output
    }

    private func row(_ finding: Finding) -> String {
        let sentences = finding.sentences.enumerated().map { number, sentence in
            number == 0 ? "**\(MarkdownText.prose(sentence))**" : MarkdownText.prose(sentence)
        }
        let rule = VisibleText.escape("\(finding.rule.code) \(finding.rule.name)")
        return "| \(finding.level) | \(MarkdownText.prose(rule)) | \(MarkdownText.code(finding.locationText(paths))) "
            + "| \(sentences.joined(separator: "<br>")) |\n"
    }
}
