import NIOCore

/// A connection that a server left open after a complete response.
struct OpenConnection: Sendable {
    let channel: any Channel
    private let handler: NIOLoopBound<ConnectionHandler>

    /// Call this on the event loop of the channel.
    init(_ channel: any Channel, _ handler: ConnectionHandler) {
        self.channel = channel
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
    }

    /// Sends a request. The promise fails if the connection was closed meanwhile.
    func begin(
        _ plan: ConnectionPlan, start: Duration, _ cancellation: ConnectionCancellation,
        _ promise: EventLoopPromise<ConnectionOutcome>
    ) {
        channel.eventLoop.execute {
            do {
                try cancellation.adopt(channel)
                guard handler.value.begin(plan, start: start, promise) else { throw ChannelError.alreadyClosed }
            } catch {
                channel.closeImmediately()
                promise.fail(error)
            }
        }
    }

    /// Closes the connection and waits until its socket is closed.
    func close() async {
        channel.closeImmediately()
        try? await channel.closeFuture.get()
    }
}

extension Channel {
    /// Closes the channel at the socket's end of the pipeline, because TLS would wait for the peer's close_notify.
    func closeImmediately() {
        eventLoop.execute {
            if let tap = try? self.pipeline.syncOperations.handler(type: InboundTap.self) {
                tap.closeImmediately()
            } else {
                self.close(promise: nil)
            }
        }
    }
}
