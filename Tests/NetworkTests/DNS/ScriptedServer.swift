import DNS
import NIOCore
import NIOPosix
import Network
import Synchronization

/// A name server on a port of 127.0.0.1 whose reaction to each query a test determines.
final class ScriptedServer: Sendable {
    /// The reaction to a query over UDP.
    enum Action: Sendable {
        case send([UInt8])
        case sendFromOtherPort([UInt8])
        case sendLater(milliseconds: Int64, [UInt8])
    }

    /// The reaction to a query over TCP.
    enum StreamAction: Sendable {
        /// Sends the message with its length.
        case send([UInt8])
        /// Sends the bytes unchanged.
        case sendRaw([UInt8])
        case sendSlowly([UInt8])
        case close
    }

    /// Returns the reaction to a query with its number, from 0.
    typealias Script = @Sendable (Int, ReceivedQuery) -> [Action]
    typealias StreamScript = @Sendable (Int, ReceivedQuery) -> [StreamAction]

    let server: DNSServer
    /// Separate from the threads of clients, so that a busy server does not look like a slow network.
    private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    private let channels: [any Channel]
    private let log: Log

    /// The queries so far, with their source ports.
    final class Log: Sendable {
        let queries = Mutex<[(query: ReceivedQuery, port: Int)]>([])
    }

    var queries: [ReceivedQuery] { log.queries.withLock { $0.map(\.query) } }
    var ports: [Int] { log.queries.withLock { $0.map(\.port) } }

    /// - Parameters:
    ///   - port: 0 for any.
    ///   - stream: the reaction over TCP; if `nil`, the server does not listen there.
    init(port: Int = 0, stream: StreamScript? = nil, _ script: @escaping Script) async throws {
        let log = Log()
        let other = try await DatagramBootstrap(group: Self.group).bind(host: "127.0.0.1", port: 0).get()
        var attempts = 0
        while true {
            let datagrams = try await DatagramBootstrap(group: Self.group)
                .channelOption(.socketOption(.init(rawValue: 8)), value: 4 << 20)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(DatagramScript(script, log, other))
                    }
                }
                .bind(host: "127.0.0.1", port: port).get()
            let bound = datagrams.localAddress?.port ?? 0
            do {
                var channels = [other, datagrams]
                if let stream { channels.append(try await Self.listen(bound, stream, log)) }
                self.channels = channels
                server = DNSServer(.v4(0x7F00_0001), port: UInt16(bound))
                self.log = log
                return
            } catch {
                // The port number is free for UDP but used for TCP.
                try? await datagrams.close().get()
                attempts += 1
                if port != 0 || attempts == 20 { throw error }
            }
        }
    }

    private static func listen(_ port: Int, _ script: @escaping StreamScript, _ log: Log) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ConnectionScript(script, log))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
    }

    func stop() async {
        for channel in channels { try? await channel.close().get() }
    }

    /// An address of this machine without listeners.
    static func nowhere() -> DNSServer {
        // Tests listen only at 127.0.0.1.
        DNSServer(.v4(0x7F09_0909), port: 53)
    }
}

private final class DatagramScript: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let script: ScriptedServer.Script
    private let log: ScriptedServer.Log
    private let other: any Channel

    init(_ script: @escaping ScriptedServer.Script, _ log: ScriptedServer.Log, _ other: any Channel) {
        self.script = script
        self.log = log
        self.other = other
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let query = ReceivedQuery(Array(envelope.data.readableBytesView)) else { return }
        let sender = envelope.remoteAddress
        let number = log.queries.withLock { queries in
            queries.append((query, sender.port ?? 0))
            return queries.count - 1
        }
        let channel = context.channel
        func addressed(_ bytes: [UInt8]) -> AddressedEnvelope<ByteBuffer> {
            AddressedEnvelope(remoteAddress: sender, data: ByteBuffer(bytes: bytes))
        }
        for action in script(number, query) {
            switch action {
            case .send(let bytes): channel.writeAndFlush(addressed(bytes), promise: nil)
            case .sendFromOtherPort(let bytes): other.writeAndFlush(addressed(bytes), promise: nil)
            case .sendLater(let milliseconds, let bytes):
                let late = addressed(bytes)
                channel.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) {
                    channel.writeAndFlush(late, promise: nil)
                }
            }
        }
    }
}

private final class ConnectionScript: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let script: ScriptedServer.StreamScript
    private let log: ScriptedServer.Log
    private var received = ByteBuffer()

    init(_ script: @escaping ScriptedServer.StreamScript, _ log: ScriptedServer.Log) {
        self.script = script
        self.log = log
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        received.writeBuffer(&bytes)
        guard let message = received.readLengthPrefixedSlice(as: UInt16.self),
            let query = ReceivedQuery(Array(message.readableBytesView))
        else { return }
        let number = log.queries.withLock { queries in
            queries.append((query, context.remoteAddress?.port ?? 0))
            return queries.count - 1
        }
        let channel = context.channel
        for action in script(number, query) {
            switch action {
            case .send(let bytes):
                var buffer = ByteBuffer(integer: UInt16(bytes.count))
                buffer.writeBytes(bytes)
                channel.writeAndFlush(buffer, promise: nil)
            case .sendRaw(let bytes): channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
            case .sendSlowly(let bytes):
                for (index, byte) in bytes.enumerated() {
                    channel.eventLoop.scheduleTask(in: .milliseconds(Int64(index) * 20)) {
                        channel.writeAndFlush(ByteBuffer(bytes: [byte]), promise: nil)
                    }
                }
            case .close: channel.close(promise: nil)
            }
        }
    }
}
