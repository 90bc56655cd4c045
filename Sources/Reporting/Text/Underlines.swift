/// A mark under a shown line, with its label.
struct Underline {
    var columns: Range<Int>
    var label: String
    var isPrimary: Bool
    var ink: Ink
}

/// The rows under a shown line: carets and dashes, the label of the last mark beside them, the other labels below,
/// each hanging from its mark.
struct Underlines {
    private let marks: [Underline]
    /// Columns there are for labels; `nil` when lines may be as long as they like.
    private let room: Int?

    init(_ marks: [Underline], room: Int?) {
        self.marks = marks.sorted {
            ($0.columns.lowerBound, $0.columns.upperBound) < ($1.columns.lowerBound, $1.columns.upperBound)
        }
        self.room = room
    }

    func rows() -> [StyledText] {
        var first = strokes
        var hanging = Array(marks.indices)
        let end = marks.map(\.columns.upperBound).max() ?? 0
        // Only the mark that ends the row has room for its label beside it.
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
        // A label that only had no room beside its mark stands right under it.
        if !(isCrowded && hanging.count == 1), !hanging.isEmpty {
            rows.append(connectors(of: hanging, before: .max).row)
        }
        while let last = hanging.popLast() {
            rows += labelRows(of: marks[last], besides: hanging)
        }
        return rows
    }

    private func fits(_ columns: Int) -> Bool {
        room.map { columns <= $0 } ?? true
    }

    /// `----- ^^^^^^`; where marks overlap, the primary one is seen.
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

    /// `|     |`: from the marks whose labels are still to come, where they lie left of `limit`.
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

    private func labelRows(of mark: Underline, besides hanging: [Int]) -> [StyledText] {
        var column = mark.columns.lowerBound
        let width = VisibleText.width(of: mark.label)
        if let room, room - column < min(width, Self.leastLabel) {
            // Too near the edge to be read from there: it moves to the left.
            column = max(0, room - min(width, Self.leastLabel))
        }
        return Wrapping.lines(of: mark.label, columns: room.map { max($0 - column, Self.leastLabel / 2) }).map { line in
            var (row, end) = connectors(of: hanging, before: column)
            row.append(String(repeating: " ", count: column - end))
            row.append(line, mark.ink)
            end = column
            return row
        }
    }

    private static let leastLabel = 40
}
