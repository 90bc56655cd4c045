import NIOCore

/// Nearest to the socket: keeps the first bytes the peer sends, counts all of them, and closes the connection without
/// waiting for the peer.
final class InboundTap: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Enough for a `ServerHello` up to its cipher suite, and for a hint at another protocol.
    private(set) var firstBytes: [UInt8] = []
    private(set) var received = 0
    /// Bytes that may still come in this part of the connection.
    var allowance: Int
    /// Told instead of the next handler when the allowance is used up.
    var onExcess: (() -> Void)?
    private var context: ChannelHandlerContext?

    init(allowance: Int) {
        self.allowance = allowance
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        received += buffer.readableBytes
        if firstBytes.count < ServerHello.usefulLength {
            firstBytes += buffer.readableBytesView.prefix(ServerHello.usefulLength - firstBytes.count)
        }
        allowance -= buffer.readableBytes
        guard allowance >= 0 else {
            onExcess?()
            return
        }
        context.fireChannelRead(data)
    }

    /// TLS would first exchange farewells, for which a hostile peer can make us wait.
    func closeImmediately() {
        context?.close(promise: nil)
    }
}
