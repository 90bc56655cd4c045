/// A web server on one address and port.
public struct Site: Sendable {
    /// The number of the address in the scenario.
    public var address: Int
    public var port: UInt16
    public var certificate: LabCertificate
    public var service: Service
    /// Whether a firewall refuses connections.
    public var isClosed = false
    /// The only cipher suites that it accepts, with TLS 1.2, as nginx reads them.
    public var ciphers: String?
    /// The network of the address with the number.
    public var network = Network.loopback

    public init(_ address: Int, _ port: UInt16, _ certificate: LabCertificate, _ service: Service) {
        self.address = address
        self.port = port
        self.certificate = certificate
        self.service = service
    }

    /// Answers with any Host header.
    mutating func acceptEveryHost() {
        if case .pages(let pages, _) = service { service = .pages(pages, host: nil) }
    }

    public enum Network: Sendable, CaseIterable {
        case loopback
        /// Networks whose addresses are not internal.
        case ipv4, ipv6
    }

    /// Where a server listens.
    struct Place: Hashable {
        var address: Int
        var network: Network

        init(_ address: Int, _ network: Network) {
            self.address = address
            self.network = network
        }
    }

    var place: Place { Place(address, network) }

    public enum Service: Sendable {
        /// Pages of nginx by path. With `host`, only for requests with exactly this Host header.
        case pages([String: Page], host: String?)
        /// The real Synapse behind nginx.
        case synapse(Forwarding = .unchanged)
        /// A test peer, for behaviour that nginx does not support.
        case peer(Behaviour)
    }

    /// What a proxy does with the percent-encoded path of a request.
    public enum Forwarding: Sendable { case unchanged, decoded, encodedTwice }

    public enum Page: Sendable {
        case json(String)
        /// The same without the header that lets browsers read it.
        case withoutCORS(String)
        case html(String)
        case redirect(String)
        /// A redirect with the header that lets browsers follow it.
        case redirectWithCORS(String)
        case status(Int)
        /// A document with leading spaces, with the given total size in bytes.
        case padded(String, Int)
        /// A page that is only shown once the path is exempt from another response, such as a login.
        indirect case guarded(Page, by: Page)
        /// The response to `/_matrix/key/v2/server`.
        case keys(LabKeys)
    }

    public enum Behaviour: Sendable {
        /// Accepts the connection but sends nothing, not even a TLS handshake.
        case silent
        /// Sends this response to every request, after the given number of seconds.
        case late(seconds: Int, body: String)
        /// Sends one byte of this per second.
        case dripping(String)
        /// Sends plain text instead of TLS.
        case garbage
    }

    /// A well-known document on port 443.
    public static func wellKnown(_ address: Int, _ delegated: String, _ certificate: LabCertificate = .good) -> Site {
        Site(
            address, 443, certificate,
            .pages(
                [
                    "/.well-known/matrix/server": .json(#"{"m.server": "\#(delegated)"}"#),
                    "/.well-known/matrix/client": .json(#"{"m.homeserver": {"base_url": "https://{name}"}}"#),
                    "/_matrix/client/versions": .json(#"{"versions": ["v1.18"]}"#),
                ], host: nil))
    }

    /// The same server behind a firewall.
    public func closed() -> Site {
        var site = self
        site.isClosed = true
        return site
    }

    /// The same server in another network.
    public func on(_ network: Network) -> Site {
        var site = self
        site.network = network
        return site
    }

    /// The same server with TLS 1.2 and these cipher suites only.
    public func accepting(ciphers: String) -> Site {
        var site = self
        site.ciphers = ciphers
        return site
    }

    /// A web server without Matrix.
    public static func web(_ address: Int, _ certificate: LabCertificate = .good) -> Site {
        Site(address, 443, certificate, .pages(["/": .html("<!doctype html><title>Welcome</title>")], host: nil))
    }

    /// A homeserver with the endpoints that federation uses.
    public static func homeserver(
        _ address: Int, _ port: UInt16 = 8448, _ certificate: LabCertificate = .good, keys: LabKeys = .good,
        host: String? = nil, version: String = "1.163.2"
    ) -> Site {
        let version = #"{"server": {"name": "Synapse", "version": "\#(version)"}}"#
        return Site(
            address, port, certificate,
            .pages(
                ["/_matrix/federation/v1/version": .json(version), "/_matrix/key/v2/server": .keys(keys)], host: host))
    }
}
