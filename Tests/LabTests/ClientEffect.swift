/// What a finding about clients means for the discovery of the homeserver by a client that is not a browser.
///
/// It is stated for each rule, not for each scenario, so that a scenario cannot excuse a wrong finding.
enum ClientEffect: Sendable {
    /// The client gives up.
    case prevents
    /// Only browsers refuse: others ignore the CORS headers.
    case browsersOnly
    /// The client finds the homeserver, and does something else afterwards that fails.
    case afterwards
    /// The document is none that clients read during discovery.
    case otherDocument
    /// Clients find no document, and ask their users.
    case noDocument

    /// The rules about clients and the documents for other purposes: W3.
    static let ofRules: [String: ClientEffect] = [
        "W301": .prevents,
        "W302": .browsersOnly,
        "W303": .otherDocument,
        "W304": .prevents,
        "W305": .browsersOnly,
        "W306": .afterwards,
        "W307": .afterwards,
        "W308": .afterwards,
        "W309": .afterwards,
        "W310": .afterwards,
        "W311": .noDocument,
        // The specification lets clients stop here, but does not require it of those that use no identity server.
        "W312": .afterwards,
        "W313": .otherDocument,
        "W315": .afterwards,
    ]

    /// W209, about the certificate of the website, concerns the documents for peers and for clients alike.
    static let website = "W209"

    /// Why the client library finds a homeserver in spite of the findings.
    var reason: String? {
        switch self {
        case .browsersOnly: "only browsers need the CORS header"
        case .afterwards: "it fails after discovery"
        case .prevents, .otherDocument, .noDocument: nil
        }
    }

    /// Returns whether a client gives up because of a finding.
    ///
    /// - Parameter message: the message of the finding. The library does not use an identity server, so it does not check
    ///   `m.identity_server`, for which W301 also demands a URL.
    static func prevents(_ rule: String, _ message: String) -> Bool {
        if rule == website { return true }
        guard case .prevents? = ofRules[rule] else { return false }
        return !message.contains("`m.identity_server`")
    }
}
