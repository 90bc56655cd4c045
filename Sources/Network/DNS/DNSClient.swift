import DNS
import NIOCore
import NIOPosix
import Synchronization

/// Sends questions to name servers.
///
/// All sockets and state belong to one event loop; questions may come from any number of tasks. A reply is accepted only if
/// it comes from the server's address and port to the port of the question, has its id, and repeats its name in the same
/// letter case. All other replies are ignored and counted, so that nobody who cannot see the question can answer it
/// (RFC 5452).
public final class DNSClient: Sendable {
    private let loop: any EventLoop
    private let engine: NIOLoopBoundBox<DNSEngine>

    /// - Parameters:
    ///   - servers: The resolvers, in order of preference.
    ///   - group: The event loops for the sockets.
    ///   - clock: The clock, which tests may replace.
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

    /// Asks the resolvers until one of them answers.
    ///
    /// - Throws: ``DNSClientError`` if there is no outcome. The failure of a server is not an error, but the status of the
    ///   answer.
    public func ask(_ question: Question) async throws(DNSClientError) -> DNSAnswer {
        try await ask(DNSRequest(question: question))
    }

    /// Asks one server, by default without recursion, as a resolver does. It is asked up to `attempts` times.
    ///
    /// - Parameter dnssecOK: Whether to ask for signatures.
    public func ask(
        _ question: Question,
        of server: DNSServer,
        recursionDesired: Bool = false,
        dnssecOK: Bool = false
    ) async throws(DNSClientError) -> DNSAnswer {
        try await ask(
            DNSRequest(question: question, server: server, recursionDesired: recursionDesired, dnssecOK: dnssecOK))
    }

    private func ask(_ request: DNSRequest) async throws(DNSClientError) -> DNSAnswer {
        let token = CancellationToken()
        let engine = engine
        let loop = loop
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<PendingRequest.Result, Never>) in
                loop.execute { engine.value.start(request, token, continuation) }
            }
        } onCancel: {
            token.isCancelled.store(true, ordering: .releasing)
            loop.execute { engine.value.cancel(token) }
        }
        return try result.get()
    }

    /// The ignored replies of all questions.
    public func ignoredReplies() async -> IgnoredReplies {
        await onLoop { $0.ignored }
    }

    /// The number of packets sent.
    public func queriesSent() async -> Int {
        await onLoop { $0.sent }
    }

    /// The number of open sockets.
    public func openSockets() async -> Int {
        await onLoop { $0.openSockets }
    }

    /// Ends all pending questions and closes all sockets.
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
