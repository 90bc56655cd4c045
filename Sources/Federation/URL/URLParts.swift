/// The parts of a URL that messages and rules need.
public struct URLParts: Sendable {
    /// In lower case.
    public let scheme: String
    /// In lower case, without user information and port; an IPv6 address in its brackets.
    public let host: String
    public let path: String
    /// As written; `nil` if there is none.
    public let port: String?

    /// - Returns: `nil` for a text without a scheme and a host.
    public init?(_ url: String) {
        let reference = URIReference(url)
        guard let scheme = reference.scheme, var authority = reference.authority else { return nil }
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        let bracket = authority.lastIndex(of: "]")
        var port: String?
        if let colon = authority.lastIndex(of: ":"), bracket.map({ $0 < colon }) ?? true {
            port = String(authority[authority.index(after: colon)...])
            authority = authority[..<colon]
        }
        guard !authority.isEmpty else { return nil }
        self.scheme = scheme.lowercased()
        self.port = port
        host = authority.lowercased()
        path = String(reference.path)
    }
}
