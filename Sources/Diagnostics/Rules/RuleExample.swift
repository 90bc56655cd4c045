/// A zone text that the rule's tests run and its page shows.
public struct RuleExample: Sendable {
    public enum Verdict: Sendable {
        /// The rule fires exactly at the marks; nothing else above info is found, save rules in ``alsoFires``.
        case bad
        /// Nothing above info is found, and nothing by this rule.
        case good
    }

    public let verdict: Verdict
    /// The text; in a bad example `«…»` marks what each finding of the rule points at.
    public let text: String
    /// Whether the text continues a correct zone `example.com.` (SOA, two NS outside the zone), which pages do not show.
    public let isContinuation: Bool
    /// The origin to read it with; `nil` leaves it to be deduced.
    public let origin: String?
    public let alsoFires: [String]
    /// What `$INCLUDE` finds, by name. The text itself can be included as `example`.
    public let files: [String: String]
    /// The name servers the zone is for.
    public let targets: Set<NameServerSoftware>
    /// The Matrix server that is judged besides; `nil` leaves it to the SRV records of the zone.
    public let server: ExampleServer?

    public static func bad(
        _ text: String,
        continuation: Bool = true,
        origin: String? = "example.com.",
        alsoFires: [String] = [],
        files: [String: String] = [:],
        targets: Set<NameServerSoftware> = [],
        server: ExampleServer? = nil
    ) -> RuleExample {
        RuleExample(.bad, text, continuation, origin, alsoFires, files, targets, server)
    }

    public static func good(
        _ text: String,
        continuation: Bool = true,
        origin: String? = "example.com.",
        files: [String: String] = [:],
        targets: Set<NameServerSoftware> = [],
        server: ExampleServer? = nil
    ) -> RuleExample {
        RuleExample(.good, text, continuation, origin, [], files, targets, server)
    }

    private init(
        _ verdict: Verdict,
        _ text: String,
        _ continuation: Bool,
        _ origin: String?,
        _ alsoFires: [String],
        _ files: [String: String],
        _ targets: Set<NameServerSoftware>,
        _ server: ExampleServer?
    ) {
        self.verdict = verdict
        self.text = text
        isContinuation = continuation
        self.origin = origin
        self.alsoFires = alsoFires
        self.files = files
        self.targets = targets
        self.server = server
    }
}

/// A Matrix server in an example: what is known of it besides the zone.
public struct ExampleServer: Sendable {
    public let name: String
    /// The document at `/.well-known/matrix/server`; `«…»` marks what findings of the rule point at.
    public let wellKnown: String?
    /// The chain presented, as ``ExampleCertificate`` makes it.
    public let certificate: ExampleCertificate?
    /// An evidence file, without `schema`; what it has no entry for was not asked.
    public let evidence: String?

    public init(
        _ name: String = "example.com",
        wellKnown: String? = nil,
        certificate: ExampleCertificate? = nil,
        evidence: String? = nil
    ) {
        self.name = name
        self.wellKnown = wellKnown
        self.certificate = certificate
        self.evidence = evidence
    }
}
