#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A POSIX semaphore.
package final class Semaphore: @unchecked Sendable {
    // @unchecked: the POSIX functions on it are thread-safe. It is allocated because its address must not change.
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    package init(value: UInt32 = 0) {
        sem_init(semaphore, 0, value)
    }

    /// Increments the value. Safe in signal handlers.
    package func signal() {
        sem_post(semaphore)
    }

    /// Waits until the value is positive, and decrements it.
    package func wait() {
        while sem_wait(semaphore) != 0, errno == EINTR {}
    }

    /// Waits until the value is positive, and decrements it, unless the time is over first.
    ///
    /// - Returns: whether it was decremented.
    @discardableResult
    package func wait(for time: Duration) -> Bool {
        var deadline = timespec()
        clock_gettime(CLOCK_REALTIME, &deadline)
        let nanoseconds = deadline.tv_nsec + Int(max(.zero, time) / .nanoseconds(1))
        deadline.tv_sec += nanoseconds / 1_000_000_000
        deadline.tv_nsec = nanoseconds % 1_000_000_000
        while sem_timedwait(semaphore, &deadline) != 0 {
            if errno != EINTR { return false }
        }
        return true
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }
}
