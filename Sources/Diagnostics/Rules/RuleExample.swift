/// A zone text that tests check and the page of the rule shows.
public struct RuleExample: Sendable {
    public enum Verdict: Sendable {
        /// The rule reports exactly the marks. There are no other findings above info, except of rules in ``alsoFires``.
        case bad
        /// There are no findings above info, and none of this rule.
        case good
    }

    public let verdict: Verdict
    /// The text. In a bad example `«…»` marks the span of each finding of the rule.
    public let text: String
    /// Whether the text continues a correct zone `example.com.` (SOA, two NS outside the zone), which pages do not show.
    public let isContinuation: Bool
    /// The origin of the zone; `nil` to deduce it.
    public let origin: String?
    /// The codes of other rules that report a bad example.
    public let alsoFires: [String]
    /// The files for `$INCLUDE`, by name. The text itself can be included as `example`.
    public let files: [String: String]
    /// The name servers that load the zone.
    public let targets: Set<NameServerSoftware>
    /// The Matrix server that is checked in addition to those for which the zone has SRV records.
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

/// A Matrix server in an example, with what is known about it in addition to the zone.
public struct ExampleServer: Sendable {
    public let name: String
    /// The document at `/.well-known/matrix/server`. `«…»` marks the spans of findings of the rule.
    public let wellKnown: String?
    /// The document at `/.well-known/matrix/client`, with marks.
    public let client: String?
    /// The document at `/.well-known/matrix/support`, with marks.
    public let support: String?
    /// The certificate chain that the server presents.
    public let certificate: ExampleCertificate?
    /// An evidence file without `schema`. Queries without an entry were not made.
    public let evidence: String?

    public init(
        _ name: String = "example.com",
        wellKnown: String? = nil,
        client: String? = nil,
        support: String? = nil,
        certificate: ExampleCertificate? = nil,
        evidence: String? = nil
    ) {
        self.name = name
        self.wellKnown = wellKnown
        self.client = client
        self.support = support
        self.certificate = certificate
        self.evidence = evidence
    }

    /// The well-known documents with the last part of their URLs.
    public var documents: [(name: String, text: String)] {
        [("server", wellKnown), ("client", client), ("support", support)].compactMap { name, text in
            text.map { (name, $0) }
        }
    }
}
