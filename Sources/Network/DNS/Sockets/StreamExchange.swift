import NIOCore
import NIOExtras
import NIOPosix

/// One question over a TCP connection of its own (RFC 7766). Its time is the attempt's: a server that sends an octet
/// a second gets no longer than one that sends nothing.
final class StreamExchange: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let attempt: Attempt
    private weak var engine: DNSEngine?
    private var channel: (any Channel)?
    private(set) var isClosed = false
    private var hasConnected = false

    init(_ attempt: Attempt, _ engine: DNSEngine) {
        self.attempt = attempt
        self.engine = engine
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
                    // Sixteen bits of length: no answer is longer than 65535 octets.
                    try pipeline.addHandlers(
                        ByteToMessageHandler(LengthFieldBasedFrameDecoder(lengthFieldBitLength: .twoBytes)),
                        LengthFieldPrepender(lengthFieldBitLength: .twoBytes),
                        exchange
                    )
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
                    self.fail(.unreachable, "cannot be reached over TCP: \(reason)")
                }
            }
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        engine?.closed(self)
        channel?.close(promise: nil)
    }

    private func fail(_ kind: Conversation.Failure.Kind, _ text: String) {
        guard !isClosed else { return }
        close()
        engine?.failed(attempt, kind, text)
    }

    func channelActive(context: ChannelHandlerContext) {
        guard !isClosed else {
            context.close(promise: nil)
            return
        }
        hasConnected = true
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: attempt.packet)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let message = unwrapInboundIn(data)
        guard !isClosed, let engine else { return }
        guard message.readableBytes >= 12 else {
            engine.ignore(\.malformed, attempt)
            fail(.malformed, "sent \(message.readableBytes) octets over TCP, which are no message")
            return
        }
        guard message.getInteger(at: message.readerIndex, as: UInt16.self) == attempt.id else {
            engine.ignore(\.unknownID, attempt)
            return
        }
        message.withUnsafeReadableBytes { engine.received($0, attempt) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(.refused, "closes the TCP connection without an answer")
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case is NIOExtrasErrors.LeftOverBytesError:
            fail(.malformed, "closes the TCP connection before the end of its answer")
        case let error as IOError where hasConnected:
            fail(.refused, "breaks off the TCP connection: \(String(cString: strerror(error.errnoCode)))")
        default:
            fail(.unreachable, "cannot be talked to over TCP: \(error)")
        }
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif
