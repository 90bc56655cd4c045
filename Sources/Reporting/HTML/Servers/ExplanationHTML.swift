import Linting

/// An explanation of a server name as a page.
public struct ExplanationHTML {
    private let isFull: Bool

    /// - Parameter isFull: Whether to include the implementations one by one, the commands and the common questions.
    public init(isFull: Bool = false) {
        self.isFull = isFull
    }

    public func render(_ report: ServerReport) -> String {
        Self.page("Explanation of a Matrix server", ExplanationDocument(report, isFull: isFull), report)
    }

    /// The page of one server.
    static func page(_ kind: String, _ document: ExplanationDocument, _ report: ServerReport) -> String {
        let shell = PageShell(
            kind: kind, title: document.title, collected: report.context.input.evidence?.collected?.description)
        return shell.page { ServerSections(document, report, id: "server", level: 2).write(to: &$0) }
    }
}
