import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The bytes of one zone file, kept as they are, with the name that findings show for it.
///
/// The buffer ends in ``padding`` bytes of line feeds that are not part of the file, so that
/// the scanner needs no bounds test at every byte.
public final class SourceFile: @unchecked Sendable {
    // @unchecked: the buffer is written only during initialisation, the line index is behind a mutex.

    /// The path as findings show it; `-` for standard input without a name.
    public let path: String
    /// How its text came into the zone.
    public let provenance: Provenance
    /// Number of bytes in the file, without the padding.
    public var count: Int { storage.count }

    /// Line feeds after the last byte; at least one SIMD block.
    public static let padding = 64

    private let storage: Storage
    private let lines = Mutex<LineIndex?>(nil)

    /// How a text came into a zone.
    public enum Provenance: Sendable {
        /// It is the zone file.
        case given
        /// An `$INCLUDE` brought it; the span is the directive's argument.
        case included(by: SourceSpan)
        /// A `$GENERATE` made it, a line for each iteration; the span is the directive.
        case generated(by: SourceSpan, first: Int, step: Int)
    }

    /// Makes a source of at most `capacity` bytes that `fill` writes.
    ///
    /// - Parameter fill: writes into the buffer it is given and returns how many bytes it wrote.
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

    /// The same bytes, as they came into a zone by a directive.
    public init(_ other: SourceFile, provenance: Provenance) {
        path = other.path
        storage = other.storage
        self.provenance = provenance
    }

    /// The bytes, freed with the last source that shows them.
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

    /// The first byte; the rest follows, then the padding.
    var base: UnsafePointer<UInt8> { storage.base }

    /// Whether lone carriage returns end lines, in a file that has no other line ends.
    var crEndsLines: Bool { storage.crEndsLines }

    /// The bytes of the file, for as long as `body` runs.
    public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try body(UnsafeBufferPointer(start: base, count: count))
    }

    /// A copy of the bytes.
    public var contents: [UInt8] { Array(bytes.prefix(count)) }

    /// The bytes in `range`, clamped to the file, decoded as UTF-8 with repairs. Untrusted: escape before showing.
    public func text(in range: Range<Int>) -> String {
        let clamped = range.clamped(to: 0..<count)
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[clamped]), as: UTF8.self)
    }

    /// The bytes in `range` as the path of a file; see ``PathText``.
    func path(in range: Range<Int>) -> String {
        PathText.decode(UnsafeBufferPointer(rebasing: bytes[range.clamped(to: 0..<count)]))
    }

    /// The next word on the same line, behind blanks and parentheses; empty at its end or before a comment. Untrusted.
    public func word(after offset: Int) -> String {
        var start = offset
        while start < count, [0x20, 0x09, 0x28, 0x29].contains(base[start]) { start += 1 }
        var end = start
        while end < count, end - start < 256, ByteClass.table[Int(base[end])] == ByteClass.ordinary { end += 1 }
        return text(in: start..<end)
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

/// A place in a source as people read it: both numbers count from 1, and columns count Unicode scalars.
public struct SourceLocation: Hashable, Sendable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

extension SourceFile {
    /// Line and column of the byte at `offset` (0...count).
    public func location(of offset: Int) -> SourceLocation {
        let lines = lineIndex
        let line = lines.line(of: offset)
        let start = lines.starts[line]
        let end = min(max(offset, start), count)
        let scalars = lines.scalars(before: end, in: bytes) - lines.scalars(before: start, in: bytes)
        return SourceLocation(line: line + 1, column: scalars + 1)
    }

    /// The bytes of the given line (counted from 1) without its line end.
    public func range(ofLine line: Int) -> Range<Int> {
        let starts = lineIndex.starts
        guard line >= 1, line <= starts.count else { return count..<count }
        let start = starts[line - 1]
        var end = line < starts.count ? starts[line] : count
        if end > start, base[end - 1] == 0x0A { end -= 1 }
        if end > start, base[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    /// How many lines the file has; the piece after a final line end is none.
    public var lineCount: Int {
        let starts = lineIndex.starts
        return starts.last == count && count > 0 ? starts.count - 1 : starts.count
    }

    /// Made when the first message needs it, since a good file never does.
    private var lineIndex: LineIndex {
        lines.withLock { cached in
            if let cached { return cached }
            let index = LineIndex(bytes)
            cached = index
            return index
        }
    }
}
