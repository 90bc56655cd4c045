/// Text in markup: XML and HTML.
enum MarkupText {
    /// Returns text that is safe to print, for the content of an element or a value in quotes. It has the same meaning in
    /// XML and HTML, which differ in the names of entities: HTML 4 has none for an apostrophe.
    static func escape(_ text: String) -> String {
        VisibleText.escape(text).unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
