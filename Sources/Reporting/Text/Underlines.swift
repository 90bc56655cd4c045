/// A mark below a source line, with its label.
struct Underline {
    var columns: Range<Int>
    var label: String
    var isPrimary: Bool
    var ink: Ink
}

/// The rows below a source line: carets and dashes, the label of the last mark beside them, and the other labels below,
/// each connected to its mark.
struct Underlines {
    private let marks: [Underline]
    /// The columns for labels; `nil` if they are not limited.
    private let labelWidth: Int?

    init(_ marks: [Underline], labelWidth: Int?) {
        self.marks = marks.sorted {
            ($0.columns.lowerBound, $0.columns.upperBound) < ($1.columns.lowerBound, $1.columns.upperBound)
        }
        self.labelWidth = labelWidth
    }

    func rows() -> [StyledText] {
        var first = strokes
        var hanging = Array(marks.indices)
        let end = marks.map(\.columns.upperBound).max() ?? 0
        // Only the mark that ends the row can have its label beside it.
        let beside = hanging.last.flatMap { marks[$0].columns.upperBound == end ? $0 : nil }
        var isCrowded = false
        if let beside {
            let mark = marks[beside]
            if fits(end + 1 + VisibleText.width(of: mark.label)) {
                if !mark.label.isEmpty { first.append(" " + mark.label, mark.ink) }
                hanging.removeLast()
            } else {
                isCrowded = true
            }
        }
        hanging.removeAll { marks[$0].label.isEmpty }

        var rows = [first]
        // A single label that is too long to be beside its mark is printed directly below it.
        if !(isCrowded && hanging.count == 1), !hanging.isEmpty {
            rows.append(connectors(of: hanging, before: .max).row)
        }
        while let last = hanging.popLast() {
            rows += labelRows(of: marks[last], above: hanging)
        }
        return rows
    }

    private func fits(_ columns: Int) -> Bool {
        labelWidth.map { columns <= $0 } ?? true
    }

    /// `----- ^^^^^^`; where marks overlap, the primary one is visible.
    private var strokes: StyledText {
        let end = marks.map(\.columns.upperBound).max() ?? 0
        var owners = [Int?](repeating: nil, count: end)
        for (index, mark) in marks.enumerated() {
            for column in mark.columns where owners[column].map({ !marks[$0].isPrimary }) ?? true {
                owners[column] = index
            }
        }
        var row = StyledText()
        for owner in owners {
            if let mark = owner.map({ marks[$0] }) {
                row.append(mark.isPrimary ? "^" : "-", mark.ink)
            } else {
                row.append(" ")
            }
        }
        return row
    }

    /// `|     |`: the connectors of marks left of `limit` whose labels follow below.
    private func connectors(of hanging: [Int], before limit: Int) -> (row: StyledText, end: Int) {
        var row = StyledText()
        var end = 0
        for mark in hanging.map({ marks[$0] }) {
            let column = mark.columns.lowerBound
            guard column >= end, column < limit else { continue }
            row.append(String(repeating: " ", count: column - end))
            row.append("|", mark.ink)
            end = column + 1
        }
        return (row, end)
    }

    private func labelRows(of mark: Underline, above hanging: [Int]) -> [StyledText] {
        var column = mark.columns.lowerBound
        let width = VisibleText.width(of: mark.label)
        if let labelWidth, labelWidth - column < min(width, Self.minimumLabelWidth) {
            // Too close to the edge to be readable: the label moves to the left.
            column = max(0, labelWidth - min(width, Self.minimumLabelWidth))
        }
        return Wrapping.lines(of: mark.label, columns: labelWidth.map { max($0 - column, Self.minimumLabelWidth / 2) })
            .map { line in
                var (row, end) = connectors(of: hanging, before: column)
                row.append(String(repeating: " ", count: column - end))
                row.append(line, mark.ink)
                end = column
                return row
            }
    }

    private static let minimumLabelWidth = 40
}
