import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The unchanged bytes of one zone file, with the path that findings show for it.
///
/// The buffer ends in ``padding`` line feeds that are not part of the file, so that the scanner needs no bounds check for
/// every byte.
public final class SourceFile: @unchecked Sendable {
    // @unchecked: the buffer is written only during initialisation, and a mutex protects the line index.

    /// The path that findings show; `-` for standard input without a name.
    public let path: String
    /// Where the text comes from.
    public let provenance: Provenance
    /// The number of bytes in the file, without the padding.
    public var count: Int { storage.count }

    /// The number of line feeds after the last byte.
    public static let padding = 64

    private let storage: Storage
    private let lines = Mutex<LineIndex?>(nil)

    /// Where the text of a zone comes from.
    public enum Provenance: Sendable {
        /// The zone file itself.
        case given
        /// An `$INCLUDE`; the span is the directive's argument.
        case included(by: SourceSpan)
        /// A `$GENERATE`, with a line for each iteration; the span is the directive.
        case generated(by: SourceSpan, first: Int, step: Int)
    }

    /// Whether the text was made by a `$GENERATE`.
    public var isGenerated: Bool {
        if case .generated = provenance { true } else { false }
    }

    /// Creates a source of at most `capacity` bytes.
    ///
    /// - Parameter fill: writes the bytes into a buffer, and returns their number.
    public init(path: String, capacity: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Int) rethrows {
        storage = try Storage(capacity: capacity, fill: fill)
        self.path = path
        provenance = .given
    }

    public convenience init(path: String, bytes: [UInt8]) {
        self.init(path: path, capacity: bytes.count) { buffer in
            buffer.copyBytes(from: bytes)
            return bytes.count
        }
    }

    public convenience init(path: String, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }

    /// Creates a source that shares the bytes of another one, with the directive it comes from.
    public init(_ other: SourceFile, provenance: Provenance) {
        path = other.path
        storage = other.storage
        self.provenance = provenance
    }

    /// The bytes, freed with the last source that shares them.
    private final class Storage {
        let base: UnsafePointer<UInt8>
        let count: Int
        let crEndsLines: Bool
        private let memory: UnsafeMutableRawPointer

        init(capacity: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Int) rethrows {
            memory = .allocate(byteCount: capacity + SourceFile.padding, alignment: 64)
            LargePages.prefer(memory, byteCount: capacity)
            do {
                count = try fill(UnsafeMutableRawBufferPointer(start: memory, count: capacity))
            } catch {
                memory.deallocate()
                throw error
            }
            (memory + count).initializeMemory(as: UInt8.self, repeating: 0x0A, count: SourceFile.padding)
            base = UnsafePointer(memory.assumingMemoryBound(to: UInt8.self))
            crEndsLines = memchr(base, 0x0A, count) == nil && memchr(base, 0x0D, count) != nil
        }

        deinit {
            memory.deallocate()
        }
    }

    /// The first byte of the file, which the padding follows.
    var base: UnsafePointer<UInt8> { storage.base }

    /// Text of fewer bytes is not worth starting a thread: it has about 20,000 records, which take a few milliseconds.
    public static let sizeForThreads = 1 << 20

    /// Whether the text may have an `$INCLUDE` directive.
    public var mayInclude: Bool {
        let word: StaticString = "$INCLUDE"
        var at = 0
        while at < count, let found = memchr(base + at, 0x24, count - at) {
            let offset = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if UnsafeBufferPointer(rebasing: bytes[offset...]).hasFoldedPrefix(word) { return true }
            at = offset + 1
        }
        return false
    }

    /// Whether lone carriage returns end lines, as in a file that has no other line ends.
    var crEndsLines: Bool { storage.crEndsLines }

    /// Calls `body` with the bytes of the file.
    public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try body(UnsafeBufferPointer(start: base, count: count))
    }

    /// A copy of the bytes.
    public var contents: [UInt8] { Array(bytes.prefix(count)) }

    /// The bytes in `range`, clamped to the file, decoded as UTF-8 with replacement characters. Untrusted: escape it for
    /// output.
    public func text(in range: Range<Int>) -> String {
        let clamped = range.clamped(to: 0..<count)
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[clamped]), as: UTF8.self)
    }

    /// The bytes in `range` as the path of a file; see ``PathText``.
    func path(in range: Range<Int>) -> String {
        PathText.decode(UnsafeBufferPointer(rebasing: bytes[range.clamped(to: 0..<count)]))
    }

    public subscript(offset: Int) -> UInt8 {
        precondition(offset >= 0 && offset < count)
        return base[offset]
    }

    var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base, count: count)
    }
}

// MARK: - Lines and columns

/// A line and column of a source, both counted from 1. Columns count Unicode scalars.
public struct SourceLocation: Hashable, Sendable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

extension SourceFile {
    /// The line and column of the byte at `offset` (0...count).
    public func location(of offset: Int) -> SourceLocation {
        let lines = lineIndex
        let line = lines.line(of: offset)
        let start = lines.starts[line]
        let end = min(max(offset, start), count)
        let scalars = lines.scalars(before: end, in: bytes) - lines.scalars(before: start, in: bytes)
        return SourceLocation(line: line + 1, column: scalars + 1)
    }

    /// The byte range of the given line (counted from 1), without its line end.
    public func range(ofLine line: Int) -> Range<Int> {
        let starts = lineIndex.starts
        guard line >= 1, line <= starts.count else { return count..<count }
        let start = starts[line - 1]
        var end = line < starts.count ? starts[line] : count
        if end > start, base[end - 1] == 0x0A { end -= 1 }
        if end > start, base[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    /// The number of lines. A final line end does not begin another one.
    public var lineCount: Int {
        let starts = lineIndex.starts
        return starts.last == count && count > 0 ? starts.count - 1 : starts.count
    }

    /// Created for the first finding: a file without findings does not need it.
    private var lineIndex: LineIndex {
        lines.withLock { cached in
            if let cached { return cached }
            let index = LineIndex(bytes)
            cached = index
            return index
        }
    }
}
