import NIOCore
import Synchronization

/// Lets so many connections be open at once, and the others wait, first come, first served.
///
/// Every connection has a descriptor. Where the last one is taken, libraries stop the program: the dispatch library, for
/// one, which opens a file to see what its threads do.
final class ConnectionLimiter: Sendable {
    private struct State {
        var free: Int
        var nextTicket: UInt64 = 0
        /// Those that wait, and those that waited until they were cancelled.
        var line: CircularBuffer<UInt64> = CircularBuffer()
        var waiting: [UInt64: CheckedContinuation<Bool, Never>] = [:]
        /// Cancelled before they waited.
        var cancelled: Set<UInt64> = []
    }

    private let state: Mutex<State>

    init(_ count: Int) {
        state = Mutex(State(free: max(count, 1)))
    }

    /// Waits for its turn.
    ///
    /// - Throws: when its task is cancelled; then there is nothing to leave.
    func enter() async throws(CancellationError) {
        let ticket: UInt64? = state.withLock { state in
            if state.free > 0 {
                state.free -= 1
                return nil
            }
            state.nextTicket += 1
            return state.nextTicket - 1
        }
        guard let ticket else { return }
        let isAdmitted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if state.cancelled.remove(ticket) != nil { return false }
                    // Somebody may have left meanwhile.
                    if state.free > 0 {
                        state.free -= 1
                        return true
                    }
                    state.line.append(ticket)
                    state.waiting[ticket] = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                let continuation = state.waiting.removeValue(forKey: ticket)
                if continuation == nil { state.cancelled.insert(ticket) }
                return continuation
            }
            continuation?.resume(returning: false)
        }
        state.withLock { state in _ = state.cancelled.remove(ticket) }
        if !isAdmitted { throw CancellationError() }
    }

    /// Gives the turn to the next.
    func leave() {
        let next: CheckedContinuation<Bool, Never>? = state.withLock { state in
            while let ticket = state.line.popFirst() {
                if let next = state.waiting.removeValue(forKey: ticket) { return next }
            }
            state.free += 1
            return nil
        }
        next?.resume(returning: true)
    }
}
