import Diagnostics
import Linting

/// The report of `check` as a page: the result first, the files, the findings by file, and the rules.
struct CheckPage: Reporter {
    private let paths: RepositoryPaths

    init(paths: RepositoryPaths = RepositoryPaths()) {
        self.paths = paths
    }

    /// The most findings on a page, the most severe first, and the most files in its table. Browsers are slow with more.
    private static let maximumFindings = 1000
    private static let maximumFiles = 1000

    func render(_ report: LintReport) -> String {
        let shown = shortened(report)
        let omitted = report.findings.count { $0.suppression == nil } - shown.findings.count
        return PageShell(kind: "Check of zone files", title: title(report)).page { html in
            verdict(report, &html)
            files(report, &html)
            for (index, group) in FindingGroup.all(of: shown, paths).enumerated() where !group.findings.isEmpty {
                html.block("section", [.labelled(by: "file-\(index + 1)")]) { html in
                    html.line(
                        "h2", [.id("file-\(index + 1)")], words: report.files.count == 1 ? "Findings" : group.name)
                    for finding in group.findings { FindingArticle(finding: finding, paths: paths).write(to: &html) }
                }
            }
            if omitted > 0 {
                html.line(
                    "p", words: "\(NumberText.grouped(omitted)) more findings are omitted. The format json has all.")
            }
            html.ruleNotes(shown.findings)
        }
    }

    /// The report without suppressed findings, and with the most severe ones if there are too many.
    private func shortened(_ report: LintReport) -> LintReport {
        var shown = report
        shown.findings.removeAll { $0.suppression != nil }
        guard shown.findings.count > Self.maximumFindings else { return shown }
        let worst = shown.findings.indices.sorted { left, right in
            let (first, second) = (shown.findings[left].severity, shown.findings[right].severity)
            return first != second ? first > second : left < right
        }
        shown.findings = worst.prefix(Self.maximumFindings).sorted().map { shown.findings[$0] }
        return shown
    }

    /// More files that were not read completely are only counted: the table of files has their states.
    private static let maximumLines = 3

    private func title(_ report: LintReport) -> String {
        report.files.count == 1 ? paths(report.files[0].path) : "\(NumberText.grouped(report.files.count)) files"
    }

    private func verdict(_ report: LintReport, _ html: inout HTMLWriter) {
        let summary = report.summary
        let (mark, word): (StateMark, String) =
            if summary.error > 0 {
                (.error, "Errors")
            } else if summary.notChecked > 0 {
                (.unknown, "Not checked")
            } else if summary.warning > 0 {
                (.warning, "Warnings")
            } else {
                (.ok, summary.info > 0 ? "Notes only" : "No findings")
            }
        let lines = SummaryLine.lines(report, paths)
        let first = report.worstFirst.first { $0.severity > .info || $0.isNotChecked }
        html.verdict(
            mark, word, summary: Sentence.of(lines[0]), next: first.flatMap(next), heading: "Result", id: "result")
        let others = Array(lines.dropFirst())
        let unread = report.files.count { $0.status == .incomplete || $0.status == .unreadable }
        if others.count > Self.maximumLines, unread > 0 {
            html.line(
                "p",
                words: "\(NumberText.grouped(unread)) \(unread == 1 ? "file was" : "files were") not read completely. "
                    + "Checks for missing records were skipped there.")
        } else if others.count <= Self.maximumLines, !others.isEmpty {
            html.block("ul") { html in for line in others { html.line("li", words: line) } }
        }
    }

    /// What to do about the first finding, and where.
    private func next(_ finding: Finding) -> String? {
        let help = finding.help.isEmpty ? finding.fixes.first?.title ?? "" : finding.help
        guard !help.isEmpty else { return nil }
        let location = finding.locationText(paths)
        return (location.isEmpty ? "" : "`\(location)`: ") + Sentence.of(help)
    }

    private func files(_ report: LintReport, _ html: inout HTMLWriter) {
        guard !report.files.isEmpty else { return }
        var summaries: [String: LintReport.Summary] = [:]
        for finding in report.findings {
            if let file = finding.file { summaries[file, default: .init()].add(LintReport.Summary([finding])) }
        }
        let files = report.files.prefix(Self.maximumFiles)
        html.block("section", [.labelled(by: "files")]) { html in
            html.line("h2", [.id("files")], words: "Files")
            let columns =
                ["file", "zone", "records", "state", "errors", "warnings", "notes"]
                + (report.summary.suppressed > 0 ? ["suppressed"] : [])
            html.table("Files and their findings", isCaptionShown: false, columns: columns, rows: files.count) {
                html, row, column in
                let file = files[row]
                let summary = summaries[file.path] ?? LintReport.Summary()
                switch column {
                case 0: html.words(paths(file.path))
                case 1: html.words(file.origin ?? "unknown")
                case 2: html.words(NumberText.grouped(file.records))
                case 3: state(file, summary, &html)
                case 4: html.words(NumberText.grouped(summary.error))
                case 5: html.words(NumberText.grouped(summary.warning))
                case 6: html.words(NumberText.grouped(summary.info))
                default: html.words(NumberText.grouped(summary.suppressed))
                }
            }
            if report.files.count > files.count {
                html.line("p", words: "\(NumberText.grouped(report.files.count - files.count)) more files are omitted.")
            }
        }
    }

    private func state(_ file: FileReport, _ summary: LintReport.Summary, _ html: inout HTMLWriter) {
        switch file.status {
        case .unreadable: html.badge(.unknown, "unreadable")
        case .included: html.badge(.skipped, "included")
        case .incomplete: html.badge(summary.error > 0 ? .error : .unknown, "incomplete")
        case .complete:
            if summary.error > 0 {
                html.badge(.error, "errors")
            } else if summary.warning > 0 {
                html.badge(.warning, "warnings")
            } else {
                html.badge(.ok, "ok")
            }
        }
    }
}
