import NIOCore
import Synchronization

/// Limits the number of open connections. Further ones wait in order of arrival.
///
/// Each connection needs a file descriptor. Without a free one, libraries crash the program: for example Dispatch, which
/// opens a file to monitor its threads.
final class ConnectionLimiter: Sendable {
    private struct State {
        var free: Int
        var nextID: UInt64 = 0
        /// The waiting connections, including those that were cancelled while waiting.
        var queue: CircularBuffer<UInt64> = CircularBuffer()
        var waiting: [UInt64: CheckedContinuation<Bool, Never>] = [:]
        /// The connections that were cancelled before they began to wait.
        var cancelled: Set<UInt64> = []
    }

    private let state: Mutex<State>

    init(_ count: Int) {
        state = Mutex(State(free: max(count, 1)))
    }

    /// Waits until a connection may be opened.
    ///
    /// - Throws: If the task is cancelled. Do not call ``leave()`` then.
    func enter() async throws(CancellationError) {
        let id: UInt64? = state.withLock { state in
            if state.free > 0 {
                state.free -= 1
                return nil
            }
            state.nextID += 1
            return state.nextID - 1
        }
        guard let id else { return }
        let isAdmitted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return false }
                    // A connection may have been closed in the meantime.
                    if state.free > 0 {
                        state.free -= 1
                        return true
                    }
                    state.queue.append(id)
                    state.waiting[id] = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                let continuation = state.waiting.removeValue(forKey: id)
                if continuation == nil { state.cancelled.insert(id) }
                return continuation
            }
            continuation?.resume(returning: false)
        }
        state.withLock { state in _ = state.cancelled.remove(id) }
        if !isAdmitted { throw CancellationError() }
    }

    /// Lets the next connection be opened.
    func leave() {
        let next: CheckedContinuation<Bool, Never>? = state.withLock { state in
            while let id = state.queue.popFirst() {
                if let next = state.waiting.removeValue(forKey: id) { return next }
            }
            state.free += 1
            return nil
        }
        next?.resume(returning: true)
    }
}
