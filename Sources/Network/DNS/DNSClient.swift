import DNS
import NIOCore
import NIOPosix
import Synchronization

/// Asks name servers.
///
/// All sockets and all state live on one event loop; questions come from any number of tasks. A reply counts only if
/// it comes from the address and port that were asked, to the port and with the id of the question, and repeats the
/// question letter by letter. Everything else is ignored and counted, so that whoever cannot see the question cannot
/// answer it (RFC 5452).
public final class DNSClient: Sendable {
    private let loop: any EventLoop
    private let engine: NIOLoopBoundBox<DNSEngine>

    /// - Parameters:
    ///   - servers: The resolvers, in order of preference.
    ///   - group: Where the sockets live.
    ///   - clock: The time; that of the system unless a test has its own.
    public init(
        servers: [DNSServer],
        options: DNSClientOptions = DNSClientOptions(),
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        clock: DNSClock = .system
    ) {
        let loop = group.next()
        self.loop = loop
        engine = .makeBoxSendingValue(
            DNSEngine(loop: loop, servers: servers, options: options, clock: clock),
            eventLoop: loop
        )
    }

    deinit {
        let engine = engine
        loop.execute { engine.value.shutDown() }
    }

    /// Asks the resolvers until one has an answer.
    ///
    /// - Throws: ``DNSRefusal`` when the question was not asked to its end. A server's failure is no error, it is
    ///   the answer's status.
    public func ask(_ question: Message.Question) async throws(DNSRefusal) -> DNSAnswer {
        try await ask(Inquiry(question: question))
    }

    /// Asks one server, as a resolver does: without wishing recursion. It gets what it is asked in `attempts`.
    public func ask(
        _ question: Message.Question,
        of server: DNSServer,
        recursionDesired: Bool = false
    ) async throws(DNSRefusal) -> DNSAnswer {
        try await ask(Inquiry(question: question, server: server, recursionDesired: recursionDesired))
    }

    private func ask(_ inquiry: Inquiry) async throws(DNSRefusal) -> DNSAnswer {
        let ticket = Ticket()
        let engine = engine
        let loop = loop
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Conversation.Result, Never>) in
                loop.execute { engine.value.start(inquiry, ticket, continuation) }
            }
        } onCancel: {
            ticket.isCancelled.store(true, ordering: .releasing)
            loop.execute { engine.value.cancel(ticket) }
        }
        return try result.get()
    }

    /// Replies that did not count, of all questions.
    public func ignoredReplies() async -> IgnoredReplies {
        await onLoop { $0.ignored }
    }

    /// How many packets were sent.
    public func queriesSent() async -> Int {
        await onLoop { $0.sent }
    }

    /// How many sockets are open.
    public func openSockets() async -> Int {
        await onLoop { $0.openSockets }
    }

    /// Ends every question that is under way and closes all sockets.
    public func shutDown() async {
        await onLoop { $0.shutDown() }
    }

    private func onLoop<Value: Sendable>(_ body: @escaping @Sendable (DNSEngine) -> Value) async -> Value {
        let engine = engine
        let loop = loop
        return await withCheckedContinuation { continuation in
            loop.execute { continuation.resume(returning: body(engine.value)) }
        }
    }
}

/// What is asked, of whom.
struct Inquiry: Sendable {
    var question: Message.Question
    /// `nil`: the resolvers.
    var server: DNSServer?
    var recursionDesired = true
}

/// What a task keeps of its question.
final class Ticket: Sendable {
    let isCancelled = Atomic(false)
}

extension DNSClock {
    /// The clocks of the system.
    public static let system = DNSClock(
        wall: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
        },
        monotonic: { NIODeadline.now().uptimeNanoseconds }
    )
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif
