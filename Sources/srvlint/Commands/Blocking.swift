import Glibc
import Synchronization

/// Runs asynchronous work from a command, which is not: only commands that use the network pay for its threads.
enum Blocking {
    static func run<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value? {
        let box = Box<Value>()
        Task.detached {
            box.put(await work())
        }
        return box.take()
    }

    private final class Box<Value: Sendable>: Sendable {
        private let value = Mutex<Value?>(nil)
        private let isDone: Semaphore

        init() {
            isDone = Semaphore()
        }

        func put(_ new: Value) {
            value.withLock { $0 = new }
            isDone.signal()
        }

        func take() -> Value? {
            isDone.wait()
            return value.withLock { $0 }
        }
    }

    /// A semaphore of POSIX; it does not move, so its address may be kept.
    private final class Semaphore: @unchecked Sendable {
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
}
