/// Limits untrusted text that is quoted in messages to one line of reasonable length.
public enum MessageText {
    /// The maximum number of characters between two backticks or apostrophes in a message.
    public static let quotationLimit = 320
    /// The maximum number of characters in a message. It applies if quotation marks in the quoted text hide where that ends.
    public static let messageLimit = 2_000

    /// Returns the message with long quotations shortened, marked with `…`.
    public static func cut(_ message: String) -> String {
        if message.utf8.count <= quotationLimit, !message.utf8.contains(0x0A) { return message }
        let scalars = message.unicodeScalars
        var text = String.UnicodeScalarView()
        var count = 0
        var at = scalars.startIndex
        while at < scalars.endIndex, count < messageLimit {
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

    /// Returns untrusted text in the form in which a message quotes it.
    public static func value(_ text: String) -> String {
        let shown = line(text.unicodeScalars[...])
        return shown.endIndex < text.endIndex ? String(shown) + "…" : text
    }

    /// Returns the first items of a long list, followed by the number of the others: "3 more".
    public static func first(_ items: [String], limit: Int) -> [String] {
        items.count > limit ? items.prefix(limit - 1) + ["\(items.count - limit + 1) more"] : items
    }

    /// Returns the prefix of a text that is quoted.
    private static func line(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        var shown = text.prefix(quotationLimit)
        // Leaves room for the ellipsis.
        if shown.endIndex < text.endIndex { shown = shown.prefix(quotationLimit - 1) }
        let end = shown.firstIndex {
            $0 == "\n" || $0 == "\r" || $0 == "\u{85}" || $0 == "\u{2028}" || $0 == "\u{2029}"
        }
        return end.map { shown[..<$0] } ?? shown
    }
}
