/// Writes HTML.
///
/// Text can only be added escaped: the names of elements and attributes are literals, and there is no function for markup in
/// strings. So text from zones, servers and certificates is never markup, and characters that are invisible or change the
/// direction of the text are shown as `\u{202E}`. A template engine would offer a form without escaping, and cost start-up
/// time and size.
///
/// The result is also well-formed XML, so that tests can parse it strictly.
struct HTMLWriter {
    private(set) var text = ""
    /// Whether long names may be wrapped after a dot, a colon or a slash, as in narrow columns of tables.
    private let wrapsNames: Bool

    init(wrapsNames: Bool = false) { self.wrapsNames = wrapsNames }

    /// Adds an element that contains other elements, on lines of their own.
    mutating func block(
        _ name: StaticString, _ attributes: [HTMLAttribute] = [], _ content: (inout HTMLWriter) -> Void
    ) {
        open(name, attributes)
        text += "\n"
        content(&self)
        close(name)
        text += "\n"
    }

    /// Adds an element that contains text, on a line of its own.
    mutating func line(
        _ name: StaticString, _ attributes: [HTMLAttribute] = [], _ content: (inout HTMLWriter) -> Void
    ) {
        inline(name, attributes, content)
        text += "\n"
    }

    /// Adds an element within a line.
    mutating func inline(
        _ name: StaticString, _ attributes: [HTMLAttribute] = [], _ content: (inout HTMLWriter) -> Void
    ) {
        open(name, attributes)
        content(&self)
        close(name)
    }

    /// Adds an element that has no content and no end tag.
    mutating func void(_ name: StaticString, _ attributes: [HTMLAttribute]) {
        open(name, attributes, end: "/>")
    }

    /// Adds text as it is, without markup.
    mutating func words(_ words: String) {
        guard wrapsNames else {
            text += MarkupText.escape(words)
            return
        }
        for (index, word) in words.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { text += " " }
            guard word.utf8.count > Self.nameLength else {
                text += MarkupText.escape(String(word))
                continue
            }
            var part = ""
            for character in word {
                if let last = part.last, Self.separators.contains(last), !Self.separators.contains(character) {
                    text += MarkupText.escape(part) + "<wbr/>"
                    part = ""
                }
                part.append(character)
            }
            text += MarkupText.escape(part)
        }
    }

    /// The length of words that fit into narrow columns.
    private static let nameLength = 16
    private static let separators: Set<Character> = [".", ":", "/"]

    /// Adds a line of text in an element.
    mutating func line(_ name: StaticString, _ attributes: [HTMLAttribute] = [], words: String) {
        line(name, attributes) { $0.words(words) }
    }

    /// Adds text in an element within a line.
    mutating func inline(_ name: StaticString, _ attributes: [HTMLAttribute] = [], words: String) {
        inline(name, attributes) { $0.words(words) }
    }

    /// Adds what another writer wrote, which is escaped already.
    mutating func append(_ other: HTMLWriter) {
        text += other.text
    }

    /// Adds a line end, which matters only in preformatted text.
    mutating func lineEnd() {
        text += "\n"
    }

    /// Adds the declaration of the document type, which is the same for every page.
    mutating func documentType() {
        text += "<!DOCTYPE html>\n"
    }

    /// Adds a style sheet. Like names of elements, it is a literal; it must not contain `<` or `&`.
    mutating func styleSheet(_ sheet: StaticString) {
        text += "<style>\(sheet)</style>\n"
    }

    private mutating func open(_ name: StaticString, _ attributes: [HTMLAttribute], end: String = ">") {
        text += "<\(name)"
        for attribute in attributes {
            text += " \(attribute.name)=\""
            text += MarkupText.escape(attribute.value)
            text += "\""
        }
        text += end
    }

    private mutating func close(_ name: StaticString) {
        text += "</\(name)>"
    }
}
