import ZoneFile

/// The lines of one file that a finding is about, with its spans underlined.
struct Snippet {
    /// A span to underline.
    struct Mark {
        var range: Range<Int>
        var label: String
        var isPrimary: Bool
        var ink: Ink
    }

    struct Line {
        var marks: [Mark] = []
        /// Whether a span continues below, so that omitted lines are shown as `...`.
        var continuesBelow = false
    }

    let source: SourceFile
    /// The lines by number. The ranges of marks are relative to the start of the line.
    private(set) var lines: [Int: Line] = [:]

    /// - Parameter marks: Marks with ranges in the file.
    init(_ source: SourceFile, _ marks: [Mark]) {
        self.source = source
        for mark in marks { add(mark) }
    }

    var lastLine: Int { lines.keys.max() ?? 1 }

    private mutating func add(_ mark: Mark) {
        let range = withoutLineEnd(mark.range)
        let first = source.location(of: range.lowerBound).line
        let start = source.range(ofLine: first)
        // A second look-up of a long line would be slow.
        let last = range.upperBound <= start.upperBound ? first : source.location(of: range.upperBound).line
        guard last > first else {
            add(mark, range, onLine: first)
            return
        }
        var head = mark
        head.label = ""
        add(head, range.lowerBound..<max(range.lowerBound, contentEnd(of: start)), onLine: first)
        let end = source.range(ofLine: last)
        add(mark, min(contentStart(of: end), range.upperBound)..<range.upperBound, onLine: last)
        if last == first + 2 {
            // A gap would be as long as the line.
            lines[first + 1, default: Line()].continuesBelow = true
        }
        for line in lines.keys where line >= first && line < last { lines[line]?.continuesBelow = true }
    }

    private mutating func add(_ mark: Mark, _ range: Range<Int>, onLine line: Int) {
        let start = source.range(ofLine: line).lowerBound
        var mark = mark
        mark.range = max(0, range.lowerBound - start)..<max(0, range.upperBound - start)
        lines[line, default: Line()].marks.append(mark)
    }

    /// Excludes the line end at the end of a span, so that the span does not reach the next line.
    private func withoutLineEnd(_ range: Range<Int>) -> Range<Int> {
        let lower = min(range.lowerBound, source.count)
        var upper = min(range.upperBound, source.count)
        while upper > lower, source[upper - 1] == 0x0A || source[upper - 1] == 0x0D { upper -= 1 }
        return lower..<max(lower, upper)
    }

    /// The end of the indentation. The search is limited, because a line may consist of spaces only.
    private func contentStart(of line: Range<Int>) -> Int {
        line.prefix(Self.maximumIndent).first { source[$0] != 0x20 && source[$0] != 0x09 } ?? line.lowerBound
    }

    private func contentEnd(of line: Range<Int>) -> Int {
        let last = line.suffix(Self.maximumIndent).last { source[$0] != 0x20 && source[$0] != 0x09 }
        return last.map { $0 + 1 } ?? line.lowerBound
    }

    private static let maximumIndent = 4096

    /// Returns the rows of the snippet.
    ///
    /// - Parameters:
    ///   - columns: The columns for source lines.
    ///   - labelWidth: The columns for labels; `nil` if they are not limited.
    func rows(_ gutter: Gutter, columns: Int, labelWidth: Int?) -> [StyledText] {
        var rows: [StyledText] = []
        var previous: (number: Int, line: Line)?
        for (number, line) in lines.sorted(by: { $0.key < $1.key }) {
            if let previous, previous.line.continuesBelow, number > previous.number + 1 { rows.append(gutter.gap) }
            rows += self.rows(of: line, number, gutter, columns: columns, labelWidth: labelWidth)
            previous = (number, line)
        }
        return rows
    }

    private func rows(of line: Line, _ number: Int, _ gutter: Gutter, columns: Int, labelWidth: Int?) -> [StyledText] {
        let content = LineContent(source, line: number)
        guard !line.marks.isEmpty else {
            let window = LineWindow(content, around: 0..<0, columns: columns)
            return [gutter.row(number) { $0.append(window.text) }]
        }
        var rows: [StyledText] = []
        for (window, marks) in windows(on: content, line.marks, columns: columns) {
            rows.append(gutter.row(number) { $0.append(window.text) })
            let underlines = marks.map { mark in
                Underline(
                    columns: window.columns(of: mark.range),
                    label: mark.label,
                    isPrimary: mark.isPrimary,
                    ink: mark.ink
                )
            }
            for row in Underlines(underlines, labelWidth: labelWidth).rows() {
                rows.append(gutter.row(nil) { $0.append(row) })
            }
        }
        return rows
    }

    /// Returns one window if it can show every mark, otherwise one for each mark.
    func windows(
        on content: LineContent,
        _ marks: [Mark],
        columns: Int
    ) -> [(window: LineWindow, marks: [Mark])] {
        let start = marks.map(\.range.lowerBound).min() ?? 0
        let end = marks.map(\.range.upperBound).max() ?? 0
        let window = LineWindow(content, around: start..<end, columns: columns)
        if marks.count == 1 || (window.shown.lowerBound <= start && end <= window.shown.upperBound) {
            return [(window, marks)]
        }
        return marks.sorted { $0.range.lowerBound < $1.range.lowerBound }
            .map { (LineWindow(content, around: $0.range, columns: columns), [$0]) }
    }
}
