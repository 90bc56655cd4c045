import Diagnostics
import ZoneFile

extension HTMLWriter {
    /// Adds the lines of a file that a finding is about, with its spans marked and their labels below.
    mutating func snippet(_ snippet: Snippet, _ mark: StateMark) {
        block("div", [.class("snippet")]) { html in
            var previous: (number: Int, continues: Bool)?
            for (number, line) in snippet.lines.sorted(by: { $0.key < $1.key }) {
                if let previous, previous.continues, number > previous.number + 1 {
                    html.row("", [.class("source")]) { $0.words("…") }
                }
                html.sourceLine(line, number, snippet, mark)
                previous = (number, line.continuesBelow)
            }
        }
    }

    private mutating func sourceLine(_ line: Snippet.Line, _ number: Int, _ snippet: Snippet, _ mark: StateMark) {
        let content = LineContent(snippet.source, line: number)
        // The primary span is visible where marks overlap.
        let marks = line.marks.filter(\.isPrimary) + line.marks.filter { !$0.isPrimary }
        let windows =
            marks.isEmpty
            ? [(window: LineWindow(content, around: 0..<0, columns: Self.columns), marks: [Snippet.Mark]())]
            : snippet.windows(on: content, marks, columns: Self.columns)
        for (window, marks) in windows {
            row(String(number), [.class("source")]) { html in
                for piece in window.pieces(of: marks.map(\.range)) {
                    guard let range = piece.range else {
                        html.words(piece.text)
                        continue
                    }
                    let isPrimary = marks[range].isPrimary
                    html.inline(
                        "mark", [.class(isPrimary ? "primary \(mark.rawValue)" : "related")], words: piece.text)
                }
            }
            for labelled in marks where !labelled.label.isEmpty {
                row("", [.class(labelled.isPrimary ? "note \(mark.rawValue)" : "note")]) { html in
                    html.words("↳ ")
                    html.prose(labelled.label)
                }
            }
        }
    }

    /// Adds the lines that a fix removes and adds.
    mutating func changes(_ rows: [StyledText]) {
        block("div", [.class("snippet")]) { html in
            for row in rows {
                let number = row.runs.filter { $0.ink == .gutter }.map(\.text).joined().filter(\.isNumber)
                guard let change = row.runs.first(where: { $0.ink == .removed || $0.ink == .added }) else {
                    html.row("", [.class("source")]) { $0.words("…") }
                    continue
                }
                html.row(number, []) { html in
                    if change.ink == .removed {
                        html.inline("del", words: change.text)
                    } else {
                        html.inline("ins", words: change.text)
                    }
                }
            }
        }
    }

    private mutating func row(
        _ number: String, _ attributes: [HTMLAttribute], _ content: (inout HTMLWriter) -> Void
    ) {
        block("div", [.class("row")]) { html in
            html.line("span", [.class("number")], words: number)
            html.line("span", attributes, content)
        }
    }

    private static let columns = FindingArticle.columns
}
