import Diagnostics

extension HTMLWriter {
    /// Adds references such as "RFC 2782" and "Matrix server-server §2.1". RFCs are links, which nothing follows by itself.
    mutating func references(_ references: [String]) {
        for (index, reference) in references.enumerated() {
            if index > 0 { words(", ") }
            self.reference(reference)
        }
    }

    private mutating func reference(_ reference: String) {
        guard let link = ReferenceLink(rfc: reference) else { return words(reference) }
        inline("a", [HTMLAttribute("href", link.url)]) { html in html.words(link.document) }
        words(String(reference.dropFirst(link.document.count)))
    }

    /// Adds a link to a part of the page.
    mutating func link(toPart id: String, words: String) {
        inline("a", [HTMLAttribute("href", "#" + id)], words: words)
    }
}
