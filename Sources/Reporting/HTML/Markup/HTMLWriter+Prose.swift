extension HTMLWriter {
    /// Adds prose in which names are between backticks, as in messages; they become code.
    mutating func prose(_ prose: String) {
        let parts = prose.split(separator: "`", omittingEmptySubsequences: false)
        // A last backtick without a partner is an ordinary character.
        let isPaired = parts.count % 2 == 1
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            if index % 2 == 1, isPaired || !isLast {
                if part.isEmpty { words("``") } else { inline("code", words: String(part)) }
            } else {
                words(index % 2 == 1 ? "`" + part : String(part))
            }
        }
    }

    /// Adds a line of prose in an element.
    mutating func line(_ name: StaticString, _ attributes: [HTMLAttribute] = [], prose: String) {
        line(name, attributes) { $0.prose(prose) }
    }

    /// Adds a text to copy. Long lines are wrapped on the screen and on paper, but stay one line when they are copied.
    mutating func listing(_ listing: String) {
        line("pre") { html in
            html.inline("code") { html in
                var lines = listing.split(separator: "\n", omittingEmptySubsequences: false)
                if lines.last == "" { lines.removeLast() }
                for (index, line) in lines.enumerated() {
                    if index > 0 { html.lineEnd() }
                    html.words(String(line))
                }
            }
        }
    }

    /// Adds the paragraphs, lists and indented code of a rule's page.
    mutating func markdown(_ markdown: String) {
        var lines = markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
        while let line = lines.first {
            if line.isEmpty {
                lines.removeFirst()
            } else if line.hasPrefix("    ") {
                let code = lines.prefix { $0.hasPrefix("    ") || $0.isEmpty }
                lines = lines.dropFirst(code.count)
                listing(code.map { String($0.dropFirst(4)) }.joined(separator: "\n"))
            } else if line.hasPrefix("- ") {
                let items = lines.prefix { $0.hasPrefix("- ") }
                lines = lines.dropFirst(items.count)
                block("ul") { html in
                    for item in items { html.line("li", prose: String(item.dropFirst(2))) }
                }
            } else {
                let text = lines.prefix { !$0.isEmpty && !$0.hasPrefix("- ") && !$0.hasPrefix("    ") }
                lines = lines.dropFirst(text.count)
                self.line("p", prose: text.joined(separator: " "))
            }
        }
    }

    /// Adds a table with a caption. On a narrow screen each row becomes a list, with the columns' names before its cells.
    ///
    /// - Parameters:
    ///   - caption: The purpose of the table.
    ///   - isCaptionShown: Whether readers who see the table see the caption too. A heading above may say the same.
    ///   - cells: Adds the contents of a row's cells. The first cell is the header of its row.
    mutating func table(
        _ caption: String, isCaptionShown: Bool = true, columns: [String], rows: Int,
        _ cell: (inout HTMLWriter, _ row: Int, _ column: Int) -> Void
    ) {
        block("table") { html in
            html.line("caption", isCaptionShown ? [] : [.class("unseen")], words: caption)
            html.block("thead") { html in
                html.block("tr") { html in
                    for column in columns { html.line("th", [HTMLAttribute("scope", "col")], words: column) }
                }
            }
            html.block("tbody") { html in
                for row in 0..<rows {
                    html.block("tr") { html in
                        for (index, column) in columns.enumerated() {
                            var content = HTMLWriter(wrapsNames: true)
                            cell(&content, row, index)
                            let attributes =
                                [HTMLAttribute("data-label", column)] + (content.isShortText ? [.class("short")] : [])
                            if index == 0 {
                                html.line("th", [HTMLAttribute("scope", "row")] + attributes) { $0.append(content) }
                            } else {
                                html.line("td", attributes) { $0.append(content) }
                            }
                        }
                    }
                }
            }
        }
    }
}

extension HTMLWriter {
    /// Whether it has only a port, a number or another short text, which a wide table keeps on one line.
    fileprivate var isShortText: Bool { text.utf8.count <= 13 && !text.contains("<") }
}
