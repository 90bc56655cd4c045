/// The services that a client well-known document names, as far as their URLs are usable (client-server API, "Well-known
/// URI").
public struct ClientDocument: Sendable {
    /// `base_url` of `m.homeserver`.
    public let homeserver: Reference?
    /// `base_url` of `m.identity_server`.
    public let identityServer: Reference?
    /// The services that hand out tokens for calls (MSC4195).
    public let callServices: [Reference]
    /// The issuer for logins with OAuth (MSC2965).
    public let issuer: Reference?
    /// The key of the obsolete proxy for sliding sync (MSC3575).
    public let slidingSyncProxy: JSONValue.Member?

    /// A URL in the document.
    public struct Reference: Sendable {
        /// As written.
        public let text: String
        /// The bytes of its value, including the quotes.
        public let range: Range<Int>

        /// - Returns: `nil` for a value that is not a URL with the scheme https.
        init?(_ value: JSONValue?) {
            guard let value, let text = value.string, URLParts(text)?.scheme == "https" else { return nil }
            self.text = text
            range = value.range
        }

        /// Returns the URL of a path below this one, with the host in lower case and without the default port.
        public func url(_ path: String) -> String {
            guard let parts = URLParts(text) else { return text + path }
            let port = parts.port.flatMap { $0.isEmpty || $0 == "443" ? nil : ":\($0)" } ?? ""
            var base = parts.path[...]
            while base.hasSuffix("/") { base.removeLast() }
            return "https://\(parts.host)\(port)\(base)\(path)"
        }
    }

    /// Reads a document.
    ///
    /// - Returns: `nil` if it is not a JSON object.
    public init?(_ body: [UInt8]) {
        guard let document = try? JSONReader.read(body), let members = document.members else { return nil }
        homeserver = Reference(document["m.homeserver"]?["base_url"])
        identityServer = Reference(document["m.identity_server"]?["base_url"])
        callServices = (document[Key.calls]?.array ?? []).compactMap { service in
            guard service["type"]?.string == Self.liveKit else { return nil }
            return Reference(service[Key.liveKitService])
        }
        issuer = Key.authentication.lazy.compactMap { Reference(document[$0]?["issuer"]) }.first
        slidingSyncProxy = members.last { $0.key == Key.slidingSync }
    }

    /// The keys that the specification does not have, but clients read.
    public enum Key {
        public static let calls = "org.matrix.msc4143.rtc_foci"
        public static let liveKitService = "livekit_service_url"
        public static let slidingSync = "org.matrix.msc3575.proxy"
        /// The one that clients of MSC2965 read, and the one it was meant to become.
        public static let authentication = ["org.matrix.msc2965.authentication", "m.authentication"]
    }

    /// The only type of service for calls that clients support.
    public static let liveKit = "livekit"
}

// MARK: - What clients request

extension ClientDocument {
    /// The versions of the client API: the request with which clients verify `base_url`.
    public var versionsURL: String? { homeserver?.url("/_matrix/client/versions") }

    /// The request with which clients verify the identity server.
    public var identityURL: String? { identityServer?.url("/_matrix/identity/v2") }

    /// The metadata of the OAuth server: the stable path (v1.15), and the one of earlier homeservers if the document says
    /// that there is such a server.
    public var authenticationURLs: [String] {
        guard let homeserver else { return [] }
        let earlier = issuer == nil ? [] : ["/_matrix/client/unstable/org.matrix.msc2965/auth_metadata"]
        return (["/_matrix/client/v1/auth_metadata"] + earlier).map { homeserver.url($0) }
    }

    /// The requests for tokens of a call service: the path of all clients, and that of newer ones. Both accept only POST
    /// (lk-jwt-service, handler.go), so GET has no effect.
    public static func callURLs(_ service: Reference) -> [String] {
        ["/sfu/get", "/get_token"].map { service.url($0) }
    }

    /// The number of call services that are checked.
    public static let callServiceLimit = 4
}
