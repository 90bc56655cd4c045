import Linting

/// An explanation for a terminal.
public struct ExplanationText {
    private let style: Style
    private let width: Int
    private let isFull: Bool

    /// - Parameters:
    ///   - width: The columns of the terminal; `nil` if the text is not for one.
    ///   - isFull: Whether to include the implementations one by one, the commands and the common questions.
    public init(style: Style, width: Int?, isFull: Bool = false) {
        self.isFull = isFull
        self.style = style
        self.width = width.map { max($0, 40) } ?? 100
    }

    public func render(_ report: ServerReport) -> String {
        render(ExplanationDocument(report, isFull: isFull))
    }

    func render(_ document: ExplanationDocument) -> String {
        var output = verdict(document)
        for section in document.sections {
            output += "\n" + style.paint(section.heading, .gutter) + "\n"
            for (index, block) in section.blocks.enumerated() {
                if index > 0 { output += "\n" }
                output += render(block)
            }
        }
        if let footer = document.footer { output += "\n" + lines(footer, indent: "") }
        return output
    }

    /// The verdict with its cause, then the next action.
    private func verdict(_ document: ExplanationDocument) -> String {
        let ink: Ink =
            switch document.verdict {
            case .ok: .added
            case .degraded: .warning
            case .failed: .error
            case .unknown: .notChecked
            }
        let word = document.verdict.rawValue
        let wrapped = Wrapping.lines(of: VisibleText.escape("\(word): \(document.summary)"), columns: width)
        var output = wrapped.enumerated().map { index, line in
            let rest = index == 0 ? String(line.dropFirst(word.count)) : line
            return (index == 0 ? style.paint(word, ink) : "") + style.paint(rest, .message) + "\n"
        }.joined()
        if let action = document.nextAction { output += lines("Next: " + action, indent: "") }
        return output
    }

    private func render(_ block: ExplanationDocument.Block) -> String {
        switch block {
        case .paragraph(let text): lines(text, indent: "  ")
        case .steps(let steps):
            steps.enumerated().map { index, step in
                let number = "\(index + 1). "
                return lines(number + step, indent: "  ", hanging: number.count)
            }.joined()
        case .findings(let findings): findings.map { render($0, indent: "  ") }.joined()
        case .notes(let notes): notes.map { render(note: $0, indent: "  ") }.joined()
        case .table(let columns, let rows): table(columns, rows)
        case .code(let text, _):
            text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                .map { "    " + VisibleText.escape(String($0)) + "\n" }.joined()
        }
    }

    private func lines(_ text: String, indent: String, hanging: Int = 0, ink: Ink = .plain) -> String {
        let columns = width - indent.count - hanging
        let margin = indent + String(repeating: " ", count: hanging)
        return Wrapping.lines(of: VisibleText.escape(text), columns: columns).enumerated().map { index, line in
            (index == 0 ? indent : margin) + style.paint(line, ink) + "\n"
        }.joined()
    }

    /// A finding with its reason and what to do, and below it what follows from it.
    private func render(_ finding: ExplanationFinding, indent: String) -> String {
        let number = finding.number + (finding.number.contains(".") ? " " : ". ")
        let margin = indent + String(repeating: " ", count: number.count)
        var output = lines(
            "\(number)\(finding.level) \(finding.code): \(finding.message)", indent: indent, hanging: number.count)
        if let location = finding.location { output += lines("--> " + location, indent: margin, hanging: 4) }
        if !finding.why.isEmpty { output += lines("why: " + finding.why, indent: margin, hanging: 5) }
        if !finding.help.isEmpty { output += lines("help: " + finding.help, indent: margin, hanging: 6) }
        return output + finding.consequences.map { render($0, indent: margin) }.joined()
    }

    /// A note as one paragraph, and below it what follows from it.
    private func render(note: ExplanationFinding, indent: String) -> String {
        let number = note.number + (note.number.contains(".") ? " " : ". ")
        let location = note.location.map { " (\($0))" } ?? ""
        let message = note.message.hasSuffix(".") ? String(note.message.dropLast()) : note.message
        let sentences = ["\(message)\(location).", note.why, note.help].filter { !$0.isEmpty }
        return lines(
            "\(number)\(note.code): " + sentences.joined(separator: " "), indent: indent, hanging: number.count)
            + note.consequences.map { render(note: $0, indent: indent + String(repeating: " ", count: number.count)) }
            .joined()
    }

    private func longestWord(_ text: String) -> Int {
        text.split(separator: " ").map { VisibleText.width(of: String($0)) }.max() ?? 0
    }

    /// A table whose columns are as wide as their contents. Wide cells are wrapped if the terminal is too narrow.
    private func table(_ columns: [String], _ rows: [[String]]) -> String {
        let cells = ([columns] + rows).map { $0.map(VisibleText.escape) }
        var widths = columns.indices.map { column in
            cells.map { VisibleText.width(of: $0[column]) }.max() ?? 0
        }
        // Words are not broken: they are names that somebody may copy.
        let minimum = columns.indices.map { column in
            cells.map { longestWord($0[column]) }.max() ?? 0
        }
        let available = width - 2 - 2 * (columns.count - 1)
        while widths.reduce(0, +) > available,
            let widest = widths.indices.filter({ widths[$0] > max(minimum[$0], 16) }).max(by: {
                widths[$0] < widths[$1]
            })
        {
            widths[widest] -= 1
        }
        var output = ""
        for (number, row) in cells.enumerated() {
            let wrapped = row.indices.map { Wrapping.lines(of: row[$0], columns: max(widths[$0], 1)) }
            for line in 0..<(wrapped.map(\.count).max() ?? 0) {
                var text = "  "
                for column in row.indices {
                    let part = line < wrapped[column].count ? wrapped[column][line] : ""
                    text += part
                    guard column < row.count - 1 else { continue }
                    text += String(repeating: " ", count: max(0, widths[column] - VisibleText.width(of: part)) + 2)
                }
                while text.hasSuffix(" ") { text.removeLast() }
                output += style.paint(text, number == 0 ? .related : .plain) + "\n"
            }
        }
        return output
    }
}
