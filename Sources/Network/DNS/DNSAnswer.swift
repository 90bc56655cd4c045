import DNS

/// What became of a question.
public struct DNSAnswer: Sendable {
    public var question: Message.Question
    public var status: Status
    /// The answer section, a chain of aliases in the order of the server.
    public var records: [ResourceRecord] = []
    public var authority: [ResourceRecord] = []
    public var additional: [ResourceRecord] = []
    /// RFC 8914.
    public var extendedErrors: [Message.ExtendedError] = []
    /// Who answered; without an answer, who was asked last.
    public var server: DNSServer?
    public var transport: Transport?
    /// When the question was first sent, in milliseconds since 1970.
    public var at: Int64 = 0
    /// From then to the end.
    public var milliseconds = 0
    /// The octets of the reply.
    public var size: Int?
    /// AA.
    public var isAuthoritative = false
    /// AD.
    public var isAuthentic = false
    /// RA.
    public var isRecursionAvailable = false
    /// What went wrong at each server, for people; `nil` if nothing did.
    public var detail: String?
    /// Whether no packet left: this machine has no way to the server, which tells nothing of it.
    public var isUnreachable = false
    /// Replies that came meanwhile and did not count.
    public var ignored = IgnoredReplies()
    /// How many packets were sent.
    public var queries = 0

    public enum Status: Hashable, Sendable {
        case code(ResponseCode)
        /// No server answered in time.
        case timeout
        /// Nobody listens at the server's port.
        case refusedConnection
        /// The reply cannot be read.
        case malformed
        /// SERVFAIL, and with checking disabled (CD) an answer: DNSSEC validation failed.
        case bogus

        public static let noError = Status.code(.noError)
        public static let nxDomain = Status.code(.nxDomain)
        public static let servFail = Status.code(.servFail)

        /// As evidence files have it: the mnemonic of the response code, `timeout`, `refused-connection`,
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

/// Replies that did not count, by the reason.
public struct IgnoredReplies: Hashable, Sendable {
    /// From another address or port than was asked.
    public var otherSource = 0
    /// No question with that id was on its way at that port.
    public var unknownID = 0
    /// To another question.
    public var otherQuestion = 0
    /// Not a reply at all: QR is 0, or the opcode another.
    public var notAReply = 0
    /// After the question had ended.
    public var late = 0
    /// After an answer had been taken.
    public var duplicate = 0
    /// No message of the DNS.
    public var malformed = 0
    /// The right reply but for the letters of the name, which came back in lower case: asked again without mixing.
    public var caseFolded = 0

    public init() {}

    public var total: Int {
        otherSource + unknownID + otherQuestion + notAReply + late + duplicate + malformed + caseFolded
    }
}

/// Why a question was not asked to its end, and nothing can be said of it.
public enum DNSRefusal: Error, Hashable, Sendable {
    /// The task was cancelled.
    case cancelled
    /// ``DNSClientOptions/maximumQueries`` were sent.
    case budgetExhausted
    /// The client was shut down.
    case closed
    /// There is no server to ask.
    case noServers
}
