import Federation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Makes one connection and returns its outcome after its socket was closed, unless the plan allows it to stay open.
enum Connection {
    static func run(_ plan: ConnectionPlan, on group: any EventLoopGroup) async throws(CancellationError)
        -> ConnectionOutcome
    {
        let loop = group.next()
        let start = plan.clock.elapsed()
        let cancellation = ConnectionCancellation()
        let connecting = min(TimeAmount(plan.timeouts.limit(of: .connect)), plan.deadline - .now())

        let octets = ByteBuffer(bytes: plan.address.octets)
        guard let address = try? SocketAddress(packedIPAddress: octets, port: Int(plan.port)) else {
            var outcome = ConnectionOutcome()
            outcome.failure = TransportFailure(
                .protocolError, in: .connect, .unusableRequest,
                "\(plan.address) is not an address that this system supports")
            return outcome
        }

        let promise = loop.makePromise(of: ConnectionOutcome.self)
        let outcome = await withTaskCancellationHandler {
            let connected = ClientBootstrap(group: loop)
                .connectTimeout(max(connecting, .milliseconds(1)))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try cancellation.adopt(channel)
                        try fill(channel.pipeline.syncOperations, plan, start, promise)
                    }
                }
                .connect(to: address)
            connected.whenFailure { error in
                var outcome = ConnectionOutcome()
                var classifier = FailureClassifier(phase: .connect, timeouts: plan.timeouts)
                classifier.expectsTLS = plan.tls != nil
                outcome.failure =
                    if case ChannelError.connectTimeout = error {
                        classifier.timedOut(wholeExchange: connecting < TimeAmount(plan.timeouts.limit(of: .connect)))
                    } else {
                        classifier.failure(of: error)
                    }
                outcome.milliseconds = plan.clock.milliseconds(since: start)
                promise.succeed(outcome)
            }
            let outcome = try? await promise.futureResult.get()
            guard outcome?.connection == nil else { return outcome }
            // The channel closes with its outcome. Return only after the socket was closed.
            try? await connected.flatMap { $0.closeFuture }.get()
            return outcome
        } onCancel: {
            cancellation.cancel()
        }
        guard !Task.isCancelled, let outcome else {
            await outcome?.connection?.close()
            throw CancellationError()
        }
        return outcome
    }

    /// Sends a request over an open connection.
    ///
    /// - Returns: `nil` if the connection was closed before.
    static func run(_ plan: ConnectionPlan, over connection: OpenConnection) async throws(CancellationError)
        -> ConnectionOutcome?
    {
        let cancellation = ConnectionCancellation()
        let promise = connection.channel.eventLoop.makePromise(of: ConnectionOutcome.self)
        let outcome = await withTaskCancellationHandler {
            connection.begin(plan, start: plan.clock.elapsed(), cancellation, promise)
            let outcome = try? await promise.futureResult.get()
            guard outcome?.connection == nil else { return outcome }
            try? await connection.channel.closeFuture.get()
            return outcome
        } onCancel: {
            cancellation.cancel()
        }
        guard !Task.isCancelled else {
            await connection.close()
            throw CancellationError()
        }
        return outcome
    }

    private static func fill(
        _ pipeline: ChannelPipeline.SynchronousOperations,
        _ plan: ConnectionPlan,
        _ start: Duration,
        _ promise: EventLoopPromise<ConnectionOutcome>
    ) throws {
        let tap = InboundTap(
            allowance: plan.tls == nil ? plan.limits.responseBytesOnTheWire : plan.limits.handshakeBytes)
        let chain = PresentedCertificates()
        try pipeline.addHandler(tap)
        if let context = plan.tls {
            try pipeline.addHandler(
                NIOSSLClientHandler(context: context, serverHostname: plan.serverName) { presented, verdict in
                    chain.record(presented)
                    verdict.succeed(.certificateVerified)
                })
        }
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = plan.limits.headerFieldBytes
        limits.maxHeaderListSize = plan.limits.headerBytes
        limits.maxHeaderFieldCount = plan.limits.headerCount
        try pipeline.addHandler(HTTPRequestEncoder())
        try pipeline.addHandler(
            ByteToMessageHandler(
                HTTPResponseDecoder(informationalResponseStrategy: .forward, limitConfiguration: limits)))
        try pipeline.addHandler(
            ConnectionHandler(plan: plan, tap: tap, chain: chain, start: start, promise: promise))
    }
}
