import Diagnostics
import Linting
import ZoneFile

/// Findings for people: the text with the problem marked, the reason, and what to do.
public struct TextReporter: Reporter {
    let style: Style
    /// The columns of the terminal; `nil` if the text is not for one, which leaves words unwrapped.
    let width: Int?

    /// Whether the summary is written at the end.
    let showsSummary: Bool

    /// Whether the summary offers fixes that change the published records.
    let offersUnsafeFixes: Bool

    public init(style: Style, width: Int?, showsSummary: Bool = true, offersUnsafeFixes: Bool = false) {
        self.offersUnsafeFixes = offersUnsafeFixes
        self.style = style
        self.showsSummary = showsSummary
        self.width = width.map { max($0, Self.minimumWidth) }
    }

    /// Narrower text would be unreadable.
    private static let minimumWidth = 40
    /// The width at which source lines are cut if there is no terminal.
    private static let widthWithoutTerminal = 200

    public func render(_ report: LintReport) -> String {
        var output = ""
        for finding in report.findings where finding.suppression == nil {
            for row in rows(of: finding) {
                output += row.rendered(style)
                output += "\n"
            }
            output += "\n"
        }
        guard showsSummary else { return output }
        for line in SummaryLine.lines(report, offersUnsafe: offersUnsafeFixes) { output += line + "\n" }
        return output
    }

    private func rows(of finding: Finding) -> [StyledText] {
        let snippets = snippets(of: finding)
        let diffs = finding.fixes.first.map { FixDiff.diffs(of: $0, first: finding.primary?.span.source) } ?? []
        var gutter = Gutter()
        for snippet in snippets { gutter.fit(snippet.snippet.lastLine) }
        for diff in diffs { gutter.fit(diff.lastLine) }
        let labelWidth = width.map { $0 - gutter.margin }
        let columns = labelWidth ?? Self.widthWithoutTerminal

        var rows = [heading(of: finding)]
        if finding.primary == nil, let path = finding.path {
            rows.append(gutter.location("-->", VisibleText.escape(path)))
        }
        for (index, snippet) in snippets.enumerated() {
            let isPrimary = index == 0 && finding.primary != nil
            rows.append(gutter.location(isPrimary ? "-->" : ":::", location(of: snippet.span)))
            rows.append(gutter.row(nil))
            rows += snippet.snippet.rows(gutter, columns: columns, labelWidth: labelWidth)
            rows.append(gutter.row(nil))
        }
        if !finding.why.isEmpty { rows += gutter.note("why", VisibleText.escape(finding.why), width: width) }
        let help = finding.help.isEmpty ? finding.fixes.first?.title ?? "" : finding.help
        if !help.isEmpty { rows += gutter.note("help", VisibleText.escape(help), width: width) }
        for diff in diffs {
            let lines = diff.rows(gutter, columns: columns)
            guard !lines.isEmpty else { continue }
            rows.append(gutter.row(nil))
            if diff.source !== finding.primary?.span.source {
                rows.append(gutter.location(":::", VisibleText.escape(diff.source.path)))
            }
            rows += lines
        }
        rows += gutter.note("more", "srvlint explain \(VisibleText.escape(finding.rule.code))", width: nil)
        return rows
    }

    private func heading(of finding: Finding) -> StyledText {
        let word = finding.isNotChecked ? "not checked" : finding.severity.rawValue
        var row = StyledText("\(word)[\(finding.rule.code)]", ink(of: finding))
        row.append(": " + VisibleText.escape(finding.message), .message)
        return row
    }

    private func ink(of finding: Finding) -> Ink {
        if finding.isNotChecked { return .notChecked }
        return switch finding.severity {
        case .error: .error
        case .warning: .warning
        case .info: .info
        }
    }

    private func location(of span: SourceSpan) -> String {
        let start = span.start
        return "\(VisibleText.escape(span.source.path)):\(start.line):\(start.column)"
    }

    /// One snippet for each file with the span that names it, beginning with the primary span.
    private func snippets(of finding: Finding) -> [(span: SourceSpan, snippet: Snippet)] {
        var groups: [(span: SourceSpan, marks: [Snippet.Mark])] = []
        var indexes: [ObjectIdentifier: Int] = [:]
        func add(_ labelled: LabelledSpan, isPrimary: Bool) {
            let mark = Snippet.Mark(
                range: labelled.span.range,
                label: VisibleText.escape(labelled.label),
                isPrimary: isPrimary,
                ink: isPrimary ? ink(of: finding) : .related
            )
            if let index = indexes[ObjectIdentifier(labelled.span.source)] {
                groups[index].marks.append(mark)
            } else {
                indexes[ObjectIdentifier(labelled.span.source)] = groups.count
                groups.append((labelled.span, [mark]))
            }
        }
        if let primary = finding.primary { add(primary, isPrimary: true) }
        for related in finding.related { add(related, isPrimary: false) }
        return groups.map { ($0.span, Snippet($0.span.source, $0.marks)) }
    }
}
