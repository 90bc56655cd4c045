import DNS
import NIOCore

/// The state of a ``DNSClient``: the requests that wait and those in progress. It is used on the event loop only.
final class DNSEngine {
    let loop: any EventLoop
    let options: DNSClientOptions
    private let clock: DNSClock
    /// The ignored replies of all requests.
    private(set) var ignored = IgnoredReplies()
    /// The number of packets sent.
    private(set) var sent = 0

    private let sockets: SocketPool
    private var resolvers: [ServerState] = []
    private var states: [DNSServer: ServerState] = [:]
    private var rotation = 0
    private var active: [ObjectIdentifier: PendingRequest] = [:]
    private var queue = RequestQueue()
    private var isStarting = false
    private var rateLimit: RateLimit?
    private var isClosed = false
    private var isTicking = false
    private var generator = SystemRandomNumberGenerator()

    private static let tick = TimeAmount.milliseconds(10)
    private static let maximumStates = 2048

    init(loop: any EventLoop, servers: [DNSServer], options: DNSClientOptions, clock: DNSClock) {
        self.loop = loop
        self.options = options
        self.clock = clock
        sockets = SocketPool(options, on: loop)
        if let rate = options.queriesPerSecond { rateLimit = RateLimit(perSecond: rate, now: clock.monotonic()) }
        resolvers = servers.compactMap { state(of: $0) }
        sockets.delegate = self
    }

    var openSockets: Int { sockets.count }

    private func state(of server: DNSServer) -> ServerState? {
        if let state = states[server] { return state }
        // The servers of thousands of zones may be asked, so states are not kept for ever.
        if states.count >= Self.maximumStates {
            states = states.filter { server, state in
                sockets.hasOpenPort(to: server) || resolvers.contains { $0 === state }
            }
        }
        let state = ServerState(server)
        states[server] = state
        return state
    }

    // MARK: - Requests

    func start(
        _ request: DNSRequest,
        _ token: CancellationToken,
        _ continuation: CheckedContinuation<PendingRequest.Result, Never>
    ) {
        let pending = PendingRequest(request, token, continuation)
        let hasServer = request.server.map { state(of: $0) != nil } ?? !resolvers.isEmpty
        if isClosed {
            pending.resume(.failure(.closed))
        } else if token.isCancelled.load(ordering: .acquiring) {
            pending.resume(.failure(.cancelled))
        } else if !hasServer {
            pending.resume(.failure(.noServers))
        } else {
            queue.append(pending)
            startQueuedRequests()
            scheduleTick()
        }
    }

    func cancel(_ token: CancellationToken) {
        let pending = active[ObjectIdentifier(token)] ?? queue.remove(token)
        if let pending { finish(pending, .failure(.cancelled)) }
    }

    func shutDown() {
        guard !isClosed else { return }
        isClosed = true
        while let pending = queue.popFirst() { pending.resume(.failure(.closed)) }
        for pending in active.values { finish(pending, .failure(.closed)) }
        sockets.closeAll()
    }

    private func startQueuedRequests() {
        // A request that finishes starts the next one, which may finish at once: this must not recurse.
        guard !isStarting else { return }
        isStarting = true
        defer { isStarting = false }
        while active.count < options.maximumOutstanding, !queue.isEmpty {
            let now = clock.monotonic()
            if rateLimit != nil, rateLimit?.allowsRequest(now: now) == false { return }
            guard let pending = queue.popFirst() else { return }
            active[ObjectIdentifier(pending.token)] = pending
            pending.at = clock.wall()
            pending.startedAt = now
            pending.deadline = now &+ options.questionTimeout.nanoseconds
            pending.servers = servers(for: pending.request, now: now)
            askNextServer(pending)
        }
    }

    /// Returns the servers in the order in which they are asked. Those that failed recently come last, beginning with the
    /// one that is avoided for the shortest time.
    private func servers(for request: DNSRequest, now: UInt64) -> [ServerState] {
        if let server = request.server { return state(of: server).map { [$0] } ?? [] }
        guard resolvers.count > 1 else { return resolvers }
        var order = resolvers
        if options.rotates {
            rotation = (rotation + 1) % order.count
            order = Array(order[rotation...] + order[..<rotation])
        }
        let healthy = order.filter { !$0.isAvoided(now: now) }
        let avoided = order.filter { $0.isAvoided(now: now) }.sorted { $0.avoidedUntil < $1.avoidedUntil }
        healthy.first?.beginProbe(now: now, timeout: options.attemptTimeout.nanoseconds)
        return healthy + avoided
    }

    /// Asks the next server, or finishes the request if there is none.
    private func askNextServer(_ pending: PendingRequest) {
        while pending.step < pending.servers.count * max(options.attempts, 1) {
            let server = pending.servers[pending.step % pending.servers.count]
            pending.step += 1
            guard !pending.settled.contains(server.server) else { continue }
            send(pending, server, Attempt.Options(randomizesCase: !server.foldsCase))
            return
        }
        finish(pending, .success(pending.outcome()))
    }

    /// - Parameter unexplained: A SERVFAIL that the same question with checking disabled is to explain (RFC 4035 §3.2.2).
    private func send(
        _ pending: PendingRequest,
        _ server: ServerState,
        _ attemptOptions: Attempt.Options,
        explaining unexplained: Attempt.UnexplainedServFail? = nil
    ) {
        if let maximum = options.maximumQueries, sent >= maximum {
            // An answer made of what is known so far would look complete.
            finish(pending, .failure(.budgetExhausted))
            return
        }
        let now = clock.monotonic()
        let port = attemptOptions.transport == .udp ? sockets.port(to: server, now: now) : nil
        var id = UInt16.random(in: .min ... .max, using: &generator)
        while let port, !port.isFree(id) { id = UInt16.random(in: .min ... .max, using: &generator) }
        let request = pending.request
        let query = Query(
            request.question,
            id: id,
            recursionDesired: request.recursionDesired,
            checkingDisabled: unexplained != nil,
            dnssecOK: request.dnssecOK,
            payloadSize: attemptOptions.usesEDNS ? options.payloadSize : nil
        )
        guard var packet = query.encoded() else {
            finish(pending, .success(pending.outcome()))
            return
        }
        let questionEnd = 12 + request.question.name.wire.count + 4
        if attemptOptions.transport == .udp, attemptOptions.randomizesCase {
            QueryCase.randomize(&packet, questionEnd: questionEnd, using: &generator)
        }
        let attempt = Attempt(
            pending,
            server,
            attemptOptions,
            id: id,
            packet: packet,
            questionEnd: questionEnd,
            deadline: now &+ options.attemptTimeout.nanoseconds
        )
        attempt.unexplained = unexplained
        sent += 1
        rateLimit?.recordPacket()
        pending.queries += 1
        pending.lastServer = (server.server, attemptOptions.transport)
        pending.attempts.append(attempt)
        if let port {
            port.send(attempt)
        } else {
            sockets.openStream(attempt)
        }
    }

    func finish(_ pending: PendingRequest, _ result: PendingRequest.Result) {
        guard !pending.isFinished else { return }
        active[ObjectIdentifier(pending.token)] = nil
        for attempt in pending.attempts { attempt.carrier?.release(attempt, isAnswered: false) }
        pending.attempts = []
        if case .success(var answer) = result {
            answer.at = pending.at
            answer.milliseconds = Int((clock.monotonic() &- pending.startedAt) / 1_000_000)
            answer.ignored = pending.ignored
            answer.queries = pending.queries
            if !pending.failures.isEmpty {
                answer.detail = pending.failures.map { "\($0.server) \($0.text)" }.joined(separator: "; ")
            }
            pending.resume(.success(answer))
        } else {
            pending.resume(result)
        }
        startQueuedRequests()
    }

    /// Removes an attempt from its request. Returns `false` if it was not part of it any more.
    func remove(_ attempt: Attempt, isAnswered: Bool) -> Bool {
        let pending = attempt.pending
        guard !pending.isFinished, let index = pending.attempts.firstIndex(where: { $0 === attempt }) else {
            return false
        }
        pending.attempts.remove(at: index)
        attempt.carrier?.release(attempt, isAnswered: isAnswered)
        return true
    }

    // MARK: - Further attempts

    /// Asks the same server again with other options. It cannot make the client change them back.
    func retry(_ attempt: Attempt, changing change: (inout Attempt.Options) -> Void) {
        guard remove(attempt, isAnswered: true) else { return }
        var options = attempt.options
        change(&options)
        send(attempt.pending, attempt.server, options, explaining: attempt.unexplained)
    }

    /// Asks the question of a SERVFAIL again with checking disabled, to find out whether validation failed.
    func explain(_ message: Message, _ attempt: Attempt) {
        var options = attempt.options
        options.transport = .udp
        send(attempt.pending, attempt.server, options, explaining: (message, attempt))
    }

    /// Keeps an answer that another server may improve on, and asks the next one. This server is not asked again.
    func settle(_ pending: PendingRequest, _ attempt: Attempt, _ answer: DNSAnswer) {
        pending.settled.insert(attempt.server.server)
        // SERVFAIL means that the resolver tried, and REFUSED and similar codes that it did not.
        if pending.fallback == nil || answer.status == .servFail { pending.fallback = answer }
        askNextServer(pending)
    }

    /// Settles for SERVFAIL, because the question with checking disabled has no better answer: the zone or its servers
    /// are broken.
    func settleAsServFail(_ explanation: Attempt) {
        guard let (message, attempt) = explanation.unexplained else { return }
        let pending = explanation.pending
        settle(pending, attempt, pending.answer(.servFail, message, attempt))
    }

    /// Asks the next server after an attempt failed.
    private func giveUp(_ attempt: Attempt, _ kind: PendingRequest.Failure.Kind, _ text: String) {
        let pending = attempt.pending
        pending.addFailure(kind, of: attempt.server.server, text)
        if kind != .malformed { attempt.server.recordFailure(now: clock.monotonic(), isDefinite: kind != .timeout) }
        // The next server was already asked when the attempt became overdue.
        if attempt.isOverdue, kind != .timeout { return }
        if attempt.unexplained != nil { return settleAsServFail(attempt) }
        askNextServer(pending)
    }

    // MARK: - Time

    private func scheduleTick() {
        guard !isTicking, !isClosed, !(active.isEmpty && queue.isEmpty && sockets.count == 0) else { return }
        isTicking = true
        loop.assumeIsolated().scheduleTask(in: Self.tick) {
            self.isTicking = false
            self.handleTick()
            self.scheduleTick()
        }
    }

    private func handleTick() {
        let now = clock.monotonic()
        for pending in Array(active.values) where !pending.isFinished {
            for attempt in pending.attempts where !attempt.isOverdue && attempt.deadline <= now {
                attempt.isOverdue = true
                let transport = attempt.options.transport == .tcp ? " over TCP" : ""
                giveUp(attempt, .timeout, "does not answer\(transport)")
            }
            if pending.deadline <= now { finishAtDeadline(pending) }
        }
        sockets.closeExpired(now: now)
        startQueuedRequests()
    }

    private func finishAtDeadline(_ pending: PendingRequest) {
        for attempt in pending.attempts where !attempt.isOverdue {
            pending.addFailure(.timeout, of: attempt.server.server, "does not answer")
        }
        if pending.fallback == nil, let (message, attempt) = pending.attempts.compactMap(\.unexplained).first {
            pending.fallback = pending.answer(.servFail, message, attempt)
        }
        finish(pending, .success(pending.outcome()))
    }
}

// MARK: - Sockets

extension DNSEngine: SocketDelegate {
    func ignore(_ reason: WritableKeyPath<IgnoredReplies, Int>, _ attempt: Attempt?) {
        ignored[keyPath: reason] += 1
        attempt?.pending.ignored[keyPath: reason] += 1
    }

    func receive(_ bytes: UnsafeRawBufferPointer, _ attempt: Attempt) {
        handleReply(bytes, attempt)
    }

    func fail(_ attempt: Attempt, _ kind: PendingRequest.Failure.Kind, _ text: String) {
        guard remove(attempt, isAnswered: kind == .malformed) else { return }
        giveUp(attempt, kind, text)
    }
}

extension Duration {
    /// The nanoseconds, clamped to what is not negative and can be added to a time.
    var nanoseconds: UInt64 {
        let seconds = UInt64(clamping: components.seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let rest = UInt64(clamping: components.attoseconds / 1_000_000_000)
        return seconds.overflow ? UInt64.max / 2 : min(seconds.partialValue + rest, UInt64.max / 2)
    }
}
