import Synchronization
import ZoneFile

/// What may still be read in a run, for zone files and what they include alike.
final class ReadingBudget: Sendable {
    private let left = Mutex(ReadingLimit.bytes)

    /// Reads a file of at most as much as is left.
    func read(
        _ body: (_ limit: Int) throws(ReadingFailure) -> SourceFile
    ) throws(ReadingFailure) -> SourceFile {
        let source = try body(left.withLock { $0 })
        left.withLock { $0 -= source.count }
        return source
    }
}
