import Diagnostics
import Linting

/// Workflow commands of GitHub Actions, which become annotations beside the lines. The most severe findings come first,
/// because GitHub shows ten annotations of each level for a step.
public struct GitHubReporter: Reporter {
    private let paths: RepositoryPaths

    public init(paths: RepositoryPaths = RepositoryPaths()) {
        self.paths = paths
    }

    public func render(_ report: LintReport) -> String {
        report.worstFirst.reduce(into: "") { $0 += command($1).text + "\n" }
    }

    private func command(_ finding: Finding) -> WorkflowCommand {
        var properties: [(String, String)] = []
        // GitHub finds the file by this path, so invisible characters in it are escaped but line ends are kept.
        if let file = finding.file {
            properties.append(("file", VisibleText.escape(paths(file), keeping: ["\n", "\r"])))
        }
        if let span = finding.primary?.span {
            let start = span.start
            let end = span.end
            properties += [("line", String(start.line)), ("endLine", String(end.line))]
            // GitHub uses columns only for a range on one line.
            if start.line == end.line {
                properties += [("col", String(start.column)), ("endColumn", String(end.column))]
            }
        }
        let title = "\(finding.rule.code) \(finding.isNotChecked ? "not checked" : finding.rule.name)"
        properties.append(("title", VisibleText.escape(title)))
        var lines = finding.sentences
        if finding.file == nil, let subject = finding.subjectName {
            lines.insert(VisibleText.escape(subject), at: 0)
        }
        return WorkflowCommand(name: name(finding), properties: properties, message: lines.joined(separator: "\n"))
    }

    private func name(_ finding: Finding) -> String {
        switch finding.severity {
        case .error: "error"
        case .warning: "warning"
        case .info: "notice"
        }
    }
}
