import DNS

/// One question from the first packet to its answer. Lives on the event loop.
final class Conversation {
    typealias Result = Swift.Result<DNSAnswer, DNSRefusal>

    let inquiry: Inquiry
    let ticket: Ticket
    private var continuation: CheckedContinuation<Result, Never>?

    /// The servers in the order they are asked.
    var servers: [ServerState] = []
    /// Which of them is next, all rounds counted through.
    var step = 0
    /// Servers that gave an answer which asking again will not change.
    var settled: Set<DNSServer> = []
    /// Packets that may still be answered.
    var attempts: [Attempt] = []
    var failures: [Failure] = []
    /// The best answer that is not good enough to stop at.
    var fallback: DNSAnswer?
    var ignored = IgnoredReplies()
    var queries = 0
    var at: Int64 = 0
    var startedAt: UInt64 = 0
    var endsAt: UInt64 = .max
    var lastServer: (server: DNSServer, transport: DNSAnswer.Transport)?

    /// What went wrong at a server.
    struct Failure {
        enum Kind {
            case timeout, refused, malformed, unreachable
        }
        let kind: Kind
        let server: DNSServer
        let text: String
    }

    init(_ inquiry: Inquiry, _ ticket: Ticket, _ continuation: CheckedContinuation<Result, Never>) {
        self.inquiry = inquiry
        self.ticket = ticket
        self.continuation = continuation
    }

    var isOver: Bool { continuation == nil }

    func resume(_ result: Result) {
        continuation?.resume(returning: result)
        continuation = nil
    }

    func note(_ kind: Failure.Kind, _ server: DNSServer, _ text: String) {
        // A server's second failure of the same kind says nothing new.
        guard !failures.contains(where: { $0.kind == kind && $0.server == server }) else { return }
        failures.append(Failure(kind: kind, server: server, text: text))
    }

    /// What to say when no server is left to ask.
    func outcome() -> DNSAnswer {
        var answer = fallback ?? DNSAnswer(question: inquiry.question, status: statusOfFailures)
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
        var answer = DNSAnswer(question: inquiry.question, status: status)
        answer.records = message.answer
        answer.authority = message.authority
        answer.additional = message.additional
        answer.extendedErrors = message.extendedErrors
        answer.server = attempt.server.server
        answer.transport = attempt.manner.transport
        answer.size = message.size
        answer.isAuthoritative = message.flags.isAuthoritative
        answer.isAuthentic = message.flags.isAuthentic
        answer.isRecursionAvailable = message.flags.recursionAvailable
        return answer
    }
}
