import Linting
import Reporting

/// Writes audits as they come, where the format allows it, and the rest at the end.
struct AuditOutput {
    private let command: AuditCommand
    private var audits: [ServerAudit] = []
    private var verdicts: [ServerAudit.Verdict] = []

    init(_ command: AuditCommand) {
        self.command = command
    }

    private var style: Style { Terminal.output.style(command.color.choice) }

    mutating func write(_ audit: ServerAudit) throws {
        verdicts.append(audit.verdict)
        switch command.format {
        case .text:
            guard !command.quiet || audit.verdict != .ok else { return }
            try Terminal.output.writeOrThrow(AuditText(style: style, width: Terminal.output.width).render(audit))
        case .markdown: try Terminal.output.writeOrThrow(AuditMarkdown().render(audit) + "\n")
        case .jsonl: try Terminal.output.writeOrThrow(AuditJSON().lines(audit))
        default: audits.append(audit)
        }
    }

    func finish(_ findings: [Finding]) throws {
        let report = LintReport(findings: findings, files: [])
        switch command.format {
        case .text: try Terminal.output.writeOrThrow(AuditText(style: style, width: nil).summary(verdicts))
        case .markdown: break
        case .jsonl: try Terminal.output.writeOrThrow(AuditJSON().summaryLine(report.summary))
        case .json: try Terminal.output.writeOrThrow(AuditJSON().render(audits, report.summary))
        default:
            try Terminal.output.writeOrThrow(command.format.reporter(ReportSettings()).render(report))
        }
    }
}
