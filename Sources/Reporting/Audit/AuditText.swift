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
        guard showsSummary || audit.verdict != .ok && !audit.report.isKnown || audit.changes?.changes.isEmpty == false
        else { return "" }
        return ExplanationText(style: style, width: width).render(ExplanationDocument(audit, isFull: isFull)) + "\n"
    }

    func ending(_ tally: AuditTally) -> String {
        guard showsSummary else { return "" }
        return table(tally) + tally.sentence + "\n"
    }

    /// The servers with problems, if there are several servers.
    private func table(_ tally: AuditTally) -> String {
        let rows = tally.worst.rows
        guard tally.count > 1, !rows.isEmpty else { return "" }
        let table = rows.map {
            [$0.verdict.rawValue, VisibleText.escape($0.serverName), VisibleText.escape($0.summary)]
        }
        let widths = (0..<2).map { column in table.map { $0[column].count }.max() ?? 0 }
        let lines = table.map { row in
            zip(row, widths).map { $0 + String(repeating: " ", count: $1 + 2 - $0.count) }.joined() + row[2]
        }
        return (lines + [tally.worst.others, ""].compactMap(\.self)).map { $0 + "\n" }.joined()
    }
}

/// Audits as Markdown, for example for tickets.
struct AuditMarkdown: AuditReporter {
    let isFull: Bool

    var separator: (first: String, other: String) { ("", "\n") }

    func render(_ audit: ServerAudit) -> String {
        ExplanationMarkdown(isFull: isFull).render(ExplanationDocument(audit, isFull: isFull))
    }

    /// The servers with problems, if there are several servers.
    func ending(_ tally: AuditTally) -> String {
        let rows = tally.worst.rows
        guard tally.count > 1, !rows.isEmpty else { return "" }
        let lines = rows.map { row in
            "| \(row.verdict.rawValue) | \(MarkdownText.prose(row.serverName)) | \(MarkdownText.prose(row.summary)) |"
        }
        let others = tally.worst.others.map { ["", $0] } ?? []
        return (["", "## Summary", "", "| verdict | server | reason |", "|---|---|---|"] + lines + others)
            .map { $0 + "\n" }.joined()
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
