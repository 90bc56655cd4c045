import Diagnostics
import ZoneFile

/// A finding of `check` as a part of the page: what is wrong, the text, why it matters, what to do, and the fix as changes.
struct FindingArticle {
    let finding: Finding
    let paths: RepositoryPaths

    /// Longer source lines are cut around the marks.
    static let columns = 240

    func write(to html: inout HTMLWriter) {
        let mark = finding.mark
        html.block("article", [.class("finding \(mark.rawValue)")]) { html in
            html.line("div") { html in
                html.badge(mark, finding.level)
                html.inline("span", [.class("code")]) { html in
                    html.link(toPart: "rule-\(finding.rule.code)", words: finding.rule.code)
                    html.words(" \(finding.rule.name)")
                }
            }
            html.line("h3", [.class("message")], prose: finding.message)
            for snippet in snippets {
                html.line("p", [.class("origin")], words: location(of: snippet.span))
                html.snippet(snippet.snippet, mark)
            }
            if snippets.isEmpty { origin(&html) }
            texts(&html)
            fix(&html)
        }
    }

    private func origin(_ html: inout HTMLWriter) {
        if let source = finding.source {
            html.line("p", [.class("origin")]) { html in
                html.inline("code", words: source.question)
                if let server = source.server { html.words(", answered by \(server)") }
            }
        } else {
            let location = finding.locationText(paths)
            if !location.isEmpty { html.line("p", [.class("origin")], words: location) }
        }
    }

    private func texts(_ html: inout HTMLWriter) {
        let help = finding.help.isEmpty ? finding.fixes.first?.title ?? "" : finding.help
        let texts = [("Why", finding.why), ("What to do", help)].filter { !$0.1.isEmpty }
        guard !texts.isEmpty || !finding.references.isEmpty else { return }
        html.block("dl") { html in
            for (term, text) in texts {
                html.line("dt", words: term)
                html.line("dd", prose: Sentence.of(text))
            }
            guard !finding.references.isEmpty else { return }
            html.line("dt", words: "References")
            html.line("dd") { $0.references(finding.references) }
        }
    }

    private func fix(_ html: inout HTMLWriter) {
        guard let fix = finding.fixes.first else { return }
        let diffs = FixDiff.diffs(of: fix, first: finding.primary?.span.source).compactMap { diff in
            let rows = diff.rows(Gutter(), columns: Self.columns)
            return rows.isEmpty ? nil : (source: diff.source, rows: rows)
        }
        guard !diffs.isEmpty else { return }
        html.line("p", [.class("origin")]) { html in
            html.words("Fix with ")
            html.inline(
                "code", words: fix.safety == .safe ? "srvlint check --fix" : "srvlint check --fix --unsafe-fixes")
            html.words(fix.safety == .safe ? "" : " (changes the published records: review it first)")
        }
        for diff in diffs {
            if diff.source !== finding.primary?.span.source {
                html.line("p", [.class("origin")], words: paths(diff.source.path))
            }
            html.changes(diff.rows)
        }
    }

    private func location(of span: SourceSpan) -> String {
        "\(paths(span.source.path)):\(span.start.line):\(span.start.column)"
    }

    /// One snippet for each file with a span of the finding, beginning with the primary span.
    private var snippets: [(span: SourceSpan, snippet: Snippet)] {
        var groups: [(span: SourceSpan, marks: [Snippet.Mark])] = []
        let spans = [finding.primary].compactMap(\.self).map { ($0, true) } + finding.related.map { ($0, false) }
        for (labelled, isPrimary) in spans {
            let mark = Snippet.Mark(
                range: labelled.span.range, label: labelled.label, isPrimary: isPrimary, ink: .plain)
            if let index = groups.firstIndex(where: { $0.span.source === labelled.span.source }) {
                groups[index].marks.append(mark)
            } else {
                groups.append((labelled.span, [mark]))
            }
        }
        return groups.map { ($0.span, Snippet($0.span.source, $0.marks)) }
    }
}
