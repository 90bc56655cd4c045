/// The column of line numbers at the left of a finding, as wide as the largest number in it.
struct Gutter {
    /// Two columns at least, so that short files and findings without a line look alike.
    private(set) var columns = 2

    /// Widens the column for a line number.
    mutating func fit(_ line: Int) {
        columns = max(columns, String(line).utf8.count)
    }

    /// The columns before the text of a source line.
    var margin: Int { columns + 3 }

    /// A row with a bar: a source line with its number, or a row below one.
    func row(_ line: Int?, _ content: (inout StyledText) -> Void = { _ in }) -> StyledText {
        var row = StyledText(aligned(line.map(String.init) ?? "") + " |", .gutter)
        var text = StyledText()
        content(&text)
        if !text.isEmpty {
            row.append(" ")
            row.append(text)
        }
        return row
    }

    /// `12 - text` or `12 + text`.
    func row(_ line: Int, sign: String, _ text: String, _ ink: Ink) -> StyledText {
        var row = StyledText(aligned(String(line)) + " ", .gutter)
        row.append(text.isEmpty ? sign : sign + " " + text, ink)
        return row
    }

    /// `  --> path:10:35`, or `  ::: path:3:1` for a further file.
    func location(_ arrow: String, _ path: String) -> StyledText {
        var row = StyledText(String(repeating: " ", count: columns) + arrow + " ", .gutter)
        row.append(path)
        return row
    }

    /// `...` in place of omitted lines.
    var gap: StyledText { StyledText("...", .gutter) }

    /// `   = help: text`, wrapped and aligned.
    func note(_ key: String, _ text: String, width: Int?) -> [StyledText] {
        // The texts after `why:` and `help:` are aligned.
        let key = key + ":" + String(repeating: " ", count: max(1, 5 - key.utf8.count))
        let indent = columns + 3 + key.utf8.count
        let lines = Wrapping.lines(of: text, columns: width.map { max($0 - indent, Self.minimumNoteWidth) })
        var rows: [StyledText] = []
        for line in lines {
            var row: StyledText
            if rows.isEmpty {
                row = StyledText(String(repeating: " ", count: columns + 1) + "= ", .gutter)
                row.append(key, .message)
            } else {
                row = StyledText(String(repeating: " ", count: indent))
            }
            row.append(line)
            rows.append(row)
        }
        return rows
    }

    private static let minimumNoteWidth = 20

    private func aligned(_ number: String) -> String {
        String(repeating: " ", count: max(0, columns - number.utf8.count)) + number
    }
}
