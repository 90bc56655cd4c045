/// Writes XML 1.0, indented by two spaces a level.
///
/// The document is well-formed for any text: markup is escaped, and characters that XML cannot contain even escaped, such
/// as most control characters, are shown as `\u{1B}`.
struct XMLText {
    /// An attribute, which is omitted if its value is `nil`.
    typealias Attribute = (name: String, value: String?)

    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var depth = 0

    /// Adds an element that contains other elements.
    mutating func element(_ name: String, _ attributes: [Attribute], _ content: (inout XMLText) -> Void) {
        open(name, attributes)
        let before = text.utf8.count
        text += ">\n"
        depth += 1
        content(&self)
        depth -= 1
        if text.utf8.count == before + 2 {
            text.removeLast(2)
            text += "/>\n"
        } else {
            text += String(repeating: "  ", count: depth) + "</\(name)>\n"
        }
    }

    /// Adds an element that contains lines of text or nothing.
    mutating func element(_ name: String, _ attributes: [Attribute], lines: [String] = []) {
        open(name, attributes)
        text += lines.isEmpty ? "/>\n" : ">\(lines.map(MarkupText.escape).joined(separator: "\n"))</\(name)>\n"
    }

    private mutating func open(_ name: String, _ attributes: [Attribute]) {
        text += String(repeating: "  ", count: depth) + "<\(name)"
        for attribute in attributes {
            if let value = attribute.value { text += " \(attribute.name)=\"\(MarkupText.escape(value))\"" }
        }
    }
}
