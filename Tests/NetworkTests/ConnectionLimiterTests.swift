import Synchronization
import Testing

@testable import Network

/// The number of open connections is limited, and every waiting task is resumed or cancelled.
@Suite struct ConnectionLimiterTests {
    private struct Count {
        var now = 0
        var maximum = 0
        var done = 0
    }

    private final class Tally: Sendable {
        let count = Mutex(Count())
    }

    @Test(arguments: [1, 3])
    func `at most the limit enter at once, and all of them in the end`(limit: Int) async throws {
        let limiter = ConnectionLimiter(limit)
        let tally = Tally()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<500 {
                group.addTask {
                    try await limiter.enter()
                    tally.count.withLock {
                        $0.now += 1
                        $0.maximum = max($0.maximum, $0.now)
                    }
                    await Task.yield()
                    tally.count.withLock {
                        $0.now -= 1
                        $0.done += 1
                    }
                    limiter.leave()
                }
            }
            try await group.waitForAll()
        }
        #expect(tally.count.withLock { $0.maximum } <= limit)
        #expect(tally.count.withLock { $0.done } == 500)
    }

    @Test func `a cancelled task does not block others`() async throws {
        let limiter = ConnectionLimiter(1)
        try await limiter.enter()
        let waiting = (0..<200).map { _ in Task { try await limiter.enter() } }
        for task in waiting { task.cancel() }
        for task in waiting { await #expect(throws: CancellationError.self) { try await task.value } }
        let other = Task { try await limiter.enter() }
        limiter.leave()
        try await other.value
    }
}
