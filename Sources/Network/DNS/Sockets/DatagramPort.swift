import NIOCore
import NIOPosix

/// A UDP socket for the questions to one server, with a port that the system picks at random.
///
/// It is not connected, so that replies from other addresses are received and counted. The socket still learns that the
/// server's port is closed, because it requests the errors of the network (IP_RECVERR, ip(7)).
final class DatagramPort: ChannelInboundHandler, AttemptCarrier {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    let server: ServerState
    private weak var pool: SocketPool?
    private var context: ChannelHandlerContext?
    private var unsent: [ByteBuffer] = []
    /// The attempts without a reply, by id.
    private(set) var inFlight: [UInt16: Attempt] = [:]
    /// The ids of attempts that ended, and whether a reply to them was accepted.
    private var ended: [UInt16: Bool] = [:]
    private(set) var uses = 0
    let createdAt: UInt64
    /// The time at which it sent its last question. It only receives late replies since.
    private(set) var retiredAt: UInt64?
    private(set) var isClosed = false
    private var needsFlush = false

    init(_ server: ServerState, _ pool: SocketPool, now: UInt64) {
        self.server = server
        self.pool = pool
        createdAt = now
    }

    func open(on loop: any EventLoop) {
        let isIPv6 = server.server.address.isIPv6
        let bound = NIOLoopBound(self, eventLoop: loop)
        let errors =
            isIPv6
            ? ChannelOptions.Types.SocketOption(level: .ipv6, name: Self.receiveErrors6)
            : ChannelOptions.Types.SocketOption(level: .ip, name: Self.receiveErrors4)
        // `bind(host:)` would call getaddrinfo even for an address, and the static executable has no getaddrinfo.
        guard let anyAddress = try? SocketAddress(ipAddress: isIPv6 ? "::" : "0.0.0.0", port: 0) else {
            return fail(.unreachable, "cannot be asked: no socket could be opened")
        }
        DatagramBootstrap(group: loop)
            .channelOption(errors, value: 1)
            .channelOption(.datagramVectorReadMessageCount, value: Self.messagesPerRead)
            .channelOption(
                .recvAllocator,
                value: FixedSizeRecvByteBufferAllocator(capacity: Self.messagesPerRead * Self.maximumReply)
            )
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(bound.value)
                }
            }
            .bind(to: anyAddress)
            .assumeIsolated()
            .whenFailure { error in self.fail(.unreachable, "cannot be asked: no socket could be opened (\(error))") }
    }

    private static let messagesPerRead = 8
    /// EDNS offers 1232 octets. Longer replies than this were not requested and are truncated.
    private static let maximumReply = 4096
    // IP_RECVERR of <linux/in.h> and IPV6_RECVERR of <linux/in6.h>.
    private static let receiveErrors4 = NIOBSDSocket.Option(rawValue: 11)
    private static let receiveErrors6 = NIOBSDSocket.Option(rawValue: 25)

    // MARK: - Sending

    func isFree(_ id: UInt16) -> Bool { inFlight[id] == nil && ended[id] == nil }

    func send(_ attempt: Attempt) {
        uses += 1
        inFlight[attempt.id] = attempt
        attempt.carrier = self
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
            // The server may be unreachable, for example without IPv6.
            let promise = context.eventLoop.makePromise(of: Void.self)
            promise.futureResult.assumeIsolated().whenFailure { error in
                guard !self.isClosed else { return }
                self.fail(.unreachable, "is unreachable: \(Self.text(error))")
            }
            context.write(wrapOutboundOut(envelope), promise: promise)
        }
        guard !needsFlush else { return }
        // Questions that start together are sent together.
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

    func release(_ attempt: Attempt, isAnswered: Bool) {
        guard inFlight.removeValue(forKey: attempt.id) != nil else { return }
        ended[attempt.id] = isAnswered
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        context?.close(promise: nil)
    }

    private func fail(_ kind: PendingRequest.Failure.Kind, _ text: String) {
        guard !isClosed else { return }
        let attempts = inFlight.values.sorted { $0.deadline < $1.deadline }
        close()
        pool?.remove(self)
        for attempt in attempts { pool?.delegate?.fail(attempt, kind, text) }
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
        // The channel was not closed by this type, but by an error of the network other than a refusal.
        fail(.unreachable, "is unreachable")
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if (error as? IOError)?.errnoCode == ECONNREFUSED {
            fail(.refused, "refuses the connection")
        } else {
            fail(.unreachable, "is unreachable: \(Self.text(error))")
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let delegate = pool?.delegate, !isClosed else { return }
        guard let id: UInt16 = envelope.data.getInteger(at: envelope.data.readerIndex) else {
            delegate.ignore(\.malformed, nil)
            return
        }
        let attempt = inFlight[id]
        guard envelope.remoteAddress == server.address else {
            delegate.ignore(\.otherSource, attempt)
            return
        }
        guard let attempt else {
            switch ended[id] {
            case true: delegate.ignore(\.duplicate, nil)
            case false: delegate.ignore(\.late, nil)
            case nil: delegate.ignore(\.unknownID, nil)
            }
            return
        }
        envelope.data.withUnsafeReadableBytes { delegate.receive($0, attempt) }
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif
