import Linting

/// Audits for a terminal, one server after the other, each with its summary first.
struct AuditText: AuditReporter {
    private let style: Style
    private let width: Int?
    /// Whether the summary and the servers without problems are printed.
    private let showsSummary: Bool
    private let isFull: Bool

    init(style: Style, width: Int?, showsSummary: Bool, isFull: Bool) {
        self.isFull = isFull
        self.style = style
        self.width = width
        self.showsSummary = showsSummary
    }

    func render(_ audit: ServerAudit) -> String {
        guard showsSummary || audit.verdict != .ok || audit.changes?.changes.isEmpty == false else { return "" }
        return ExplanationText(style: style, width: width).render(ExplanationDocument(audit, isFull: isFull)) + "\n"
    }

    func ending(_ tally: AuditTally) -> String {
        showsSummary ? tally.sentence + "\n" : ""
    }
}

/// Audits as Markdown, for example for tickets.
struct AuditMarkdown: AuditReporter {
    let isFull: Bool

    var separator: (first: String, other: String) { ("", "\n") }

    func render(_ audit: ServerAudit) -> String {
        ExplanationMarkdown(isFull: isFull).render(ExplanationDocument(audit, isFull: isFull))
    }
}

extension ExplanationDocument {
    /// The document of an audit: that of its report, and what could not be completed.
    init(_ audit: ServerAudit, isFull: Bool = false) {
        self.init(audit.explained, isFull: isFull)
        verdict = audit.verdict
        let sentence = SummarySentence(audit.explained, unasked: audit.unasked)
        summary = sentence.text
        nextAction = sentence.nextAction
        // A run may have thousands of servers.
        footer = nil
        if audit.isTimedOut { sections.removeAll { $0.kind != .findings } }
        if let changes = audit.changes { sections.insert(ChangeSection.section(changes), at: 0) }
        guard !audit.unasked.isEmpty else { return }
        let more = audit.unasked.count > 10 ? ["\(audit.unasked.count - 10) more"] : []
        sections.append(
            Section(.notChecked, "Not completed", (audit.unasked.prefix(10) + more).map { .paragraph($0 + ".") }))
    }
}
