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
