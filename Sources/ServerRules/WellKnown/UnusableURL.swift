import DNS
import Diagnostics
import Federation

/// A URL for clients that only the machine or the network of the service can use.
struct UnusableURL {
    /// As written.
    let text: String
    /// The key whose value it is.
    let key: String
    /// Why clients elsewhere cannot use it: a clause.
    let reason: String

    /// - Returns: `nil` if nothing is known to be wrong with the URL.
    init?(_ text: String, _ key: String, _ context: ServerContext) {
        guard let reason = Self.reason(text, context) else { return nil }
        self.text = text
        self.key = key
        self.reason = reason
    }

    private static func reason(_ text: String, _ context: ServerContext) -> String? {
        guard let parts = URLParts(text) else { return "it is not a URL with a scheme and a host" }
        // A service of a server for one network is in this network, too.
        let isInternal =
            context.hasSpecialUseName || context.ownAddresses.contains { AddressScope($0).isInternal }
        let host = Words.quoted(parts.host, limit: 80)
        let bare = parts.host.hasPrefix("[") ? String(parts.host.dropFirst().dropLast()) : parts.host
        if let address = IPAddress(bare) {
            if let kind = AddressScope(address).internalKind, !isInternal { return "\(host) is \(kind)" }
        } else if bare == "localhost" || bare.hasSuffix(".localhost") {
            return "\(host) is the machine of the client itself"
        } else if !isInternal, !bare.contains(".") || SpecialUse.ending(of: bare).map({ $0 != "example" }) == true {
            return "\(host) is not a name in the public DNS"
        }
        return parts.scheme == "https" ? nil : "it is not an `https://` URL"
    }
}

// MARK: - The URLs of OAuth metadata

extension UnusableURL {
    /// Returns the first URL in the homeserver's OAuth metadata that clients cannot use.
    static func first(
        in view: ClientDocumentView, _ context: ServerContext
    ) -> (entry: HTTPSEntry, url: UnusableURL)? {
        for entry in view.document.authenticationURLs.flatMap({ context.fetched(at: $0) })
        where entry.error == nil && entry.status == 200 {
            guard let metadata = entry.body.flatMap({ try? JSONReader.read($0) }) else { continue }
            for key in keys {
                guard let text = metadata[key]?.string, let problem = UnusableURL(text, key, context) else { continue }
                return (entry, problem)
            }
        }
        return nil
    }

    /// What does not work because of the URL: a clause. `nil` if nobody can log in.
    var lostFunction: String? {
        switch key {
        case "revocation_endpoint": "clients cannot tell the service that their users log out"
        case "device_authorization_endpoint": "nobody can log in with a device without a browser"
        case "account_management_uri": "clients cannot lead their users to the settings of their account"
        default: nil
        }
    }

    /// The members with URLs that clients use (RFC 8414 §2, RFC 8628 §4, MSC4191).
    private static let keys = [
        "issuer", "authorization_endpoint", "token_endpoint", "registration_endpoint", "revocation_endpoint",
        "device_authorization_endpoint", "account_management_uri",
    ]
}
