extension HTMLWriter {
    /// Adds a heading that a section can be labelled by.
    ///
    /// - Parameter level: 1 to 6. Deeper headings are of level 6, the deepest in HTML.
    mutating func heading(_ level: Int, _ words: String, id: String, style: String? = nil) {
        let style = style.map { [HTMLAttribute.class($0)] } ?? []
        line(Self.headings[min(level, 6) - 1], [.id(id)] + style, words: words)
    }

    /// Adds a heading with names in backticks.
    mutating func heading(_ level: Int, prose: String, style: String) {
        line(Self.headings[min(level, 6) - 1], [.class(style)], prose: prose)
    }

    private static let headings: [StaticString] = ["h1", "h2", "h3", "h4", "h5", "h6"]
}
