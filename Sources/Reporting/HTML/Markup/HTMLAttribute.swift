/// An attribute of an HTML or SVG element.
///
/// Names are literals of this program. Values may come from outside, and are escaped when they are written.
struct HTMLAttribute {
    let name: StaticString
    let value: String

    init(_ name: StaticString, _ value: String) {
        self.name = name
        self.value = value
    }

    static func `class`(_ names: String) -> HTMLAttribute { HTMLAttribute("class", names) }
    static func id(_ id: String) -> HTMLAttribute { HTMLAttribute("id", id) }
    /// The title of a section or drawing, by its ID.
    static func labelled(by ids: String...) -> HTMLAttribute {
        HTMLAttribute("aria-labelledby", ids.joined(separator: " "))
    }
    /// An element beside words that say the same.
    static let decorative = HTMLAttribute("aria-hidden", "true")
}
