/// Text in Markdown (GitHub's dialect, inside a table cell) that has no effect beyond its words: no markup, HTML, links,
/// mentions or references to issues.
enum MarkdownText {
    /// Returns prose in which names are between backticks, as in messages. It must be safe to print.
    static func prose(_ text: String) -> String {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        // A last backtick without a partner is an ordinary character.
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

    /// Returns a span of code.
    static func code(_ text: String) -> String {
        var longest = 0
        var run = 0
        var content = ""
        for scalar in text.unicodeScalars {
            run = scalar == "`" ? run + 1 : 0
            longest = max(longest, run)
            // A bar would end the cell even in code, and parsers differ on how to escape it there.
            if scalar == "|" { content += "\\u{7C}" } else { content.unicodeScalars.append(scalar) }
        }
        guard !content.isEmpty else { return "" }
        let fence = String(repeating: "`", count: longest + 1)
        let pad = content.hasPrefix("`") || content.hasSuffix("`") ? " " : ""
        return fence + pad + content + pad + fence
    }

    /// Turns words that a code host would link into code.
    private static func words(_ text: Substring) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let isLink = word.contains { $0 == "@" || $0 == "#" } || word.contains("://") || word.contains("www.")
            guard isLink else { return escape(word) }
            // A comma after a link is not a part of it.
            let comma = word.hasSuffix(",") && word.count > 1 ? "," : ""
            return code(String(word.dropLast(comma.count))) + comma
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
