/// One thing srvlint looks for. A rule is one file: its description, its page, its examples, its check, its messages.
public protocol Rule: DescribedRule {
    /// Looks at one zone and reports what it finds.
    static func check(_ context: ZoneContext, into findings: inout FindingSink)
}

/// What a rule says of itself.
public struct RuleInfo: Sendable {
    /// A family letter and three digits, never reused: `S301`.
    public let code: String
    /// Reads right after "allow": `srv-target-alias`.
    public let name: String
    public let severity: Severity
    /// Whether its findings mean "not checked" rather than "wrong" (X103, X104).
    public let isNotChecked: Bool
    /// The safety of the fix it offers, when it offers one.
    public let fix: Fix.Safety?
    /// The fault in one line, as in the table of rules.
    public let summary: String
    public let page: RulePage
    public let examples: [RuleExample]

    public init(
        _ code: String,
        _ name: String,
        _ severity: Severity,
        fix: Fix.Safety? = nil,
        isNotChecked: Bool = false,
        summary: String,
        page: RulePage,
        examples: [RuleExample]
    ) {
        self.code = code
        self.name = name
        self.severity = severity
        self.isNotChecked = isNotChecked
        self.fix = fix
        self.summary = summary
        self.page = page
        self.examples = examples
    }

    /// The family letter with its first digit's hundreds: `S3` of `S301`.
    public var family: Substring { code.prefix(2) }
}

/// The page `srvlint explain` shows, under fixed headings. Plain Markdown paragraphs.
public struct RulePage: Sendable {
    public let whatItChecks: String
    public let whyItMatters: String
    public let howToFix: String
    /// "RFC 2782", "Matrix server-server §2.1".
    public let references: [String]

    public init(whatItChecks: String, whyItMatters: String, howToFix: String, references: [String]) {
        self.whatItChecks = whatItChecks
        self.whyItMatters = whyItMatters
        self.howToFix = howToFix
        self.references = references
    }
}

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

/// A certificate in an example, described by what matters in it; tests make one of it.
public struct ExampleCertificate: Sendable {
    /// DNS names and IP addresses of the subject alternative name.
    public let names: [String]
    public let commonName: String?
    /// Days from the day of the judgement.
    public let validFrom: Int
    public let validUntil: Int

    public init(_ names: [String], commonName: String? = nil, validFrom: Int = -30, validUntil: Int = 60) {
        self.names = names
        self.commonName = commonName
        self.validFrom = validFrom
        self.validUntil = validUntil
    }
}
