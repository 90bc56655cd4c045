/// Text from anywhere as Markdown (CommonMark, with the tables of GitHub), so that none of it is taken for markup.
enum MarkdownText {
    /// One line of text. What stands between two backticks becomes code; all else is plain.
    static func inline(_ text: String) -> String {
        let visible = VisibleText.escape(text)
        var output = ""
        let parts = visible.split(separator: "`", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let isCode = index % 2 == 1 && index < parts.count - 1
            output += isCode ? code(String(part)) : escaped(String(part), isAfterStrayTick: index % 2 == 1)
        }
        return output
    }

    private static func code(_ text: String) -> String {
        // A bar would end the cell of a table even within code.
        guard !text.isEmpty else { return "\\`\\`" }
        return "`" + text.replacingBars + "`"
    }

    private static func escaped(_ text: String, isAfterStrayTick: Bool) -> String {
        var output = isAfterStrayTick ? "\\`" : ""
        for character in text {
            switch character {
            case "\\", "*", "_", "[", "]", "<", ">", "#", "|", "~", "!": output += "\\\(character)"
            case "&": output += "&amp;"
            // A mention would send mail to somebody.
            case "@": output += "@\u{2060}"
            default: output.append(character)
            }
        }
        return output
    }

    /// A block of code with a fence that is longer than any within it.
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
}

extension String {
    fileprivate var replacingBars: String {
        contains("|") ? split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") : self
    }
}
