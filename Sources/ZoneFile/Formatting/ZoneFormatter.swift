/// Aligns the columns of a zone file. Only white space between fields changes: comments, blank lines, names and numbers
/// stay as they are written, and every line stays a line.
///
/// A block ends at a blank line or a directive. Its records have aligned columns, and its comments at the ends of lines are
/// aligned too. Entries that cannot be read as records stay as they are.
public struct ZoneFormatter {
    private let source: SourceFile
    private var edits: [FormattingEdit] = []
    private var block: [RecordLine] = []

    /// Lines that are longer do not move the comments of all others.
    private static let commentLimit = 100

    private init(_ source: SourceFile) {
        self.source = source
    }

    /// Returns the changes of a zone file, in the order of their ranges.
    public static func format(_ source: SourceFile) -> [FormattingEdit] {
        var formatter = ZoneFormatter(source)
        formatter.run()
        return formatter.edits
    }

    private mutating func run() {
        var scanner = EntryScanner(source)
        defer { scanner.deallocate() }
        var end = 0
        while scanner.next() {
            skip(end..<scanner.entryStart)
            end = scanner.position
            guard let lines = scanner.linesOfEntry(crEndsLines: source.crEndsLines) else { continue }
            if scanner.tokenCount > 0, !scanner.isIndented, source[Int(scanner.tokens[0].start)] == UInt8(ascii: "$") {
                endBlock()
                addDirective(lines)
            } else if let record = RecordLine(lines, isIndented: scanner.isIndented, in: source),
                !record.continuation.contains(where: { mayBeginRecord($0.range) })
            {
                block.append(record)
            }
        }
        skip(end..<source.count)
        endBlock()
    }

    /// Whether a line in parentheses looks like another record. The parenthesis before it may be one that should be closed, and
    /// the reader decides about that by the beginning of the line.
    private func mayBeginRecord(_ line: Range<Int>) -> Bool {
        guard !line.isEmpty, ByteClass.table[Int(source[line.lowerBound])] != ByteClass.space else { return false }
        return RecordStartHeuristic.matches(at: line.lowerBound, base: source.base, count: source.count)
    }

    /// Handles lines between entries: comments, which stay, and blank lines, which end a block.
    private mutating func skip(_ range: Range<Int>) {
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start
            while end < range.upperBound, !isLineEnd(end) { end += 1 }
            if (start..<end).allSatisfy({ ByteClass.table[Int(source[$0])] == ByteClass.space }) {
                endBlock()
                if end > start { edits.append(FormattingEdit(range: start..<end, bytes: [])) }
            }
            start = end + 1
            if end + 1 < range.upperBound, source[end] == 0x0D, source[end + 1] == 0x0A { start += 1 }
        }
    }

    private func isLineEnd(_ offset: Int) -> Bool {
        let byte = source[offset]
        guard byte == 0x0D else { return byte == 0x0A }
        return source.crEndsLines || (offset + 1 < source.count && source[offset + 1] == 0x0A)
    }

    private mutating func addDirective(_ lines: [(range: Range<Int>, pieces: [LinePiece])]) {
        guard lines.count == 1, let line = lines.first else { return }
        var formatted = FormattedLine()
        formatted.add(line.pieces, source)
        replace(line.range, with: formatted)
    }

    private mutating func endBlock() {
        guard !block.isEmpty else { return }
        let columns = RecordColumns(block)
        var firstLines: [FormattedLine] = []
        for record in block {
            var line = columns.beginning(of: record, in: source)
            line.add(record.rest.prefix { $0.kind != .comment }, source)
            line.removeTrailingSpaces()
            firstLines.append(line)
        }
        let commented = zip(block, firstLines).filter { $0.0.continuation.isEmpty && $0.0.hasAlignedComment }
        let column = commented.map(\.1.width).filter { $0 < Self.commentLimit }.max() ?? 0
        for (record, line) in zip(block, firstLines) {
            addComment(of: record.rest, to: line, record.range, at: record.continuation.isEmpty ? column : 0)
            addContinuation(record, columns.data)
        }
        block = []
    }

    private mutating func addContinuation(_ record: RecordLine, _ indentation: Int) {
        var lines: [FormattedLine] = []
        for (_, pieces) in record.continuation {
            var line = FormattedLine()
            if pieces.first?.kind != .comment {
                if !pieces.isEmpty { line.pad(to: indentation) }
                line.add(pieces.prefix { $0.kind != .comment }, source)
            }
            lines.append(line)
        }
        let commented = zip(record.continuation, lines).filter {
            $0.0.pieces.last?.isAlignedComment(after: $0.1) ?? false
        }
        let column = commented.map(\.1.width).filter { $0 < Self.commentLimit }.max() ?? 0
        for (original, line) in zip(record.continuation, lines) {
            let start = line.width == 0 ? indentation : column
            addComment(of: original.pieces, to: line, original.range, at: start)
        }
    }

    /// Adds the comment of a line, and replaces the line.
    private mutating func addComment(
        of pieces: [LinePiece], to line: FormattedLine, _ range: Range<Int>, at column: Int
    ) {
        var line = line
        if let comment = pieces.last, comment.kind == .comment {
            if line.width == 0 {
                line.pad(to: column)
            } else if !comment.isGlued {
                line.pad(to: column + 1)
                line.separate()
            }
            line.add(comment, source)
        }
        replace(range, with: line)
    }

    private mutating func replace(_ range: Range<Int>, with line: FormattedLine) {
        let isSame = source.withBytes { $0[range].elementsEqual(line.bytes) }
        if !isSame { edits.append(FormattingEdit(range: range, bytes: line.bytes)) }
    }
}

/// A change of white space.
public struct FormattingEdit: Sendable, Equatable {
    /// Part of one line.
    public let range: Range<Int>
    public let bytes: [UInt8]
}

extension RecordLine {
    /// Whether the first line ends in a comment after white space.
    fileprivate var hasAlignedComment: Bool {
        guard let last = rest.last else { return false }
        return last.kind == .comment && !last.isGlued
    }
}

extension LinePiece {
    fileprivate func isAlignedComment(after line: FormattedLine) -> Bool {
        kind == .comment && !isGlued && line.width > 0
    }
}
