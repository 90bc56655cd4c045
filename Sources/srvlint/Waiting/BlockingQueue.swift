import Synchronization
import Threads

/// A queue whose readers wait for elements: it passes results of tasks to a command, which is synchronous.
final class BlockingQueue<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])
    private let count = Semaphore()

    func put(_ element: Element) {
        elements.withLock { $0.append(element) }
        count.signal()
    }

    /// Removes the oldest element; waits until there is one.
    func take() -> Element {
        while true {
            count.wait()
            if let element = removeFirst() { return element }
        }
    }

    /// Removes the oldest element, or returns `nil` if there is none by the deadline.
    func take(until deadline: ContinuousClock.Instant) -> Element? {
        while count.wait(for: deadline - .now) {
            if let element = removeFirst() { return element }
        }
        return nil
    }

    private func removeFirst() -> Element? {
        elements.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
