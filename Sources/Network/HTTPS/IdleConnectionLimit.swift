import Synchronization

/// Limits the number of connections that are open without a request, because each needs a file descriptor.
final class IdleConnectionLimit: Sendable {
    private let free: Mutex<Int>

    init(_ count: Int) {
        free = Mutex(max(count, 0))
    }

    /// Returns whether another connection may stay open. Call ``release(_:)`` when it is closed or used again.
    func reserve() -> Bool {
        free.withLock { free in
            guard free > 0 else { return false }
            free -= 1
            return true
        }
    }

    func release(_ count: Int) {
        free.withLock { $0 += count }
    }
}
