import Linting

/// An explanation as Markdown, for example for a ticket.
public struct ExplanationMarkdown {
    public init() {}

    public func render(_ report: ServerReport) -> String {
        render(ExplanationDocument(report))
    }

    func render(_ document: ExplanationDocument) -> String {
        var output =
            "# " + MarkdownText.untrusted(document.title) + "\n\n" + MarkdownText.untrusted(document.summary) + "\n"
        for section in document.sections {
            output += "\n## " + MarkdownText.untrusted(section.heading) + "\n"
            for block in section.blocks { output += "\n" + render(block) }
        }
        return output
    }

    private func render(_ block: ExplanationDocument.Block) -> String {
        switch block {
        case .paragraph(let text): return MarkdownText.untrusted(text) + "\n"
        case .steps(let steps):
            return steps.enumerated().map { "\($0 + 1). \(MarkdownText.untrusted($1))\n" }.joined()
        case .table(let columns, let rows):
            let head = "| " + columns.map(MarkdownText.untrusted).joined(separator: " | ") + " |\n"
            let rule = "|" + columns.map { _ in "---|" }.joined() + "\n"
            return head + rule
                + rows.map { "| " + $0.map(MarkdownText.untrusted).joined(separator: " | ") + " |\n" }.joined()
        case .code(let text, let language): return MarkdownText.fenced(text, language: language)
        }
    }
}
