import Threads
import ZoneFile

/// How the threads of a run share its files: each thread takes the next file, but all threads work together on a file that would
/// keep one of them busy after the others have finished.
struct ThreadShares: Sendable {
    private let sizes: [Int]
    private let total: Int
    private let threads: Int

    /// - Parameter threads: `nil` for as many as the system allows the process.
    init(_ inputs: [ZoneInput], threads: Int?) {
        sizes = inputs.map(\.size)
        total = sizes.reduce(0, +)
        // A run over little text does not ask the system for its processors.
        self.threads = total < SourceFile.sizeForThreads ? 1 : threads ?? ProcessorCount.available
    }

    /// Whether more than one thread is used.
    var areSeveral: Bool { threads > 1 }

    /// Returns the values of `body`, which is called with the number of each file and the number of threads to use for it.
    ///
    /// - Parameter alone: the files for which `body` is called in their order, and not while it runs for others.
    func map<Value: Sendable>(
        alone: Set<Int> = [], _ body: @escaping @Sendable (Int, Int) -> Value
    ) -> [Value] {
        guard areSeveral else { return sizes.indices.map { body($0, 1) } }
        let small = sizes.indices.filter { sizes[$0] * threads < total && !alone.contains($0) }
        var values = [Value?](repeating: nil, count: sizes.count)
        for (number, value) in zip(small, Parallel.map(small.count, threads: threads) { body(small[$0], 1) }) {
            values[number] = value
        }
        return sizes.indices.compactMap { values[$0] ?? body($0, threads) }
    }
}
