import NIOCore

/// The handler closest to the socket. It records the first bytes of the peer, counts and limits all of them, and closes the
/// connection without waiting for the peer.
final class InboundTap: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// The first bytes: enough for a `ServerHello` up to its cipher suite, or to recognise another protocol.
    private(set) var firstBytes: [UInt8] = []
    private(set) var received = 0
    /// The number of bytes that may still be received in this part of the connection.
    var allowance: Int
    /// Called instead of the next handler if the allowance is exceeded.
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

    /// Starts to count for another response.
    func begin(allowance: Int) {
        received = 0
        self.allowance = allowance
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

    /// Closes the connection without the close_notify of TLS, for which a hostile peer could make us wait.
    func closeImmediately() {
        context?.close(promise: nil)
    }
}
