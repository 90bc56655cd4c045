import Network
import Synchronization

/// A counter that tasks share.
final class Counter: Sendable {
    private let number: Mutex<Int>

    init(_ number: Int = 0) {
        self.number = Mutex(number)
    }

    var value: Int { number.withLock { $0 } }

    @discardableResult
    func add(_ difference: Int) -> Int {
        number.withLock {
            $0 += difference
            return $0
        }
    }
}

/// A clock that a test advances.
final class TestClock: Sendable {
    private let nanoseconds = Mutex<UInt64>(1_000_000_000_000)

    var clock: DNSClock {
        DNSClock(
            wall: { self.nanoseconds.withLock { Int64($0 / 1_000_000) } },
            monotonic: { self.nanoseconds.withLock { $0 } }
        )
    }

    func pass(_ duration: Duration) {
        nanoseconds.withLock { $0 += UInt64(duration / .nanoseconds(1)) }
    }

    /// Advances the clock in steps of half a second until a condition is true.
    func passUntil(_ happened: () -> Bool) async throws {
        for _ in 0..<200 where !happened() {
            try await Task.sleep(for: .milliseconds(15))
            pass(.milliseconds(500))
        }
    }
}
