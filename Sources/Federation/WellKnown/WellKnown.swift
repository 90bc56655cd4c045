/// The documents below `/.well-known/matrix/`.
public enum WellKnown: String, CaseIterable, Sendable {
    case server, client, support
    case policyServer = "policy_server"

    /// The name in a message, such as "the support well-known document".
    public var words: String {
        switch self {
        case .server: "the well-known document"
        case .client, .support: "the \(rawValue) well-known document"
        case .policyServer: "the well-known document of the policy server"
        }
    }

    /// The `Origin` header of a request for a document, as a client in a browser sends it.
    public static let clientOrigin = "https://app.example.org"

    /// The URL of a document of a host, always on port 443 (server-server API, "Server discovery").
    public static func url(_ host: String, _ document: WellKnown) -> String {
        "https://\(host.lowercased())/.well-known/matrix/\(document.rawValue)"
    }
}
