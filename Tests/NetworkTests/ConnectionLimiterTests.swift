import Synchronization
import Testing

@testable import Network

/// No more connections are open at once than there are descriptors for, and nobody who waits is forgotten.
@Suite struct ConnectionGateTests {
    private struct Count {
        var now = 0
        var most = 0
        var done = 0
    }

    private final class Tally: Sendable {
        let count = Mutex(Count())
    }

    @Test(arguments: [1, 3])
    func `so many enter at once, and all of them some time`(limit: Int) async throws {
        let gate = ConnectionLimiter(limit)
        let tally = Tally()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<500 {
                group.addTask {
                    try await gate.enter()
                    tally.count.withLock {
                        $0.now += 1
                        $0.most = max($0.most, $0.now)
                    }
                    await Task.yield()
                    tally.count.withLock {
                        $0.now -= 1
                        $0.done += 1
                    }
                    gate.leave()
                }
            }
            try await group.waitForAll()
        }
        #expect(tally.count.withLock { $0.most } <= limit)
        #expect(tally.count.withLock { $0.done } == 500)
    }

    @Test func `who is cancelled while waiting takes no turn from others`() async throws {
        let gate = ConnectionLimiter(1)
        try await gate.enter()
        let waiting = (0..<200).map { _ in Task { try await gate.enter() } }
        for task in waiting { task.cancel() }
        for task in waiting { await #expect(throws: CancellationError.self) { try await task.value } }
        let other = Task { try await gate.enter() }
        gate.leave()
        try await other.value
    }
}
