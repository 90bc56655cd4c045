import Synchronization
import ZoneFile

/// How many bytes may still be read in a run, for zone files and the files that they include together.
final class ReadingBudget: Sendable {
    private let remaining = Mutex(ReadingLimit.bytes)

    /// Reads a file of at most the remaining bytes.
    func read(
        _ body: (_ limit: Int) throws(ReadingFailure) -> SourceFile
    ) throws(ReadingFailure) -> SourceFile {
        let source = try body(remaining.withLock { $0 })
        remaining.withLock { $0 -= source.count }
        return source
    }
}
