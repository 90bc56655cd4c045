import NIOCore
import NIOPosix

/// A UDP socket for the questions to one server, with a port that the system picks at random.
///
/// It is not connected: replies from elsewhere are to be seen, and counted. That nobody listens at the server's port
/// is known all the same, because the socket asks for the network's errors (IP_RECVERR, ip(7)).
final class DatagramPort: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    let server: ServerState
    private weak var engine: DNSEngine?
    private var context: ChannelHandlerContext?
    private var unsent: [ByteBuffer] = []
    /// Questions on their way, by id.
    private(set) var inFlight: [UInt16: Attempt] = [:]
    /// Ids of questions that ended, and whether with an answer to this packet.
    private var ended: [UInt16: Bool] = [:]
    private(set) var uses = 0
    let bornAt: UInt64
    /// When it sent its last question, after which it waits for late replies only.
    private(set) var retiredAt: UInt64?
    private(set) var isClosed = false
    private var needsFlush = false

    init(_ server: ServerState, _ engine: DNSEngine, now: UInt64) {
        self.server = server
        self.engine = engine
        bornAt = now
    }

    func open(on loop: any EventLoop) {
        let isIPv6 = server.server.address.isIPv6
        let bound = NIOLoopBound(self, eventLoop: loop)
        let errors =
            isIPv6
            ? ChannelOptions.Types.SocketOption(level: .ipv6, name: Self.receiveErrors6)
            : ChannelOptions.Types.SocketOption(level: .ip, name: Self.receiveErrors4)
        DatagramBootstrap(group: loop)
            .channelOption(errors, value: 1)
            .channelOption(.datagramVectorReadMessageCount, value: Self.messagesPerRead)
            .channelOption(
                .recvAllocator,
                value: FixedSizeRecvByteBufferAllocator(capacity: Self.messagesPerRead * Self.longestReply)
            )
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(bound.value)
                }
            }
            .bind(host: isIPv6 ? "::" : "0.0.0.0", port: 0)
            .assumeIsolated()
            .whenFailure { error in self.fail(.unreachable, "no socket: \(error)") }
    }

    private static let messagesPerRead = 8
    /// EDNS offers 1232 octets; what is longer than this was not asked for, and is cut.
    private static let longestReply = 4096
    // Of <linux/in.h> and <linux/in6.h>.
    private static let receiveErrors4 = NIOBSDSocket.Option(rawValue: 11)
    private static let receiveErrors6 = NIOBSDSocket.Option(rawValue: 25)

    // MARK: - Sending

    func isFree(_ id: UInt16) -> Bool { inFlight[id] == nil && ended[id] == nil }

    func send(_ attempt: Attempt) {
        uses += 1
        inFlight[attempt.id] = attempt
        attempt.port = self
        let bytes = ByteBuffer(bytes: attempt.packet)
        guard context != nil else {
            unsent.append(bytes)
            return
        }
        write(bytes)
    }

    private func write(_ bytes: ByteBuffer) {
        guard let context else { return }
        let envelope = AddressedEnvelope(remoteAddress: server.address, data: bytes)
        if server.hasAnswered {
            context.write(wrapOutboundOut(envelope), promise: nil)
        } else {
            // There may be no way to the server at all, for want of IPv6 for instance.
            let promise = context.eventLoop.makePromise(of: Void.self)
            promise.futureResult.assumeIsolated().whenFailure { error in
                guard !self.isClosed else { return }
                self.fail(.unreachable, "cannot be reached: \(Self.text(error))")
            }
            context.write(wrapOutboundOut(envelope), promise: promise)
        }
        guard !needsFlush else { return }
        // Questions that start together go out together.
        needsFlush = true
        context.eventLoop.assumeIsolated().execute {
            self.needsFlush = false
            self.context?.flush()
        }
    }

    // MARK: - Ending

    func retire(now: UInt64) {
        if retiredAt == nil { retiredAt = now }
    }

    /// The question has ended; replies to it are late or duplicates from now on.
    func forget(_ attempt: Attempt, isAnswered: Bool) {
        guard inFlight.removeValue(forKey: attempt.id) != nil else { return }
        ended[attempt.id] = isAnswered
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        context?.close(promise: nil)
    }

    private func fail(_ kind: Conversation.Failure.Kind, _ text: String) {
        guard !isClosed else { return }
        let attempts = inFlight.values.sorted { $0.patienceEnds < $1.patienceEnds }
        close()
        engine?.closed(self)
        for attempt in attempts { engine?.failed(attempt, kind, text) }
    }

    private static func text(_ error: any Error) -> String {
        (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
    }

    // MARK: - Channel

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { channelActive(context: context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        guard self.context == nil else { return }
        self.context = context
        guard !isClosed else {
            context.close(promise: nil)
            return
        }
        for bytes in unsent { write(bytes) }
        unsent = []
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        // Not closed by us: by an error of the network that is not a refusal.
        fail(.unreachable, "cannot be reached")
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if (error as? IOError)?.errnoCode == ECONNREFUSED {
            fail(.refused, "refuses the connection")
        } else {
            fail(.unreachable, "cannot be reached: \(Self.text(error))")
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let engine, !isClosed else { return }
        guard let id: UInt16 = envelope.data.getInteger(at: envelope.data.readerIndex) else {
            engine.ignored.malformed += 1
            return
        }
        let attempt = inFlight[id]
        guard envelope.remoteAddress == server.address else {
            engine.ignore(\.otherSource, attempt)
            return
        }
        guard let attempt else {
            switch ended[id] {
            case true: engine.ignored.duplicate += 1
            case false: engine.ignored.late += 1
            case nil: engine.ignored.unknownID += 1
            }
            return
        }
        envelope.data.withUnsafeReadableBytes { engine.received($0, attempt) }
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif
