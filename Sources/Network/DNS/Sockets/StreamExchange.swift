import NIOCore
import NIOPosix

/// One question over its own TCP connection (RFC 7766). It ends with the deadline of the attempt, even for a server that
/// keeps sending an octet a second.
final class StreamExchange: ChannelInboundHandler, AttemptCarrier {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let attempt: Attempt
    private weak var pool: SocketPool?
    private var channel: (any Channel)?
    private(set) var isClosed = false
    private var hasConnected = false

    init(_ attempt: Attempt, _ pool: SocketPool) {
        self.attempt = attempt
        self.pool = pool
    }

    func open(on loop: any EventLoop) {
        let bound = NIOLoopBound(self, eventLoop: loop)
        ClientBootstrap(group: loop)
            .connectTimeout(.hours(1))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let exchange = bound.value
                    exchange.channel = channel
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandlers(ByteToMessageHandler(StreamMessageDecoder()), exchange)
                }
            }
            .connect(to: attempt.server.address)
            .assumeIsolated()
            .whenFailure { error in
                let code = (error as? IOError)?.errnoCode
                let reason = code.map { String(cString: strerror($0)) } ?? "\(error)"
                if code == ECONNREFUSED {
                    self.fail(.refused, "refuses the connection over TCP")
                } else {
                    self.fail(.unreachable, "is unreachable over TCP: \(reason)")
                }
            }
    }

    func release(_ attempt: Attempt, isAnswered: Bool) { close() }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        pool?.remove(self)
        channel?.close(promise: nil)
    }

    private func fail(_ kind: PendingRequest.Failure.Kind, _ text: String) {
        guard !isClosed else { return }
        close()
        pool?.delegate?.fail(attempt, kind, text)
    }

    func channelActive(context: ChannelHandlerContext) {
        guard !isClosed else {
            context.close(promise: nil)
            return
        }
        hasConnected = true
        context.writeAndFlush(wrapOutboundOut(StreamMessageDecoder.framed(attempt.packet)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let message = unwrapInboundIn(data)
        guard !isClosed, let delegate = pool?.delegate else { return }
        guard message.readableBytes >= 12 else {
            delegate.ignore(\.malformed, attempt)
            fail(.malformed, "sends \(message.readableBytes) octets over TCP, too few for a message")
            return
        }
        guard message.getInteger(at: message.readerIndex, as: UInt16.self) == attempt.id else {
            delegate.ignore(\.unknownID, attempt)
            return
        }
        message.withUnsafeReadableBytes { delegate.receive($0, attempt) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(.refused, "closes the TCP connection without an answer")
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case is StreamMessageDecoder.IncompleteMessage:
            fail(.malformed, "closes the TCP connection before the end of its answer")
        case let error as IOError where hasConnected:
            fail(.refused, "aborts the TCP connection: \(String(cString: strerror(error.errnoCode)))")
        default:
            fail(.unreachable, "fails over TCP: \(error)")
        }
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif
