import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import Synchronization

/// The reaction of a server to a connection.
enum Reaction: Sendable {
    /// Sends nothing, and keeps the connection open.
    case silence
    /// Sends this and closes.
    case answer([UInt8])
    /// Sends this and keeps the connection open.
    case partial([UInt8])
    /// Sends this and reacts to the next bytes on the connection.
    case open([UInt8])
    /// Sends the first, then the second repeatedly without end.
    case endless([UInt8], [UInt8])
    /// Sends one byte in each interval.
    case drip([UInt8], TimeAmount)
    /// Sends the first at once, then one byte of the second in each interval.
    case dripAfter([UInt8], [UInt8], TimeAmount)
    /// Sends this, then closes the connection without close_notify.
    case hangUp([UInt8])
    /// Sends this, then resets the connection.
    case reset([UInt8])

    static func text(_ text: String) -> Reaction { .answer(Array(text.utf8)) }
    static func ok(_ body: String, headers: String = "") -> Reaction {
        .text("HTTP/1.1 200 OK\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
    /// The same on a connection that stays open.
    static func okOpen(_ body: String) -> Reaction {
        .open(Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8))
    }
    static func redirect(_ location: String, _ status: Int = 302) -> Reaction {
        .text("HTTP/1.1 \(status) Moved\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n")
    }
}

/// A server on a loopback port whose behaviour a test determines.
final class TestPeer: Sendable {
    let port: UInt16
    private let listener: any Channel
    /// Separate from the threads of the client, so that a flood does not delay its timers.
    private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    let log: PeerLog

    /// - Parameters:
    ///   - tls: the TLS settings; `nil` for none.
    ///   - greets: whether it reacts to the connection instead of the first bytes; `answer` then gets an empty text.
    ///   - answer: returns the reaction to the first bytes, which are the text of a request.
    init(
        tls: NIOSSLContext?,
        greets: Bool = false,
        answer: @escaping @Sendable (String) -> Reaction
    ) async throws {
        let log = PeerLog()
        self.log = log
        listener = try await ServerBootstrap(group: Self.group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                log.opened()
                channel.closeFuture.whenComplete { _ in log.closed() }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(SocketEnd())
                    if let tls {
                        let names = SNIHandler { result in
                            if case .hostname(let name) = result { log.asked(for: name) } else { log.asked(for: nil) }
                            return channel.eventLoop.makeSucceededVoidFuture()
                        }
                        try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(names))
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        PeerHandler(greets: greets, log: log, answer: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = UInt16(listener.localAddress?.port ?? 0)
    }

    func stop() async {
        try? await listener.close()
    }
}

/// The data that a peer received.
final class PeerLog: Sendable {
    private struct State {
        var requests: [String] = []
        var names: [String?] = []
        var open = 0
        var accepted = 0
        var sent = 0
    }
    private let state = Mutex(State())

    var requests: [String] { state.withLock { $0.requests } }
    var names: [String?] { state.withLock { $0.names } }
    var open: Int { state.withLock { $0.open } }
    /// The number of connections so far, including closed ones.
    var accepted: Int { state.withLock { $0.accepted } }
    var sent: Int { state.withLock { $0.sent } }

    func opened() {
        state.withLock { state in
            state.open += 1
            state.accepted += 1
        }
    }
    func closed() { state.withLock { $0.open -= 1 } }
    func asked(for name: String?) { state.withLock { $0.names.append(name) } }
    func received(_ request: String) { state.withLock { $0.requests.append(request) } }
    func sent(_ count: Int) { state.withLock { $0.sent += count } }

    /// Waits until no connection is open, and returns `false` if one stays open.
    func isLeftAlone() async throws -> Bool {
        for _ in 0..<3000 {
            if open == 0 { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}

/// Closes the socket without close_notify.
private final class SocketEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }
    func close() { context?.close(promise: nil) }
}

private final class PeerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let greets: Bool
    private let log: PeerLog
    private let answer: @Sendable (String) -> Reaction
    private var reacted = false

    init(greets: Bool, log: PeerLog, answer: @escaping @Sendable (String) -> Reaction) {
        self.greets = greets
        self.log = log
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) {
        if greets { react("", context) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !reacted else { return }
        let text = String(decoding: unwrapInboundIn(data).readableBytesView, as: UTF8.self)
        log.received(text)
        react(text, context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func react(_ text: String, _ context: ChannelHandlerContext) {
        reacted = true
        let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        switch answer(text) {
        case .silence: break
        case .answer(let bytes):
            write(bytes, context).whenComplete { _ in loopBound.value.1.close(promise: nil) }
        case .partial(let bytes): _ = write(bytes, context)
        case .open(let bytes):
            reacted = false
            _ = write(bytes, context)
        case .endless(let first, let again):
            write(first, context).whenSuccess { loopBound.value.0.repeatForEver(again, loopBound.value.1) }
        case .drip(let bytes, let pause): drip(bytes[...], pause, context)
        case .dripAfter(let first, let bytes, let pause):
            write(first, context).whenSuccess { loopBound.value.0.drip(bytes[...], pause, loopBound.value.1) }
        case .hangUp(let bytes):
            let end = NIOLoopBound(
                try? context.pipeline.syncOperations.handler(type: SocketEnd.self), eventLoop: context.eventLoop)
            write(bytes, context).whenComplete { _ in end.value?.close() }
        case .reset(let bytes):
            write(bytes, context).whenSuccess {
                let context = loopBound.value.1
                let end = try? context.pipeline.syncOperations.handler(type: SocketEnd.self)
                let option = linger(l_onoff: 1, l_linger: 0)
                let socketEnd = NIOLoopBound(end, eventLoop: context.eventLoop)
                (context.channel as? any SocketOptionProvider)?.setSoLinger(option).whenComplete { _ in
                    socketEnd.value?.close()
                }
            }
        }
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) -> EventLoopFuture<Void> {
        log.sent(bytes.count)
        return context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)))
    }

    private func repeatForEver(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        write(bytes, context).whenSuccess {
            // Scheduled, because a write that fits the socket buffer succeeds within this call and would starve others.
            loopBound.eventLoop.scheduleTask(in: .microseconds(50)) {
                loopBound.value.0.repeatForEver(bytes, loopBound.value.1)
            }
        }
    }

    private func drip(_ bytes: ArraySlice<UInt8>, _ pause: TimeAmount, _ context: ChannelHandlerContext) {
        guard let byte = bytes.first, context.channel.isActive else { return }
        _ = write([byte], context)
        let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: pause) {
            loopBound.value.0.drip(bytes.dropFirst(), pause, loopBound.value.1)
        }
    }
}
