/// The documents below `/.well-known/matrix/`.
public enum WellKnown: String, CaseIterable, Sendable {
    case server, client, support

    /// Where the document of a host is; always on port 443 (server-server API, "Server discovery").
    public static func url(_ host: String, _ document: WellKnown) -> String {
        "https://\(host.lowercased())/.well-known/matrix/\(document.rawValue)"
    }
}
