/// The entities of HTML that text copied from the source of a web page has in place of quotation marks and other signs.
public enum HTMLEntity {
    private static let entities: [(entity: StaticString, character: String)] = [
        ("&quot;", "\""), ("&#34;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&lt;", "<"),
        ("&gt;", ">"), ("&nbsp;", " "),
        // The last one: `&amp;lt;` means `&lt;`.
        ("&amp;", "&"),
    ]

    /// Whether the text is an entity without its semicolon, or ends with one.
    static func isEnd(of text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.contains(UInt8(ascii: "&")) else { return false }
        return entities.contains { entity, _ in
            let length = entity.utf8CodeUnitCount - 1
            let start = UnsafeBufferPointer(start: entity.utf8Start, count: length)
            return text.count >= length && text.suffix(length).elementsEqual(start)
        }
    }

    /// The first entity of a text.
    public static func first(in text: String) -> (entity: String, character: String)? {
        entities.map { ($0.entity.description, $0.character) }.first { text.contains($0.0) }
    }

    /// The text with the characters in place of the entities.
    public static func decoded(_ text: String) -> String {
        entities.reduce(text) { $0.replacing($1.entity.description, with: $1.character) }
    }
}
