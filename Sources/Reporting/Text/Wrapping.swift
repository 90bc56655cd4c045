/// Wraps text between words.
enum Wrapping {
    /// Returns the lines of `text`, each of at most `columns` columns. A longer word is a line of its own and is never
    /// broken, because it may be a name that somebody copies.
    static func lines(of text: String, columns: Int?) -> [String] {
        guard let columns, VisibleText.width(of: text) > columns else { return [text] }
        var lines: [String] = []
        var line = ""
        var width = 0
        for word in text.split(separator: " ") {
            let wordWidth = VisibleText.width(of: String(word))
            if !line.isEmpty, width + 1 + wordWidth > columns {
                lines.append(line)
                line = ""
                width = 0
            }
            if !line.isEmpty {
                line += " "
                width += 1
            }
            line += word
            width += wordWidth
        }
        lines.append(line)
        return lines
    }
}
