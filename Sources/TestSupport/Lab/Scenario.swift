import ZoneRules

/// A server name with its DNS and web servers, and the expected results.
///
/// In names, records and pages, `{name}` is replaced by `label.lab`, `{server}` by the server name, and `{1}` to `{9}` by
/// loopback addresses of the scenario. `{1v4}` and `{1v6}` are replaced by addresses that are not internal, and `{dead}` by
/// an IPv6 address that never answers.
public struct Scenario: Sendable {
    /// The description in the table.
    public var title: String
    /// The label of the zone below `lab.`
    public var label: String
    public var serverName = "{name}"
    public var zone = ZoneKind.plain
    /// The records of the zone, without SOA and NS.
    public var records: String
    public var sites: [Site]
    public var expected: Expectation
    /// Whether Synapse and srvlint refuse connections to internal addresses.
    public var hasBlockList = false

    public init(
        _ title: String, _ label: String, serverName: String = "{name}", zone: ZoneKind = .plain,
        hasBlockList: Bool = false, records: String = "", sites: [Site] = [], expected: Expectation
    ) {
        self.title = title
        self.label = label
        self.serverName = serverName
        self.zone = zone
        self.records = records
        self.sites = sites
        self.expected = expected
        self.hasBlockList = hasBlockList
    }

    /// The DNS setup of the zone.
    public enum ZoneKind: Sendable {
        case plain
        /// No delegation: NXDOMAIN for the name and all names below.
        case absent
        case signed
        /// Signed, with an address that was changed afterwards.
        case forged
        /// Signed, with expired signatures.
        case signaturesExpired
        /// Delegated to a server that does not serve it.
        case lame
        /// Delegated to a server that cannot be reached over TCP.
        case withoutTCP
        /// A secondary that never received the zone.
        case neverTransferred
        /// Two servers, of which one has these other records.
        case outdatedSecondary(String)
    }

    /// The expected result of the run.
    public struct Expectation: Sendable {
        public enum Verdict: String, Sendable { case ok, degraded, failed, unknown }
        public enum Federation: String, Sendable { case reached, failed }

        public var verdict: Verdict
        /// Rules that must have findings, possibly among others.
        public var findings: Set<String>
        public var synapse: Federation
        /// Why the verdict and the result of Synapse differ, if they do.
        public var difference: String?

        public init(
            _ verdict: Verdict, _ findings: Set<String> = [], synapse: Federation, difference: String? = nil
        ) {
            self.verdict = verdict
            self.findings = findings
            self.synapse = synapse
            self.difference = difference
        }

        /// Whether the verdict and Synapse agree on reachability.
        public var agrees: Bool { (verdict == .ok || verdict == .degraded) == (synapse == .reached) }

        public static func ok(_ findings: Set<String> = []) -> Self { Self(.ok, findings, synapse: .reached) }
        public static func degraded(_ findings: Set<String>) -> Self { Self(.degraded, findings, synapse: .reached) }
        public static func failed(_ findings: Set<String>) -> Self { Self(.failed, findings, synapse: .failed) }
    }
}

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
