/// Text inside Markdown (GitHub's flavour, in a cell of a table): it says what it says and does nothing else. Neither
/// markup nor HTML, links, mentions or references to issues come of it.
enum MarkdownText {
    /// Prose in which names stand between backticks, as messages have them; already escaped for people.
    static func prose(_ text: String) -> String {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        // A last backtick without its twin is a character like any other.
        let isPaired = parts.count % 2 == 1
        return parts.enumerated().reduce(into: "") { output, part in
            let isLast = part.offset == parts.count - 1
            if part.offset % 2 == 1, isPaired || !isLast {
                output += part.element.isEmpty ? "\\`\\`" : code(String(part.element))
            } else {
                if part.offset % 2 == 1 { output += "\\`" }
                output += words(part.element)
            }
        }
    }

    /// A span of code.
    static func code(_ text: String) -> String {
        var longest = 0
        var run = 0
        var content = ""
        for scalar in text.unicodeScalars {
            run = scalar == "`" ? run + 1 : 0
            longest = max(longest, run)
            // Even in code a bar would end the cell, and parsers differ on how to escape it there.
            if scalar == "|" { content += "\\u{7C}" } else { content.unicodeScalars.append(scalar) }
        }
        guard !content.isEmpty else { return "" }
        let fence = String(repeating: "`", count: longest + 1)
        let pad = content.hasPrefix("`") || content.hasSuffix("`") ? " " : ""
        return fence + pad + content + pad + fence
    }

    /// Words that a code host would make links of become code.
    private static func words(_ text: Substring) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let isLink = word.contains { $0 == "@" || $0 == "#" } || word.contains("://") || word.contains("www.")
            return isLink ? code(String(word)) : escape(word)
        }.joined(separator: " ")
    }

    private static func escape(_ word: Substring) -> String {
        word.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "|": escaped += "&#124;"
            case "\\", "`", "*", "_", "[", "]", "<", ">", "~", "&", "$", "^":
                escaped += "\\"
                escaped.unicodeScalars.append(scalar)
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
