/// Limits what messages quote of untrusted text: to one line of reasonable length.
public enum MessageText {
    /// The most characters that a message has between two backticks or apostrophes.
    public static let longest = 320
    /// The most characters of a message, should quotation marks in what it quotes hide where that ends.
    public static let longestMessage = 2_000

    /// The message with what is too long cut, at `…`.
    public static func cut(_ message: String) -> String {
        if message.utf8.count <= longest, !message.utf8.contains(0x0A) { return message }
        let scalars = message.unicodeScalars
        var text = String.UnicodeScalarView()
        var count = 0
        var at = scalars.startIndex
        while at < scalars.endIndex, count < longestMessage {
            let mark = scalars[at]
            let start = scalars.index(after: at)
            let opens = mark == "`" || (mark == "'" && (text.last.map { $0 == " " || $0 == "(" } ?? true))
            guard opens, let end = scalars[start...].firstIndex(of: mark) else {
                text.append(mark)
                count += 1
                at = start
                continue
            }
            let quoted = scalars[start..<end]
            let shown = line(quoted)
            text.append(mark)
            text.append(contentsOf: shown)
            if shown.endIndex < quoted.endIndex { text.append("…") }
            text.append(mark)
            count += shown.count + 2
            at = scalars.index(after: end)
        }
        if at < scalars.endIndex { text.append("…") }
        return String(text)
    }

    /// A text from outside as a message quotes it.
    public static func value(_ text: String) -> String {
        let shown = line(text.unicodeScalars[...])
        return shown.endIndex < text.endIndex ? String(shown) + "…" : text
    }

    /// The first items of a list that may be long, and last the number of the others, "3 more".
    public static func first(_ items: [String], limit: Int) -> [String] {
        items.count > limit ? items.prefix(limit - 1) + ["\(items.count - limit + 1) more"] : items
    }

    /// As much of a text as is quoted of it.
    private static func line(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        var shown = text.prefix(longest)
        // One more than fits is the same length with the mark that it is cut.
        if shown.endIndex < text.endIndex { shown = shown.prefix(longest - 1) }
        let end = shown.firstIndex {
            $0 == "\n" || $0 == "\r" || $0 == "\u{85}" || $0 == "\u{2028}" || $0 == "\u{2029}"
        }
        return end.map { shown[..<$0] } ?? shown
    }
}
