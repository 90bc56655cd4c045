import Linting

/// An explanation as Markdown, for example for a ticket.
public struct ExplanationMarkdown {
    private let isFull: Bool

    /// - Parameter isFull: Whether to include the implementations one by one, the commands and the common questions.
    public init(isFull: Bool = false) {
        self.isFull = isFull
    }

    public func render(_ report: ServerReport) -> String {
        render(ExplanationDocument(report, isFull: isFull))
    }

    func render(_ document: ExplanationDocument) -> String {
        var output = "# \(MarkdownText.untrusted(document.title)): \(document.verdict.rawValue)\n\n"
        output += "**" + MarkdownText.untrusted(document.summary) + "**\n"
        if let action = document.nextAction { output += "\n**Next:** \(MarkdownText.untrusted(action))\n" }
        for section in document.sections {
            output += "\n## " + MarkdownText.untrusted(section.heading) + "\n"
            for block in section.blocks { output += "\n" + render(block) }
        }
        if let footer = document.footer { output += "\n" + MarkdownText.untrusted(footer) + "\n" }
        return output
    }

    private func render(_ block: ExplanationDocument.Block) -> String {
        switch block {
        case .paragraph(let text): return MarkdownText.untrusted(text) + "\n"
        case .steps(let steps):
            return steps.enumerated().map { "\($0 + 1). \(MarkdownText.untrusted($1))\n" }.joined()
        case .findings(let findings), .notes(let findings): return findings.map { render($0, indent: "") }.joined()
        case .table(let columns, let rows):
            let head = "| " + columns.map(MarkdownText.untrusted).joined(separator: " | ") + " |\n"
            let rule = "|" + columns.map { _ in "---|" }.joined() + "\n"
            return head + rule
                + rows.map { "| " + $0.map(MarkdownText.untrusted).joined(separator: " | ") + " |\n" }.joined()
        case .code(let text, let language): return MarkdownText.fenced(text, language: language)
        }
    }

    /// An item of a list. The items that follow from it are a list below it.
    private func render(_ finding: ExplanationFinding, indent: String) -> String {
        let location = finding.location.map { " (\(MarkdownText.untrusted($0)))" } ?? ""
        var text = "\(indent)- \(finding.number). **\(finding.level) \(finding.code)**: "
        text += MarkdownText.untrusted(finding.message) + location
        if !finding.why.isEmpty { text += " " + MarkdownText.untrusted(finding.why) }
        if !finding.help.isEmpty { text += " **What to do:** " + MarkdownText.untrusted(finding.help) }
        return text + "\n" + finding.consequences.map { render($0, indent: indent + "  ") }.joined()
    }
}
