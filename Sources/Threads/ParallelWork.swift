import Synchronization

/// Calls of a function that several threads share. Results are in the order of the numbers, whichever thread was first.
package final class ParallelWork<Value: Sendable>: Sendable {
    private let count: Int
    private let body: @Sendable (Int) -> Value
    private let next = Atomic(0)
    private let results: Mutex<[Value?]>
    /// Signalled by each additional thread at its end.
    private let ended = Semaphore()
    private let threads = Mutex(0)

    /// Starts threads that call `body` with every number below `count`.
    ///
    /// - Parameter threads: how many threads to start. Those that the system refuses are not missed: the calls that no thread
    ///   has begun are made by ``finish()``.
    package init(count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Value) {
        self.count = count
        self.body = body
        results = Mutex(Array(repeating: nil, count: count))
        var started = 0
        while started < min(threads, count),
            SystemThread.start({
                self.takePart()
                self.ended.signal()
            })
        { started += 1 }
        self.threads.withLock { $0 = started }
    }

    /// Makes the calls that are left on the current thread, waits for the others, and returns the results. To be called once.
    package func finish() -> [Value] {
        takePart()
        for _ in 0..<threads.withLock({ $0 }) { ended.wait() }
        return results.withLock { $0.compactMap(\.self) }
    }

    private func takePart() {
        while true {
            let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard number < count else { return }
            let value = body(number)
            results.withLock { $0[number] = value }
        }
    }
}

package enum Parallel {
    /// Returns the values of two functions, which run at once if there are two threads for them.
    package static func both<First: Sendable, Second: Sendable>(
        threads: Int, _ first: @escaping @Sendable () -> First, _ second: @escaping @Sendable () -> Second
    ) -> (First, Second) {
        guard threads > 1 else { return (first(), second()) }
        let work = ParallelWork(count: 1, threads: 1) { _ in second() }
        let value = first()
        return (value, work.finish()[0])
    }

    /// Returns the values of `body` for every number below `count`, in this order.
    ///
    /// - Parameter threads: how many threads call `body`, the current one included.
    package static func map<Value: Sendable>(
        _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Value
    ) -> [Value] {
        guard count > 1, threads > 1 else { return (0..<count).map(body) }
        return ParallelWork(count: count, threads: min(threads, count) - 1, body).finish()
    }
}
