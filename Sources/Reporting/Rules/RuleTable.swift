import Diagnostics

/// The table of rules for people: code, name, severity, fix, summary.
public struct RuleTable {
    private let style: Style
    private let width: Int?

    /// - Parameter width: The columns of the terminal; `nil` keeps summaries on one line.
    public init(style: Style, width: Int?) {
        self.style = style
        self.width = width
    }

    public func render(_ rules: [RuleInfo]) -> String {
        let titles = ["code", "name", "severity", "fix"]
        let rows = rules.map { [$0.code, $0.name, severity(of: $0).word, $0.fix?.rawValue ?? "-"] }
        let widths = titles.indices.map { column in
            ([titles] + rows).map { $0[column].utf8.count }.max() ?? 0
        }
        let indent = widths.reduce(0, +) + 2 * widths.count
        var output = ""
        add(titles.map { ($0, .message) }, "summary", .message, widths, indent, to: &output)
        for (rule, row) in zip(rules, rows) {
            let inks = [Ink.message, .plain, severity(of: rule).ink, .plain]
            add(Array(zip(row, inks)), rule.summary, .plain, widths, indent, to: &output)
        }
        return output
    }

    private func severity(of rule: RuleInfo) -> (word: String, ink: Ink) {
        if rule.isNotChecked { return ("not checked", .notChecked) }
        return switch rule.severity {
        case .error: ("error", .error)
        case .warning: ("warning", .warning)
        case .info: ("info", .info)
        }
    }

    private func add(
        _ cells: [(String, Ink)],
        _ summary: String,
        _ ink: Ink,
        _ widths: [Int],
        _ indent: Int,
        to output: inout String
    ) {
        for (cell, width) in zip(cells, widths) {
            output += style.paint(cell.0, cell.1) + String(repeating: " ", count: width + 2 - cell.0.utf8.count)
        }
        // On a narrow terminal a column with one word per line would be worse than the terminal's own wrapping.
        let columns = width.map { $0 - indent }.flatMap { $0 >= 20 ? $0 : nil }
        for (index, line) in Wrapping.lines(of: summary, columns: columns).enumerated() {
            output += (index == 0 ? "" : String(repeating: " ", count: indent)) + style.paint(line, ink) + "\n"
        }
    }
}
