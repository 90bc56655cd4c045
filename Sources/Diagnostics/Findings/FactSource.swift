/// Where a fact comes from that stands in no file.
public struct FactSource: Sendable, Equatable {
    public var kind: Kind
    /// `192.0.2.53:53`, or the address and port connected to.
    public var server: String?
    /// `_matrix-fed._tcp.example.com. SRV`, or a URL.
    public var question: String
    /// RFC 3339.
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
