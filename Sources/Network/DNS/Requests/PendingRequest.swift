import DNS

/// A request from its first packet to its answer. It is used on the event loop only.
final class PendingRequest {
    typealias Result = Swift.Result<DNSAnswer, DNSClientError>

    let request: DNSRequest
    let token: CancellationToken
    private var continuation: CheckedContinuation<Result, Never>?

    /// The servers in the order in which they are asked.
    var servers: [ServerState] = []
    /// The number of servers asked so far, counting every round.
    var step = 0
    /// The servers whose answer will not change if they are asked again.
    var settled: Set<DNSServer> = []
    /// The packets that may still be answered.
    var attempts: [Attempt] = []
    var failures: [Failure] = []
    /// The best answer so far, if another server may have a better one.
    var fallback: DNSAnswer?
    var ignored = IgnoredReplies()
    var queries = 0
    var at: Int64 = 0
    var startedAt: UInt64 = 0
    var deadline: UInt64 = .max
    var lastServer: (server: DNSServer, transport: DNSAnswer.Transport)?

    /// A failure of a server.
    struct Failure {
        enum Kind {
            case timeout, refused, malformed, unreachable
        }
        let kind: Kind
        let server: DNSServer
        /// The verb phrase after the server in a message.
        let text: String
    }

    init(_ request: DNSRequest, _ token: CancellationToken, _ continuation: CheckedContinuation<Result, Never>) {
        self.request = request
        self.token = token
        self.continuation = continuation
    }

    var isFinished: Bool { continuation == nil }

    func resume(_ result: Result) {
        continuation?.resume(returning: result)
        continuation = nil
    }

    func addFailure(_ kind: Failure.Kind, of server: DNSServer, _ text: String) {
        // A second failure of the same kind adds nothing to the message.
        guard !failures.contains(where: { $0.kind == kind && $0.server == server }) else { return }
        failures.append(Failure(kind: kind, server: server, text: text))
    }

    /// The answer if no server is left to ask.
    func outcome() -> DNSAnswer {
        var answer = fallback ?? DNSAnswer(question: request.question, status: statusOfFailures)
        if fallback == nil {
            answer.server = lastServer?.server
            answer.transport = lastServer?.transport
            answer.isUnreachable = !failures.isEmpty && failures.allSatisfy { $0.kind == .unreachable }
        }
        return answer
    }

    private var statusOfFailures: DNSAnswer.Status {
        let kinds = failures.map(\.kind)
        if kinds.contains(.malformed) { return .malformed }
        return !kinds.isEmpty && kinds.allSatisfy({ $0 == .refused }) ? .refusedConnection : .timeout
    }

    func answer(
        _ status: DNSAnswer.Status,
        _ message: Message,
        _ attempt: Attempt
    ) -> DNSAnswer {
        var answer = DNSAnswer(question: request.question, status: status)
        answer.records = message.answer
        answer.authority = message.authority
        answer.additional = message.additional
        answer.extendedErrors = message.extendedErrors
        answer.server = attempt.server.server
        answer.transport = attempt.options.transport
        answer.size = message.size
        answer.isAuthoritative = message.flags.isAuthoritative
        answer.isAuthentic = message.flags.isAuthentic
        answer.isRecursionAvailable = message.flags.recursionAvailable
        return answer
    }
}
