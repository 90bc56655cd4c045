import DNS

/// The outcome of a question.
public struct DNSAnswer: Sendable {
    public var question: Question
    public var status: Status
    /// The answer section. A chain of aliases is in the order of the server.
    public var records: [ResourceRecord] = []
    public var authority: [ResourceRecord] = []
    public var additional: [ResourceRecord] = []
    /// The extended errors (RFC 8914).
    public var extendedErrors: [Message.ExtendedError] = []
    /// The server that answered, or the last one asked if none did.
    public var server: DNSServer?
    public var transport: Transport?
    /// The time at which the question was first sent, in milliseconds since 1970.
    public var at: Int64 = 0
    /// The time from then to the end.
    public var milliseconds = 0
    /// The size of the reply in octets.
    public var size: Int?
    /// The AA flag.
    public var isAuthoritative = false
    /// The AD flag.
    public var isAuthentic = false
    /// The RA flag.
    public var isRecursionAvailable = false
    /// The failures of the servers in prose; `nil` if there were none.
    public var detail: String?
    /// Whether no packet could be sent, which says nothing about the server.
    public var isUnreachable = false
    /// The replies that were ignored.
    public var ignored = IgnoredReplies()
    /// The number of packets sent.
    public var queries = 0

    public enum Status: Hashable, Sendable {
        case code(ResponseCode)
        /// No server answered in time.
        case timeout
        /// The server's port is closed.
        case refusedConnection
        /// The reply cannot be read.
        case malformed
        /// SERVFAIL, but an answer with checking disabled (CD): DNSSEC validation failed.
        case bogus

        public static let noError = Status.code(.noError)
        public static let nxDomain = Status.code(.nxDomain)
        public static let servFail = Status.code(.servFail)

        /// The name in evidence files: the mnemonic of the response code, `timeout`, `refused-connection`,
        /// `malformed` or `bogus`.
        public var word: String {
            switch self {
            case .code(let code): code.description
            case .timeout: "timeout"
            case .refusedConnection: "refused-connection"
            case .malformed: "malformed"
            case .bogus: "bogus"
            }
        }
    }

    public enum Transport: String, Hashable, Sendable {
        case udp, tcp
    }
}

/// The number of ignored replies by reason.
public struct IgnoredReplies: Hashable, Sendable {
    /// From another address or port than the server's.
    public var otherSource = 0
    /// With an id that belongs to no question of that port.
    public var unknownID = 0
    /// With another question.
    public var otherQuestion = 0
    /// Not a reply: QR is 0, or the opcode differs.
    public var notAReply = 0
    /// After the question had ended.
    public var late = 0
    /// After an answer was accepted.
    public var duplicate = 0
    /// Not a DNS message.
    public var malformed = 0
    /// With another letter case of the name than sent. The question is repeated without random case.
    public var caseFolded = 0

    public init() {}

    public var total: Int {
        otherSource + unknownID + otherQuestion + notAReply + late + duplicate + malformed + caseFolded
    }
}

/// Why a question has no outcome.
public enum DNSClientError: Error, Hashable, Sendable {
    /// The task was cancelled.
    case cancelled
    /// The limit ``DNSClientOptions/maximumQueries`` was reached.
    case budgetExhausted
    /// The client was shut down.
    case closed
    /// There is no server to ask.
    case noServers
}
