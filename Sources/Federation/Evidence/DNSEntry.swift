import DNS

/// A DNS question and its answer.
public struct DNSEntry: Sendable {
    public var question: Question
    public var status: DNSStatus
    /// The answer section; in a chain of aliases, the CNAME records come first.
    public var records: [AnswerRecord]
    /// The authority section, in presentation form.
    public var authority: [String]
    /// `192.0.2.53:53`; `nil` if it is unknown.
    public var server: String?
    /// The name of the server if it is a name server of the zone and was asked without recursion; `nil` for a resolver.
    public var nameServer: Name?
    /// The zone that ``nameServer`` was asked for.
    public var zone: Name?
    /// `udp` or `tcp`.
    public var transport: String?
    /// The size of the reply in octets.
    public var size: Int?
    /// The AA bit.
    public var isAuthoritative: Bool?
    /// The AD bit.
    public var isAuthentic: Bool?
    /// Whether the query had the DO bit, so that signed records come with their signatures.
    public var asksForSignatures = false
    /// Extended DNS errors (RFC 8914).
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

/// The outcome of a DNS query.
public enum DNSStatus: Hashable, Sendable {
    /// The RCODE of the server, by its mnemonic: `NOERROR`, `NXDOMAIN`, `SERVFAIL`…
    case rcode(String)
    case timeout
    /// The server refuses connections.
    case refusedConnection
    /// The reply could not be read.
    case malformed
    /// SERVFAIL, but not with DNSSEC validation disabled.
    case bogus
    /// The name server has an internal address and was not asked.
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

    /// Whether a word is of the form `RCODE12`, for a code without a mnemonic.
    private static func isNumbered(_ word: String) -> Bool {
        guard word.hasPrefix("RCODE"), let number = UInt16(word.dropFirst(5)) else { return false }
        return number < 4096
    }
    public static let otherWords = ["timeout", "refused-connection", "malformed", "bogus", "internal-address"]

    /// Reads the word of an evidence file; `nil` for another word.
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

    /// The word in evidence files.
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
