import Federation
import NIOCore
import NIOHTTP1
import NIOSSL
import NIOTLS

/// The last handler of a connection. It goes through the phases, each with its own timer, and ends with one outcome. After a
/// complete response, the connection may stay open for another request, which has an outcome of its own.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private var plan: ConnectionPlan
    private let tap: InboundTap
    private let chain: PresentedCertificates
    private var promise: EventLoopPromise<ConnectionOutcome>
    private var start: Duration
    private var outcome = ConnectionOutcome()
    private var phase = Phase.connect
    private var phaseStart: Duration
    private var timer: Scheduled<Void>?
    private var interimResponses = 0
    private var finished = false
    /// Whether the end of the response is known from its head, and the server leaves the connection open.
    private var staysOpen = false
    /// Whether the connection is open without a request.
    private var isIdle = false
    private var context: ChannelHandlerContext?

    init(
        plan: ConnectionPlan,
        tap: InboundTap,
        chain: PresentedCertificates,
        start: Duration,
        promise: EventLoopPromise<ConnectionOutcome>
    ) {
        self.plan = plan
        self.tap = tap
        self.chain = chain
        self.start = start
        self.phaseStart = start
        self.promise = promise
    }

    // MARK: - Phases

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        tap.onExcess = { [unowned self] in fail(classifier.excess()) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        tap.onExcess = nil
        // The connecting code knows why a connection could not be made.
        if phase != .connect { fail(classifier.closed()) }
        isIdle = false
        self.context = nil
    }

    /// Sends another request over the connection.
    ///
    /// - Returns: Whether the connection is still open. Otherwise the promise is not used.
    func begin(_ plan: ConnectionPlan, start: Duration, _ promise: EventLoopPromise<ConnectionOutcome>) -> Bool {
        guard isIdle, let context, context.channel.isActive else { return false }
        isIdle = false
        self.plan = plan
        self.promise = promise
        self.start = start
        interimResponses = 0
        staysOpen = false
        finished = false
        outcome = ConnectionOutcome(
            connectMilliseconds: outcome.connectMilliseconds, handshakeMilliseconds: outcome.handshakeMilliseconds,
            version: outcome.version, applicationProtocol: outcome.applicationProtocol)
        tap.begin(allowance: plan.limits.responseBytesOnTheWire)
        sendRequest(context)
        return true
    }

    func channelActive(context: ChannelHandlerContext) {
        guard !finished else { return }
        outcome.connectMilliseconds = plan.clock.milliseconds(since: start)
        if plan.tls == nil {
            sendRequest(context)
        } else {
            enter(.tls, context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard !finished, case .handshakeCompleted(let negotiated)? = event as? TLSUserEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        outcome.handshakeMilliseconds = plan.clock.milliseconds(since: phaseStart)
        outcome.applicationProtocol = negotiated
        let tls = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
        outcome.version = tls?.tlsVersion.map(TLSProtocolVersion.init)
        tap.allowance = plan.limits.responseBytesOnTheWire
        sendRequest(context)
    }

    private func sendRequest(_ context: ChannelHandlerContext) {
        guard let request = plan.request else { return finish() }
        enter(.request, context)
        context.write(wrapOutboundOut(.head(request)), promise: nil)
        let sent = context.eventLoop.makePromise(of: Void.self)
        let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        sent.futureResult.whenSuccess {
            let (handler, context) = loopBound.value
            if !handler.finished, handler.phase == .request { handler.enter(.headers, context) }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
    }

    private func enter(_ next: Phase, _ context: ChannelHandlerContext) {
        phase = next
        phaseStart = plan.clock.elapsed()
        timer?.cancel()
        let own = NIODeadline.now() + TimeAmount(plan.timeouts.limit(of: next))
        let wholeExchange = plan.deadline < own
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(deadline: min(own, plan.deadline)) {
            let handler = loopBound.value
            handler.fail(handler.classifier.timedOut(wholeExchange: wholeExchange))
        }
    }

    // MARK: - Response

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !finished else { return closeIfIdle() }
        switch unwrapInboundIn(data) {
        case .head(let head): read(head, context)
        case .body(let buffer): read(buffer)
        case .end: finish(isComplete: true)
        }
    }

    private func read(_ head: HTTPResponseHead, _ context: ChannelHandlerContext) {
        if outcome.firstByteMilliseconds == nil {
            outcome.firstByteMilliseconds = plan.clock.milliseconds(since: start)
        }
        let code = Int(head.status.code)
        if (100..<200).contains(code), code != 101 {
            interimResponses += 1
            if interimResponses > plan.limits.interimResponses { fail(classifier.tooManyInterimResponses()) }
            return
        }
        outcome.status = code
        outcome.headers = head.headers.map { Header($0.name.lowercased(), $0.value) }
        phase = .headers
        if code == 101 { return fail(classifier.unrequestedUpgrade()) }
        if plan.stopsAtRedirect, outcome.isRedirect { return finish() }
        if let coding = unexpectedCoding(head.headers) { return fail(classifier.unexpectedCoding(coding)) }
        // Otherwise the body ends with the connection, or where it ends is ambiguous (RFC 9112 §6.3).
        let hasLength = head.headers.contains(name: "content-length")
        staysOpen = head.isKeepAlive && hasLength != head.headers.contains(name: "transfer-encoding")
        enter(.body, context)
    }

    /// A coding that a request with `Accept-Encoding: identity` does not allow.
    private func unexpectedCoding(_ headers: HTTPHeaders) -> String? {
        headers[canonicalForm: "content-encoding"].map(String.init).first { $0.lowercased() != "identity" }
            ?? headers[canonicalForm: "transfer-encoding"].map(String.init).first { $0.lowercased() != "chunked" }
    }

    private func read(_ buffer: ByteBuffer) {
        let remaining = plan.limits.bodyBytes - outcome.body.count
        outcome.body += buffer.readableBytesView.prefix(remaining)
        if buffer.readableBytes > remaining { fail(classifier.oversizedBody(limit: plan.limits.bodyBytes)) }
    }

    // MARK: - End of the connection

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !finished else { return closeIfIdle() }
        // A body without a length ends with the connection. Its decoder reports the end next.
        if let tlsError = error as? NIOSSLError, tlsError == .uncleanShutdown {
            outcome.endedWithoutCloseNotify = true
            return
        }
        fail(classifier.failure(of: error))
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(classifier.closed())
    }

    private var classifier: FailureClassifier {
        FailureClassifier(
            phase: phase, timeouts: plan.timeouts, firstBytes: tap.firstBytes, received: tap.received,
            expectsTLS: plan.tls != nil)
    }

    private func fail(_ failure: @autoclosure () -> TransportFailure) {
        guard !finished else { return }
        outcome.failure = failure()
        finish()
    }

    /// Closes a connection on which something arrives that no request asked for.
    private func closeIfIdle() {
        guard isIdle else { return }
        isIdle = false
        tap.closeImmediately()
    }

    private func finish(isComplete: Bool = false) {
        guard !finished else { return }
        finished = true
        timer?.cancel()
        timer = nil
        if phase == .tls, outcome.failure != nil {
            outcome.handshakeMilliseconds = plan.clock.milliseconds(since: phaseStart)
        }
        if outcome.failure != nil { outcome.endedWithoutCloseNotify = false }
        if plan.tls != nil, case .hello(_, let suite)? = ServerHello(tap.firstBytes) {
            outcome.cipherSuite = CipherSuiteName.name(of: suite)
        }
        outcome.certificates = chain.certificates
        outcome.milliseconds = plan.clock.milliseconds(since: start)
        if isComplete, staysOpen, plan.isReusable, let channel = context?.channel, channel.isActive {
            isIdle = true
            outcome.connection = OpenConnection(channel, self)
        }
        promise.succeed(outcome)
        // The pool has the connection, and this handler must not keep it alive.
        outcome.connection = nil
        if !isIdle { tap.closeImmediately() }
    }
}
