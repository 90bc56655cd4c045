/// A backslash before a semicolon in the text of a record. `\\;` in quotes publishes both (RFC 1035 §5.1); `\;` and `;` publish a
/// semicolon.
enum EscapedSemicolon {
    static let help = "write `;` or, outside quotes, `\\;`: a doubled backslash is published"

    /// The position of the backslash in a value.
    static func position(in value: [UInt8]) -> Int? {
        value.indices.dropLast().first { value[$0] == UInt8(ascii: "\\") && value[$0 + 1] == UInt8(ascii: ";") }
    }
}
