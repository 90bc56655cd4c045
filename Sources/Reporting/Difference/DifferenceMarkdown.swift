import Diagnostics
import Linting

/// A comparison of zones as Markdown, for a comment on a merge request. What the change means for Matrix servers comes first.
public struct DifferenceMarkdown {
    /// Code hosts refuse comments of more than 65,536 characters.
    private static let limit = 60_000

    public init() {}

    public func render(_ report: ComparisonReport) -> String {
        let document = DifferenceDocument(report)
        var output = "## Zone changes\n\n\(MarkdownText.untrusted(Sentence.of(document.summary)))\n"
        var size = output.utf8.count
        var omitted = 0
        func add(_ text: String) -> Bool {
            guard size + text.utf8.count <= Self.limit else { return false }
            size += text.utf8.count
            output += text
            return true
        }
        let sections = document.sections.filter(\.rows.isEmpty) + document.sections.filter { !$0.rows.isEmpty }
        for section in sections {
            var head = "\n### \(MarkdownText.untrusted(section.heading))\n\n"
            for note in section.notes { head += "- \(MarkdownText.untrusted(MessageText.cut(note)))\n" }
            if !section.rows.isEmpty {
                head += (section.notes.isEmpty ? "" : "\n") + "| | Record | Location |\n| :-- | :-- | :-- |\n"
            }
            guard add(head) else {
                omitted += max(1, section.rows.count)
                continue
            }
            for row in section.rows where !add(self.row(row)) { omitted += 1 }
        }
        if omitted > 0 { output += "\n\(Words.count(omitted, "more change")) omitted; the JSON format has all.\n" }
        return output
    }

    private func row(_ row: DifferenceDocument.Row) -> String {
        "| \(Self.word(row.sign)) | \(MarkdownText.code(VisibleText.escape(row.text))) "
            + "| \(MarkdownText.code(VisibleText.escape(row.location))) |\n"
    }

    private static func word(_ sign: DifferenceDocument.Row.Sign) -> String {
        switch sign {
        case .added: "added"
        case .removed: "removed"
        case .changed: "changed"
        case .unknown: "unknown"
        }
    }
}
