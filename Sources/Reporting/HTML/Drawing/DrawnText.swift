/// Text in lines of a drawing, which SVG does not wrap itself.
enum DrawnText {
    /// Returns a name in a font of equal widths, in lines of at most `columns` columns. It is cut after a dot, slash or space if
    /// there is one near the end.
    static func cut(_ text: String, columns: Int, lines limit: Int) -> [String] {
        cut(VisibleText.escape(text), Measure(width: columns) { CharacterWidth.columns(of: $0) }, lines: limit)
    }

    /// Returns prose in lines of at most `width` hundredths of the font size, without backticks. A word that is longer is cut.
    static func wrapped(_ text: String, width: Int, lines limit: Int) -> [String] {
        guard !text.isEmpty else { return [] }
        let measure = Measure(width: width, of: ProseWidth.hundredths(of:))
        var lines: [String] = []
        var line = ""
        for word in withoutMarks(VisibleText.escape(text)).split(separator: " ") {
            let longer = line.isEmpty ? String(word) : line + " " + word
            if line.isEmpty || measure.fits(longer) {
                line = longer
                continue
            }
            lines += cut(line, measure, lines: limit)
            line = String(word)
            if lines.count > limit { break }
        }
        return limited(lines + cut(line, measure, lines: limit), lines: limit)
    }

    /// Returns prose without backticks, because nothing marks up names in a drawing, and screen readers would read them.
    static func withoutMarks(_ text: String) -> String { text.filter { $0 != "`" } }

    /// The space for a line, and what of it a character takes.
    private struct Measure {
        let width: Int
        let of: (Unicode.Scalar) -> Int

        func fits(_ text: String) -> Bool { sum(text) <= width }

        func sum(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + of($1) } }
    }

    private static func cut(_ visible: String, _ measure: Measure, lines limit: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var width = 0
        for scalar in visible.unicodeScalars {
            let widthOfScalar = measure.of(scalar)
            if width + widthOfScalar > measure.width, !line.isEmpty {
                let end = line.lastIndex { ". /".contains($0) }.map { line.index(after: $0) } ?? line.endIndex
                let rest = String(line[end...])
                let isNear = measure.sum(rest) <= measure.width / 2
                lines.append(isNear ? String(line[..<end]) : line)
                line = isNear ? rest : ""
                width = measure.sum(line)
            }
            line.unicodeScalars.append(scalar)
            width += widthOfScalar
            if lines.count > limit { break }
        }
        return limited(lines + [line], lines: limit)
    }

    private static func limited(_ lines: [String], lines limit: Int) -> [String] {
        guard lines.count > limit else { return lines }
        return lines.prefix(limit - 1) + [String(lines[limit - 1].dropLast()) + "…"]
    }
}

/// The widths of characters in the widest of the fonts that systems use for prose, so that text fits with each of them.
private enum ProseWidth {
    /// In hundredths of the font size.
    static func hundredths(of scalar: Unicode.Scalar) -> Int {
        let columns = CharacterWidth.columns(of: scalar)
        guard columns == 1 else { return columns * 55 }
        return switch scalar {
        case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!": 34
        case " ": 32
        case "f", "r", "t", "(", ")", "[", "]", "/", "-", "\"", "\\": 42
        case "c", "k", "s", "v", "x", "y", "z", "_", "a", "e", "J", "?": 62
        case "m", "M", "W", "@", "%", "…", "→": 100
        case "w", "O", "Q", "G", "D", "N", "H", "U", "+", "=", "<", ">", "~", "#": 84
        case "A"..."Z": 72
        default: scalar.isASCII ? 65 : 85
        }
    }
}
