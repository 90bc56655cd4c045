import NIOCore
import Synchronization

/// Closes a connection in any state from the task that waits for it.
final class ConnectionCancellation: Sendable {
    private struct State {
        var channel: (any Channel)?
        var cancelled = false
    }
    private let state = Mutex(State())

    func adopt(_ channel: any Channel) throws {
        let cancelled = state.withLock { state in
            state.channel = channel
            return state.cancelled
        }
        if cancelled { throw CancellationError() }
    }

    func cancel() {
        let channel = state.withLock { state in
            state.cancelled = true
            return state.channel
        }
        channel?.closeImmediately()
    }
}
