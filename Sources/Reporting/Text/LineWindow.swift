/// The visible part of a line: all of it, or the surroundings of a range, with `…` where it is cut.
struct LineWindow {
    private let cells: [VisibleCell]
    private let isCutLeft: Bool
    private let isCutRight: Bool
    /// The offsets of the visible bytes.
    let shown: Range<Int>

    /// - Parameters:
    ///   - anchor: The range that must be visible, or at least its start, in offsets from the start of the line.
    ///   - columns: The available columns.
    init(_ line: LineContent, around anchor: Range<Int>, columns: Int) {
        let anchor = anchor.clamped(to: 0..<line.count)
        // Any character fits into four bytes per column. Marks without a column may make the window narrower.
        let reach = columns * 4 + 64
        var lower = max(0, anchor.lowerBound - reach)
        var upper = min(line.count, min(anchor.upperBound, anchor.lowerBound + reach) + reach)
        // Characters are not split; their continuation bytes are at most three.
        lower -= line.continuationBytes(in: max(0, lower - 3)..<min(lower + 1, line.count), backward: true)
        upper += line.continuationBytes(in: upper..<min(upper + 3, line.count), backward: false)

        var cells = VisibleText.cells(of: line.bytes(in: lower..<upper), offset: lower)
        let total = cells.last?.endColumn ?? 0
        if lower == 0, upper == line.count, total <= columns {
            self.cells = cells
            isCutLeft = false
            isCutRight = false
            shown = 0..<line.count
            return
        }

        let start = cells.first { $0.bytes.upperBound > anchor.lowerBound }?.column ?? total
        let end = max(start + 1, cells.last { $0.bytes.lowerBound < anchor.upperBound }?.endColumn ?? 0)
        let context = columns / 4
        var left = max(0, min(end + context + 1 - columns, start - 1 - columns / 8))
        if lower > 0 { left = max(left, 1) }
        var isCutLeft = false
        if left > 0, let first = cells.firstIndex(where: { $0.column > left }) {
            // The ellipsis takes the column before the first character.
            let shift = cells[first].column - 1
            cells.removeFirst(first)
            for index in cells.indices { cells[index].column -= shift }
            isCutLeft = true
        }
        isCutRight = upper < line.count || (cells.last?.endColumn ?? 0) > columns
        if isCutRight {
            while let last = cells.last, last.endColumn > columns - 1 { cells.removeLast() }
        }
        self.cells = cells
        self.isCutLeft = isCutLeft
        shown = (cells.first?.bytes.lowerBound ?? 0)..<(cells.last?.bytes.upperBound ?? 0)
    }

    /// The text without trailing spaces.
    var text: String {
        var text = isCutLeft ? "…" : ""
        for cell in cells { text += cell.text }
        if isCutRight { text += "…" }
        while text.utf8.last == 0x20 { text.unicodeScalars.removeLast() }
        return text
    }

    /// Returns the text in pieces, each with the number of the range that it is part of. Where ranges overlap, the first one
    /// counts. An empty range is the character after it, or a space at the end of the line.
    func pieces(of ranges: [Range<Int>]) -> [(text: String, range: Int?)] {
        let columns = ranges.map { self.columns(of: $0) }
        var pieces: [(text: String, range: Int?)] = []
        func add(_ text: String, at column: Int) {
            let range = columns.firstIndex { $0.contains(column) }
            if let last = pieces.indices.last, pieces[last].range == range {
                pieces[last].text += text
            } else {
                pieces.append((text, range))
            }
        }
        if isCutLeft { add("…", at: 0) }
        for cell in cells { add(cell.text, at: cell.column) }
        let end = cells.last?.endColumn ?? (isCutLeft ? 1 : 0)
        if isCutRight {
            add("…", at: end)
        } else if columns.contains(where: { $0.contains(end) }) {
            add(" ", at: end)
        }
        return pieces
    }

    /// Returns the columns of the bytes; one column for an empty range.
    func columns(of bytes: Range<Int>) -> Range<Int> {
        let endColumn = cells.last?.endColumn ?? 0
        let start: Int
        if isCutLeft, bytes.lowerBound < shown.lowerBound {
            start = 0
        } else {
            start = cells.first { $0.bytes.upperBound > bytes.lowerBound }?.column ?? endColumn
        }
        var end = start + 1
        if isCutRight, bytes.upperBound > shown.upperBound {
            end = endColumn + 1
        } else if let last = cells.last(where: { $0.bytes.lowerBound < bytes.upperBound }), !bytes.isEmpty {
            end = last.endColumn
        }
        return start..<max(end, start + 1)
    }
}

extension LineContent {
    /// The number of bytes in `range` that continue a character.
    fileprivate func continuationBytes(in range: Range<Int>, backward: Bool) -> Int {
        let bytes = bytes(in: range)
        let count = (backward ? bytes.reversed() : bytes).prefix { $0 & 0xC0 == 0x80 }.count
        // Four continuation bytes in a row are not part of a character.
        return backward && count == bytes.count ? 0 : count
    }
}
