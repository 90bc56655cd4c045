import Synchronization

/// What tasks hand to a command, which is not asynchronous and waits for it.
final class Mailbox<Letter: Sendable>: Sendable {
    private let letters = Mutex<[Letter]>([])
    private let arrived = Semaphore()

    func put(_ letter: Letter) {
        letters.withLock { $0.append(letter) }
        arrived.signal()
    }

    /// The oldest letter; waits until there is one.
    func take() -> Letter {
        while true {
            arrived.wait()
            if let letter = letters.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return letter }
        }
    }

    /// The oldest letter, or `nil` if there is none by then.
    func take(until deadline: ContinuousClock.Instant) -> Letter? {
        while arrived.wait(for: deadline - .now) {
            if let letter = letters.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return letter }
        }
        return nil
    }
}
