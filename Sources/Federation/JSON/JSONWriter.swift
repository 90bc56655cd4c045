/// Writes JSON values as text that is the same on every run and safe to print.
public struct JSONWriter: Sendable {
    public enum Layout: Sendable {
        /// One line without spaces.
        case compact
        /// One member or element on each line, indented by two spaces.
        case indented
    }

    private let layout: Layout
    private let sortsKeys: Bool
    private let replacement: @Sendable (Unicode.Scalar) -> String?

    /// - Parameters:
    ///   - sortsKeys: Whether members are written in the order of their keys rather than in their own order.
    ///   - replacement: The text to write for a scalar outside ASCII that stands for something else, or `nil` to write
    ///     the scalar itself.
    public init(
        _ layout: Layout,
        sortsKeys: Bool = true,
        replacing replacement: @escaping @Sendable (Unicode.Scalar) -> String? = { _ in nil }
    ) {
        self.layout = layout
        self.sortsKeys = sortsKeys
        self.replacement = replacement
    }

    /// The text of a value, without a final line feed.
    ///
    /// - Parameter indent: The spaces that the lines after the first one already have where the text is inserted.
    public func text(_ value: JSONValue, indent: Int = 0) -> String {
        var text = ""
        append(value, indent, to: &text)
        return text
    }

    /// Returns a string as JSON writes it, in quotes. Characters that a terminal interprets or a reader cannot see
    /// are escaped.
    public static func quoted(_ text: String) -> String {
        var quoted = ""
        append(text, { _ in nil }, to: &quoted)
        return quoted
    }

    // MARK: - Values

    private func append(_ value: JSONValue, _ indent: Int, to text: inout String) {
        switch value.kind {
        case .null: text += "null"
        case .bool(let bool): text += bool ? "true" : "false"
        case .number(let number): text += number
        case .string(let string): Self.append(string, replacement, to: &text)
        case .array(let values):
            appendList(values, "[", "]", indent, to: &text) { value, text in append(value, indent + 2, to: &text) }
        case .object(let members):
            let members = sortsKeys ? members.sorted { $0.key < $1.key } : members
            appendList(members, "{", "}", indent, to: &text) { member, text in
                Self.append(member.key, replacement, to: &text)
                text += layout == .compact ? ":" : " : "
                append(member.value, indent + 2, to: &text)
            }
        }
    }

    private func appendList<Element>(
        _ elements: [Element],
        _ opening: String,
        _ closing: String,
        _ indent: Int,
        to text: inout String,
        _ append: (Element, inout String) -> Void
    ) {
        text += opening
        for (number, element) in elements.enumerated() {
            if number > 0 { text += "," }
            if layout == .indented { text += "\n" + String(repeating: " ", count: indent + 2) }
            append(element, &text)
        }
        if layout == .indented, !elements.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
        text += closing
    }

    // MARK: - Strings

    private static func append(
        _ string: String,
        _ replacement: (Unicode.Scalar) -> String?,
        to text: inout String
    ) {
        text += "\""
        if string.utf8.allSatisfy({ 0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            text += string
        } else {
            for scalar in string.unicodeScalars {
                if let replacement = replacement(scalar) {
                    for scalar in replacement.unicodeScalars { append(scalar, to: &text) }
                } else {
                    append(scalar, to: &text)
                }
            }
        }
        text += "\""
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar {
        case "\"", "\\": text += "\\\(scalar)"
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        case _ where isInvisible(scalar):
            // Characters beyond the first plane are written as a surrogate pair (RFC 8259 §7).
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            }
        default: text.unicodeScalars.append(scalar)
        }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        if 0x20..<0x7F ~= scalar.value { return false }
        // Variation selectors choose the form of the preceding character and reorder nothing.
        if scalar.properties.isVariationSelector { return false }
        if scalar.properties.isDefaultIgnorableCodePoint { return true }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default: false
        }
    }
}
