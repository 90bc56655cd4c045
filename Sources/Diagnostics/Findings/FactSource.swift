/// The source of a fact that is not from a file.
public struct FactSource: Sendable, Equatable {
    public var kind: Kind
    /// The name server, such as `192.0.2.53:53`, or the address and port of the connection.
    public var server: String?
    /// The query, such as `_matrix-fed._tcp.example.com. SRV`, or a URL.
    public var question: String
    /// The time in the format of RFC 3339.
    public var at: String?

    public enum Kind: String, Sendable {
        case dns, https, tls, federation
    }

    public init(_ kind: Kind, _ question: String, server: String? = nil, at: String? = nil) {
        self.kind = kind
        self.server = server
        self.question = question
        self.at = at
    }
}
