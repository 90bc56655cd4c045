/// Text in lines of a drawing, which SVG does not wrap itself.
enum DrawnText {
    /// Returns a name in lines of at most `columns` columns, cut after a dot, slash or space if there is one near the end.
    static func cut(_ text: String, columns: Int, lines limit: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var width = 0
        for scalar in VisibleText.escape(text).unicodeScalars {
            let columnsOfScalar = CharacterWidth.columns(of: scalar)
            if width + columnsOfScalar > columns, !line.isEmpty {
                let end = line.lastIndex { ". /".contains($0) }.map { line.index(after: $0) } ?? line.endIndex
                let isNear = line.distance(from: end, to: line.endIndex) <= columns / 2
                let rest = isNear ? String(line[end...]) : ""
                lines.append(isNear ? String(line[..<end]) : line)
                (line, width) = (rest, VisibleText.width(of: rest))
            }
            line.unicodeScalars.append(scalar)
            width += columnsOfScalar
            if lines.count > limit { break }
        }
        return limited(lines + [line], columns: columns, lines: limit)
    }

    /// Returns prose in lines of at most `columns` columns, without backticks. A word that is longer is cut.
    static func wrapped(_ text: String, columns: Int, lines limit: Int) -> [String] {
        guard !text.isEmpty else { return [] }
        let plain = VisibleText.escape(text).filter { $0 != "`" }
        var lines: [String] = []
        for line in Wrapping.lines(of: plain, columns: columns) {
            lines += cut(line, columns: columns, lines: limit)
            if lines.count > limit { break }
        }
        return limited(lines, columns: columns, lines: limit)
    }

    private static func limited(_ lines: [String], columns: Int, lines limit: Int) -> [String] {
        guard lines.count > limit else { return lines }
        return lines.prefix(limit - 1) + [String(lines[limit - 1].prefix(columns - 1)) + "…"]
    }
}
