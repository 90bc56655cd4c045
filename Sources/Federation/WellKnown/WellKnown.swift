/// The documents below `/.well-known/matrix/`.
public enum WellKnown: String, CaseIterable, Sendable {
    case server, client, support

    /// The origin of a client in a browser, as a request for a document gives it.
    public static let clientOrigin = "https://app.example.org"

    /// Where the document of a host is; always on port 443 (server-server API, "Server discovery").
    public static func url(_ host: String, _ document: WellKnown) -> String {
        "https://\(host.lowercased())/.well-known/matrix/\(document.rawValue)"
    }
}
