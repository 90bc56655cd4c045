/// A family of rules about the same subject. The first characters of a rule code identify the family.
public enum RuleFamily: String, CaseIterable, Sendable {
    case text = "Z1"
    case contents = "Z2"
    case portability = "Z3"
    case signatures = "Z4"
    case srv = "S"
    case matrix = "M"
    case wellKnown = "W"
    case certificate = "C"
    case dns = "N"
    case federation = "F"
    case tool = "X"

    /// The family of a code such as `Z101`.
    ///
    /// - Precondition: The code starts with the prefix of a family.
    public init(code: String) {
        guard let family = Self.allCases.first(where: { code.hasPrefix($0.rawValue) }) else {
            preconditionFailure("no family for the rule code \(code)")
        }
        self = family
    }

    /// The tags that code scanning shows.
    public var tags: [String] {
        switch self {
        case .text, .contents, .portability, .signatures: ["dns", "zone-file"]
        case .srv: ["dns", "srv", "matrix"]
        case .matrix: ["dns", "delegation", "matrix"]
        case .wellKnown: ["dns", "well-known", "matrix"]
        case .certificate: ["dns", "certificate", "matrix"]
        case .federation: ["dns", "federation", "matrix"]
        case .dns, .tool: ["dns"]
        }
    }

    /// Orders the findings of one server: causes (records, then documents and certificates) come before their
    /// consequences (routes).
    public var reportingRank: Int {
        switch self {
        case .text, .contents, .portability, .signatures, .srv: 0
        case .wellKnown, .certificate, .dns, .federation, .tool: 1
        case .matrix: 2
        }
    }

    /// Whether its findings explain why a connection to the endpoint fails.
    public var concernsConnections: Bool { self == .certificate || self == .federation }

    /// The scope of its rules, except for those that declare another.
    public var usualScope: RuleScope {
        switch self {
        case .text: .entry
        case .contents, .signatures, .srv: .zone
        case .portability: .nameServers
        case .matrix, .wellKnown, .certificate, .dns, .federation: .server
        case .tool: .run
        }
    }
}
