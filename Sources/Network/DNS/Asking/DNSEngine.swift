import DNS
import NIOCore

/// The state of a ``DNSClient``: which questions wait and which are on their way. Lives on the event loop.
final class DNSEngine {
    let loop: any EventLoop
    let options: DNSClientOptions
    private let clock: DNSClock
    /// Replies that did not count, of all questions.
    var ignored = IgnoredReplies()
    /// Packets sent.
    private(set) var sent = 0

    private let sockets: SocketPool
    private var resolvers: [ServerState] = []
    private var states: [DNSServer: ServerState] = [:]
    private var rotation = 0
    private var active: [ObjectIdentifier: Conversation] = [:]
    private var waiting = WaitingLine()
    private var isAdmitting = false
    private var bucket: RateLimit?
    private var isClosed = false
    private var isTicking = false
    private var generator = SystemRandomNumberGenerator()

    private static let tick = TimeAmount.milliseconds(10)
    private static let mostStates = 2048

    init(loop: any EventLoop, servers: [DNSServer], options: DNSClientOptions, clock: DNSClock) {
        self.loop = loop
        self.options = options
        self.clock = clock
        sockets = SocketPool(options)
        if let rate = options.queriesPerSecond { bucket = RateLimit(perSecond: rate, now: clock.monotonic()) }
        resolvers = servers.compactMap { state(of: $0) }
    }

    var openSockets: Int { sockets.count }

    private func state(of server: DNSServer) -> ServerState? {
        if let state = states[server] { return state }
        // Whoever asks the servers of thousands of zones: what is known about a server is worth no memory for ever.
        if states.count >= Self.mostStates {
            states = states.filter { state in
                !state.value.ports.isEmpty || resolvers.contains { $0 === state.value }
            }
        }
        let state = ServerState(server)
        states[server] = state
        return state
    }

    // MARK: - Questions

    func start(
        _ inquiry: Inquiry,
        _ ticket: Ticket,
        _ continuation: CheckedContinuation<Conversation.Result, Never>
    ) {
        let conversation = Conversation(inquiry, ticket, continuation)
        let hasServer = inquiry.server.map { state(of: $0) != nil } ?? !resolvers.isEmpty
        if isClosed {
            conversation.resume(.failure(.closed))
        } else if ticket.isCancelled.load(ordering: .acquiring) {
            conversation.resume(.failure(.cancelled))
        } else if !hasServer {
            conversation.resume(.failure(.noServers))
        } else {
            waiting.append(conversation)
            admit()
            startTicking()
        }
    }

    func cancel(_ ticket: Ticket) {
        let conversation = active[ObjectIdentifier(ticket)] ?? waiting.remove(ticket)
        if let conversation { finish(conversation, .failure(.cancelled)) }
    }

    func shutDown() {
        guard !isClosed else { return }
        isClosed = true
        while let conversation = waiting.popFirst() { conversation.resume(.failure(.closed)) }
        for conversation in active.values { finish(conversation, .failure(.closed)) }
        sockets.closeAll()
    }

    private func admit() {
        // Ending one lets in the next, which may end at once: a loop and no recursion.
        guard !isAdmitting else { return }
        isAdmitting = true
        defer { isAdmitting = false }
        while active.count < options.maximumOutstanding, !waiting.isEmpty {
            let now = clock.monotonic()
            if bucket != nil, bucket?.allows(now: now) == false { return }
            guard let conversation = waiting.popFirst() else { return }
            active[ObjectIdentifier(conversation.ticket)] = conversation
            conversation.at = clock.wall()
            conversation.startedAt = now
            conversation.endsAt = now &+ options.questionTimeout.nanoseconds
            conversation.servers = servers(for: conversation.inquiry, now: now)
            advance(conversation)
        }
    }

    /// The servers in the order they are asked: those that did not answer lately come last, the one that may be back
    /// first among them.
    private func servers(for inquiry: Inquiry, now: UInt64) -> [ServerState] {
        if let server = inquiry.server { return state(of: server).map { [$0] } ?? [] }
        guard resolvers.count > 1 else { return resolvers }
        var order = resolvers
        if options.rotates {
            rotation = (rotation + 1) % order.count
            order = Array(order[rotation...] + order[..<rotation])
        }
        let healthy = order.filter { !$0.isAvoided(now: now) }
        let avoided = order.filter { $0.isAvoided(now: now) }.sorted { $0.avoidedUntil < $1.avoidedUntil }
        healthy.first?.probe(now: now, patience: options.attemptTimeout.nanoseconds)
        return healthy + avoided
    }

    /// Asks the next server, or ends with what there is.
    private func advance(_ conversation: Conversation) {
        while conversation.step < conversation.servers.count * max(options.attempts, 1) {
            let server = conversation.servers[conversation.step % conversation.servers.count]
            conversation.step += 1
            guard !conversation.settled.contains(server.server) else { continue }
            send(conversation, server, Attempt.Manner(mixesCase: !server.foldsCase))
            return
        }
        finish(conversation, .success(conversation.outcome()))
    }

    /// - Parameter unexplained: a SERVFAIL that the same question with CD is to explain (RFC 4035 §3.2.2).
    private func send(
        _ conversation: Conversation,
        _ server: ServerState,
        _ manner: Attempt.Manner,
        explaining unexplained: Attempt.Unexplained? = nil
    ) {
        if let most = options.maximumQueries, sent >= most {
            // What is known so far would pass for what there is to know.
            finish(conversation, .failure(.budgetExhausted))
            return
        }
        let now = clock.monotonic()
        let port = manner.transport == .udp ? sockets.port(to: server, engine: self, now: now) : nil
        var id = UInt16.random(in: .min ... .max, using: &generator)
        while let port, !port.isFree(id) { id = UInt16.random(in: .min ... .max, using: &generator) }
        let inquiry = conversation.inquiry
        let query = Query(
            inquiry.question,
            id: id,
            recursionDesired: inquiry.recursionDesired,
            checkingDisabled: unexplained != nil,
            payloadSize: manner.usesEDNS ? options.payloadSize : nil
        )
        guard var packet = query.encoded() else {
            finish(conversation, .success(conversation.outcome()))
            return
        }
        let questionEnd = 12 + inquiry.question.name.wire.count + 4
        if manner.transport == .udp, manner.mixesCase {
            LetterCase.mix(&packet, questionEnd: questionEnd, using: &generator)
        }
        let attempt = Attempt(
            conversation,
            server,
            manner,
            id: id,
            packet: packet,
            questionEnd: questionEnd,
            patienceEnds: now &+ options.attemptTimeout.nanoseconds
        )
        attempt.explains = unexplained
        sent += 1
        bucket?.take()
        conversation.queries += 1
        conversation.lastServer = (server.server, manner.transport)
        conversation.attempts.append(attempt)
        if let port {
            port.send(attempt)
        } else {
            sockets.openStream(attempt, engine: self)
        }
    }

    private func finish(_ conversation: Conversation, _ result: Conversation.Result) {
        guard !conversation.isOver else { return }
        active[ObjectIdentifier(conversation.ticket)] = nil
        for attempt in conversation.attempts { release(attempt, isAnswered: false) }
        conversation.attempts = []
        if case .success(var answer) = result {
            answer.at = conversation.at
            answer.milliseconds = Int((clock.monotonic() &- conversation.startedAt) / 1_000_000)
            answer.ignored = conversation.ignored
            answer.queries = conversation.queries
            if !conversation.failures.isEmpty {
                answer.detail = conversation.failures.map { "\($0.server) \($0.text)" }.joined(separator: "; ")
            }
            conversation.resume(.success(answer))
        } else {
            conversation.resume(result)
        }
        admit()
    }

    private func release(_ attempt: Attempt, isAnswered: Bool) {
        attempt.port?.forget(attempt, isAnswered: isAnswered)
        attempt.stream?.close()
    }

    /// Takes the attempt off its question. `false` if it was no longer part of it.
    private func end(_ attempt: Attempt, isAnswered: Bool) -> Bool {
        let conversation = attempt.conversation
        guard !conversation.isOver, let index = conversation.attempts.firstIndex(where: { $0 === attempt }) else {
            return false
        }
        conversation.attempts.remove(at: index)
        release(attempt, isAnswered: isAnswered)
        return true
    }

    // MARK: - Replies

    func ignore(_ reason: WritableKeyPath<IgnoredReplies, Int>, _ attempt: Attempt?) {
        ignored[keyPath: reason] += 1
        attempt?.conversation.ignored[keyPath: reason] += 1
    }

    /// A reply from the right address with the right id; the rest is checked here.
    func received(_ bytes: UnsafeRawBufferPointer, _ attempt: Attempt) {
        guard bytes.count >= 12 else { return ignore(\.malformed, attempt) }
        let flags = Message.Flags(rawValue: UInt16(bytes[2]) << 8 | UInt16(bytes[3]))
        guard flags.isResponse, flags.opcode == 0 else { return ignore(\.notAReply, attempt) }
        let questions = UInt16(bytes[4]) << 8 | UInt16(bytes[5])
        if questions == 0, attempt.manner.usesEDNS, isEDNSRefusal(ResponseCode(rawValue: UInt16(bytes[3] & 15))) {
            // Some servers that do not know EDNS send the bare header back (RFC 6891 §7). It is no answer, and asks
            // for the question once more.
            return repeatWithoutEDNS(attempt)
        }
        let comparison = LetterCase.compare(attempt.packet, bytes, questionEnd: attempt.questionEnd)
        guard questions == 1, comparison != .different else { return ignore(\.otherQuestion, attempt) }
        if comparison == .folded, attempt.manner.transport == .udp {
            ignore(\.caseFolded, attempt)
            attempt.server.foldedCase()
            return again(attempt) { $0.mixesCase = false }
        }
        if attempt.manner.mixesCase { attempt.server.keepsCase = true }
        attempt.server.answered()
        if flags.isTruncated, attempt.manner.transport == .udp { return again(attempt) { $0.transport = .tcp } }
        // Most names of an answer point into its question (RFC 1035 §4.1.4) and would have its mixed letters.
        var reply = Array(bytes)
        let asked = attempt.conversation.inquiry.question.name.wire
        reply.replaceSubrange(12..<12 + asked.count, with: asked)
        guard let message = Message(reply) else {
            ignore(\.malformed, attempt)
            return failed(attempt, .malformed, "sends a reply that is not well-formed")
        }
        judge(message, attempt)
    }

    private func judge(_ message: Message, _ attempt: Attempt) {
        if attempt.manner.usesEDNS, isEDNSRefusal(message.code) { return repeatWithoutEDNS(attempt) }
        let conversation = attempt.conversation
        // However late: what comes without validation explains a SERVFAIL and answers nothing.
        if let unexplained = attempt.explains {
            guard end(attempt, isAnswered: true) else { return }
            guard message.code == .noError || message.code == .nxDomain else { return leaveUnexplained(attempt) }
            let answer = conversation.answer(.bogus, unexplained.message, unexplained.attempt)
            return finish(conversation, .success(answer))
        }
        switch message.code {
        case .servFail where conversation.inquiry.recursionDesired:
            guard end(attempt, isAnswered: true) else { return }
            var manner = attempt.manner
            manner.transport = .udp
            send(conversation, attempt.server, manner, explaining: (message, attempt))
        case .servFail, .refused, .notImp, .formErr, .badVers:
            guard end(attempt, isAnswered: true) else { return }
            settle(conversation, attempt, conversation.answer(.code(message.code), message, attempt))
        default:
            guard end(attempt, isAnswered: true) else { return }
            finish(conversation, .success(conversation.answer(.code(message.code), message, attempt)))
        }
    }

    /// SERVFAIL, and no better answer with checking disabled: the zone or its servers are broken.
    private func leaveUnexplained(_ asked: Attempt) {
        guard let (message, attempt) = asked.explains else { return }
        let conversation = asked.conversation
        settle(conversation, attempt, conversation.answer(.servFail, message, attempt))
    }

    /// An answer that another server may better; this one is not asked again.
    private func settle(_ conversation: Conversation, _ attempt: Attempt, _ answer: DNSAnswer) {
        conversation.settled.insert(attempt.server.server)
        // SERVFAIL says that the resolver tried; REFUSED and its like only that it did not.
        if conversation.fallback == nil || answer.status == .servFail { conversation.fallback = answer }
        advance(conversation)
    }

    private func isEDNSRefusal(_ code: ResponseCode) -> Bool {
        code == .formErr || code == .notImp || code == .badVers
    }

    private func repeatWithoutEDNS(_ attempt: Attempt) {
        again(attempt) { $0.usesEDNS = false }
    }

    /// Asks the same server once more in another manner, which it cannot ask to change back.
    private func again(_ attempt: Attempt, _ change: (inout Attempt.Manner) -> Void) {
        guard end(attempt, isAnswered: true) else { return }
        var manner = attempt.manner
        change(&manner)
        send(attempt.conversation, attempt.server, manner, explaining: attempt.explains)
    }

    // MARK: - Failures

    func failed(_ attempt: Attempt, _ kind: Conversation.Failure.Kind, _ text: String) {
        guard end(attempt, isAnswered: kind == .malformed) else { return }
        lost(attempt, kind, text)
    }

    private func lost(_ attempt: Attempt, _ kind: Conversation.Failure.Kind, _ text: String) {
        let conversation = attempt.conversation
        conversation.note(kind, attempt.server.server, text)
        if kind != .malformed { attempt.server.failed(now: clock.monotonic(), atOnce: kind != .timeout) }
        // Its question went on to the next server long ago.
        if attempt.isOverdue, kind != .timeout { return }
        if attempt.explains != nil { return leaveUnexplained(attempt) }
        advance(conversation)
    }

    func closed(_ port: DatagramPort) { sockets.remove(port) }

    func closed(_ stream: StreamExchange) { sockets.remove(stream) }

    // MARK: - Time

    private func startTicking() {
        guard !isTicking, !isClosed, !(active.isEmpty && waiting.isEmpty && sockets.count == 0) else { return }
        isTicking = true
        loop.assumeIsolated().scheduleTask(in: Self.tick) {
            self.isTicking = false
            self.timePasses()
            self.startTicking()
        }
    }

    private func runOutOfTime(_ conversation: Conversation) {
        for attempt in conversation.attempts where !attempt.isOverdue {
            conversation.note(.timeout, attempt.server.server, "does not answer")
        }
        if conversation.fallback == nil, let (message, attempt) = conversation.attempts.compactMap(\.explains).first {
            conversation.fallback = conversation.answer(.servFail, message, attempt)
        }
        finish(conversation, .success(conversation.outcome()))
    }

    private func timePasses() {
        let now = clock.monotonic()
        for conversation in Array(active.values) where !conversation.isOver {
            for attempt in conversation.attempts where !attempt.isOverdue && attempt.patienceEnds <= now {
                attempt.isOverdue = true
                let over = attempt.manner.transport == .tcp ? " over TCP" : ""
                lost(attempt, .timeout, "does not answer\(over)")
            }
            if conversation.endsAt <= now { runOutOfTime(conversation) }
        }
        sockets.retireAndClose(now: now)
        admit()
    }
}

extension Duration {
    /// Never negative, and never more than fits.
    var nanoseconds: UInt64 {
        let seconds = UInt64(clamping: components.seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let rest = UInt64(clamping: components.attoseconds / 1_000_000_000)
        // A few centuries are for ever.
        return seconds.overflow ? UInt64.max / 2 : min(seconds.partialValue + rest, UInt64.max / 2)
    }
}
