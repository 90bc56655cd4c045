/// A URI reference split into its components (RFC 3986 §4.1, appendix B), without any check of their characters.
public struct URIReference {
    /// As written, without its colon; `nil` if there is none.
    public let scheme: Substring?
    /// User information, host and port as written; `nil` without `//`.
    public let authority: Substring?
    public let path: Substring
    /// Without its question mark; `nil` if there is none.
    public let query: Substring?

    /// Splits a text. A fragment is dropped.
    public init(_ text: some StringProtocol) {
        var rest = Substring(text)
        if let fragment = rest.utf8.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<fragment] }
        // A colon ends a scheme only before the first slash and question mark.
        let mark = rest.utf8.firstIndex { [UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?")].contains($0) }
        if let mark, rest.utf8[mark] == UInt8(ascii: ":") {
            scheme = rest[..<mark]
            rest = rest[rest.utf8.index(after: mark)...]
        } else {
            scheme = nil
        }
        if rest.utf8.starts(with: "//".utf8) {
            rest = rest[rest.utf8.index(rest.startIndex, offsetBy: 2)...]
            let end = rest.utf8.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
            authority = rest[..<end]
            rest = rest[end...]
        } else {
            authority = nil
        }
        if let question = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
            query = rest[rest.utf8.index(after: question)...]
            rest = rest[..<question]
        } else {
            query = nil
        }
        path = rest
    }
}
