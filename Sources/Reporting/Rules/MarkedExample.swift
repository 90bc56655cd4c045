/// The text of a rule's example without the `«…»` around the spans of its findings, and these spans.
struct MarkedExample {
    let text: String
    /// The marked ranges in bytes of ``text``, in order.
    let marks: [Range<Int>]

    init(_ marked: String) {
        var text = ""
        var marks: [Range<Int>] = []
        var open: [Int] = []
        for scalar in marked.unicodeScalars {
            switch scalar {
            case "«": open.append(text.utf8.count)
            case "»":
                if let start = open.popLast() { marks.append(start..<text.utf8.count) }
            default: text.unicodeScalars.append(scalar)
            }
        }
        self.text = text
        self.marks = marks.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    }

    /// A line as it is shown, with its marked columns.
    struct Line {
        var text: String
        var marked: Set<Int>

        /// Carets below the marked columns; empty if there are none.
        var underline: String {
            guard let last = marked.max() else { return "" }
            return (0...last).reduce(into: "") { $0 += marked.contains($1) ? "^" : " " }
        }
    }

    /// The lines, safe to print. The text after a final line end is not a line.
    var lines: [Line] {
        var lines: [Line] = []
        var start = 0
        let bytes = Array(text.utf8)
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let cells = VisibleText.cells(of: Array(bytes[start..<end]), offset: start)
            var marked: Set<Int> = []
            for cell in cells where marks.contains(where: { $0.overlaps(cell.bytes) }) {
                marked.formUnion(cell.column..<max(cell.column + 1, cell.endColumn))
            }
            for mark in marks where mark.isEmpty && mark.lowerBound >= start && mark.lowerBound <= end {
                marked.insert(cells.last { $0.bytes.upperBound <= mark.lowerBound }?.endColumn ?? 0)
            }
            lines.append(Line(text: cells.map(\.text).joined(), marked: marked))
            start = end + 1
        }
        return lines
    }
}
