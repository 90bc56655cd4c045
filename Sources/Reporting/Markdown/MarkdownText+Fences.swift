extension MarkdownText {
    /// Returns a block of code with a fence that is longer than any inside it.
    static func fenced(_ text: String, language: String) -> String {
        var longest = 2
        var run = 0
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { VisibleText.escape(String($0)) }
        return "\(fence)\(language)\n\(lines.joined(separator: "\n"))\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
    }

    /// Returns prose that is not safe to print yet.
    static func untrusted(_ text: String) -> String {
        prose(VisibleText.escape(text))
    }
}
