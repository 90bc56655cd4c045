import DNS

/// A question of the DNS and its answer.
public struct DNSEntry: Sendable {
    public var question: Question
    public var status: DNSStatus
    /// The answer section: in a chain of aliases the CNAME records first.
    public var records: [AnswerRecord]
    /// The authority section, in presentation form.
    public var authority: [String]
    /// `192.0.2.53:53`; `nil` where it is not known.
    public var server: String?
    /// The name of that server where it is one of the zone's own and was asked as such, without recursion; `nil` for
    /// what a resolver said.
    public var nameServer: Name?
    /// The zone that ``nameServer`` was asked for.
    public var zone: Name?
    /// `udp` or `tcp`.
    public var transport: String?
    /// Octets of the reply.
    public var size: Int?
    /// The AA bit.
    public var isAuthoritative: Bool?
    /// The AD bit.
    public var isAuthentic: Bool?
    /// RFC 8914.
    public var extendedErrors: [ExtendedError]
    public var circumstances: Circumstances

    public struct ExtendedError: Hashable, Sendable {
        public var code: Int
        public var text: String

        public init(code: Int, text: String) {
            self.code = code
            self.text = text
        }
    }

    public init(
        _ question: Question,
        _ status: DNSStatus,
        records: [AnswerRecord] = [],
        authority: [String] = [],
        server: String? = nil,
        nameServer: Name? = nil,
        zone: Name? = nil,
        transport: String? = nil,
        size: Int? = nil,
        isAuthoritative: Bool? = nil,
        isAuthentic: Bool? = nil,
        extendedErrors: [ExtendedError] = [],
        circumstances: Circumstances = Circumstances()
    ) {
        self.question = question
        self.status = status
        self.records = records
        self.authority = authority
        self.server = server
        self.nameServer = nameServer
        self.zone = zone
        self.transport = transport
        self.size = size
        self.isAuthoritative = isAuthoritative
        self.isAuthentic = isAuthentic
        self.extendedErrors = extendedErrors
        self.circumstances = circumstances
    }
}

/// How the DNS answered.
public enum DNSStatus: Hashable, Sendable {
    /// The server's rcode, by its mnemonic: `NOERROR`, `NXDOMAIN`, `SERVFAIL`…
    case rcode(String)
    case timeout
    /// Nothing listens where the resolver should be.
    case refusedConnection
    /// The reply could not be read.
    case malformed
    /// SERVFAIL, but not when DNSSEC validation is off.
    case bogus
    /// The name server has an internal address, and was not asked.
    case internalAddress

    public static let noError = DNSStatus.rcode("NOERROR")
    public static let nxDomain = DNSStatus.rcode("NXDOMAIN")
    public static let servFail = DNSStatus.rcode("SERVFAIL")

    /// RFC 1035 §4.1.1, RFC 2136 §2.2, RFC 6891 §9, RFC 7873 §8.
    public static let rcodes = [
        "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET",
        "NOTAUTH", "NOTZONE", "DSOTYPENI", "BADVERS", "BADKEY", "BADTIME", "BADMODE", "BADNAME", "BADALG", "BADTRUNC",
        "BADCOOKIE",
    ]

    /// `RCODE12`, of a code without a mnemonic.
    private static func isNumbered(_ word: String) -> Bool {
        guard word.hasPrefix("RCODE"), let number = UInt16(word.dropFirst(5)) else { return false }
        return number < 4096
    }
    public static let otherWords = ["timeout", "refused-connection", "malformed", "bogus", "internal-address"]

    /// The word in evidence files; `nil` for anything else.
    public init?(word: String) {
        switch word {
        case "timeout": self = .timeout
        case "refused-connection": self = .refusedConnection
        case "malformed": self = .malformed
        case "bogus": self = .bogus
        case "internal-address": self = .internalAddress
        default:
            guard Self.rcodes.contains(word) || Self.isNumbered(word) else { return nil }
            self = .rcode(word)
        }
    }

    public var word: String {
        switch self {
        case .rcode(let mnemonic): mnemonic
        case .timeout: "timeout"
        case .refusedConnection: "refused-connection"
        case .malformed: "malformed"
        case .bogus: "bogus"
        case .internalAddress: "internal-address"
        }
    }
}
