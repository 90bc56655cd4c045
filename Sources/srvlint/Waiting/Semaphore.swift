import Glibc

/// A semaphore of POSIX; it does not move, so its address may be kept.
final class Semaphore: @unchecked Sendable {
    // @unchecked: the functions of POSIX on it are atomic.
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() {
        sem_init(semaphore, 0, 0)
    }

    func signal() {
        sem_post(semaphore)
    }

    func wait() {
        while sem_wait(semaphore) != 0, errno == EINTR {}
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }
}
