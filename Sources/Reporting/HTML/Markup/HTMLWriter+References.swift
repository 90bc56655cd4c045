extension HTMLWriter {
    /// Adds references such as "RFC 2782" and "Matrix server-server §2.1". RFCs are links, which nothing follows by itself.
    mutating func references(_ references: [String]) {
        for (index, reference) in references.enumerated() {
            if index > 0 { words(", ") }
            self.reference(reference)
        }
    }

    private mutating func reference(_ reference: String) {
        let prefix = "RFC "
        let number =
            reference.hasPrefix(prefix) ? reference.dropFirst(prefix.count).prefix { $0.isASCII && $0.isNumber } : ""
        guard !number.isEmpty, number.count <= 5 else { return words(reference) }
        inline("a", [HTMLAttribute("href", "https://www.rfc-editor.org/rfc/rfc\(number)")]) { html in
            html.words(prefix + number)
        }
        words(String(reference.dropFirst(prefix.count + number.count)))
    }

    /// Adds a link to a part of the page.
    mutating func link(toPart id: String, words: String) {
        inline("a", [HTMLAttribute("href", "#" + id)], words: words)
    }
}
