/// Untrusted text in Markdown and in lists of the editor.
enum QuotedText {
    /// Text in backticks.
    static func inline(_ text: String) -> String {
        let text = code(text, limit: 300)
        return text.contains("`") ? "`` \(text) ``" : "`\(text)`"
    }

    /// Text for a block of code, which it cannot end: on one line, and cut after a number of characters.
    static func code(_ text: String, limit: Int) -> String {
        // Nearly all text of zones. An outline has a hundred thousand of them.
        if text.utf8.count <= limit, text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 && $0 != 0x60 }) { return text }
        var result = ""
        for scalar in text.unicodeScalars.prefix(limit) {
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
        }
        result = result.replacing("```", with: "'''")
        return text.unicodeScalars.count > limit ? result + "…" : result
    }
}
