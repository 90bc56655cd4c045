import ZoneRules

/// A server name and the world it lives in: its DNS, its web servers, and what is expected to come of it.
///
/// In names, records and pages, `{name}` stands for the name `label.lab`, `{server}` for the server name, and `{1}` to
/// `{9}` for addresses that are this scenario's own.
public struct Scenario: Sendable {
    /// What is special about it, in the words of the table.
    public var title: String
    /// Below `lab.`, which makes the zone's origin.
    public var label: String
    public var serverName = "{name}"
    public var zone = ZoneKind.plain
    /// The zone's records but SOA and NS.
    public var records: String
    public var sites: [Site]
    public var expected: Expectation
    /// Synapse's list of addresses not to connect to stands, and so does ours.
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

    /// How the zone is served.
    public enum ZoneKind: Sendable {
        case plain
        /// No delegation: NXDOMAIN for the name and all below.
        case absent
        case signed
        /// Signed, and an address changed after that.
        case forged
        /// Signed, but not for today.
        case signaturesExpired
        /// Delegated to a server that does not serve it.
        case lame
        /// A secondary that never got the zone.
        case neverTransferred
        /// Of its two servers one has other records, these.
        case outdatedSecondary(String)
    }

    /// What the run has to find.
    public struct Expectation: Sendable {
        public enum Verdict: String, Sendable { case ok, degraded, failed, unknown }
        public enum Federation: String, Sendable { case reached, failed }

        public var verdict: Verdict
        /// These rules at least speak.
        public var findings: Set<String>
        public var synapse: Federation
        /// Why verdict and Synapse are of different opinions, where they are.
        public var difference: String?

        public init(
            _ verdict: Verdict, _ findings: Set<String> = [], synapse: Federation, difference: String? = nil
        ) {
            self.verdict = verdict
            self.findings = findings
            self.synapse = synapse
            self.difference = difference
        }

        /// Whether both say that peers get through, or both that they do not.
        public var agrees: Bool { (verdict == .ok || verdict == .degraded) == (synapse == .reached) }

        public static func ok(_ findings: Set<String> = []) -> Self { Self(.ok, findings, synapse: .reached) }
        public static func degraded(_ findings: Set<String>) -> Self { Self(.degraded, findings, synapse: .reached) }
        public static func failed(_ findings: Set<String>) -> Self { Self(.failed, findings, synapse: .failed) }
    }
}

/// A web server on one address and port.
public struct Site: Sendable {
    /// Which of the scenario's addresses.
    public var address: Int
    public var port: UInt16
    public var certificate: LabCertificate
    public var service: Service

    public init(_ address: Int, _ port: UInt16, _ certificate: LabCertificate, _ service: Service) {
        self.address = address
        self.port = port
        self.certificate = certificate
        self.service = service
    }

    public enum Service: Sendable {
        /// What nginx has at each path. With `host`, only requests with exactly this Host header find it.
        case pages([String: Page], host: String?)
        /// The real Synapse behind nginx.
        case synapse
        /// One of ours, for what nginx cannot do.
        case peer(Behaviour)
    }

    public enum Page: Sendable {
        case json(String)
        case html(String)
        case redirect(String)
        case status(Int)
        /// A document with blanks in front, of so many bytes in all.
        case padded(String, Int)
        /// The answer to `/_matrix/key/v2/server`.
        case keys(LabKeys)
    }

    public enum Behaviour: Sendable {
        /// Takes the connection and says nothing, not even in TLS.
        case silent
        /// Answers every request with this, after so many seconds.
        case late(seconds: Int, body: String)
        /// A byte of this a second.
        case dripping(String)
        /// Plain words where TLS is expected.
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
                ], host: nil))
    }

    /// A web server that knows nothing of Matrix.
    public static func web(_ address: Int, _ certificate: LabCertificate = .good) -> Site {
        Site(address, 443, certificate, .pages(["/": .html("<!doctype html><title>Welcome</title>")], host: nil))
    }

    /// What a homeserver answers to those who want to talk to it.
    public static func homeserver(
        _ address: Int, _ port: UInt16 = 8448, _ certificate: LabCertificate = .good, keys: LabKeys = .good,
        host: String? = nil
    ) -> Site {
        let version = #"{"server": {"name": "Synapse", "version": "1.163.2"}}"#
        return Site(
            address, port, certificate,
            .pages(
                ["/_matrix/federation/v1/version": .json(version), "/_matrix/key/v2/server": .keys(keys)], host: host))
    }
}
