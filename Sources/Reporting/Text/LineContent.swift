import ZoneFile

/// A line of a file, or a line after a fix: pieces of the file and of new text.
///
/// The pieces are never joined, so a line of 100 MB costs no more than the part that is shown.
struct LineContent {
    private enum Piece {
        case source(SourceFile, Range<Int>)
        case text([UInt8])
    }

    private var pieces: [Piece] = []
    /// The number of bytes.
    private(set) var count = 0

    init() {}

    init(_ source: SourceFile, line: Int) {
        append(source, source.range(ofLine: line))
    }

    mutating func append(_ source: SourceFile, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        count += range.count
        if case .source(let last, let before)? = pieces.last, last === source, before.upperBound == range.lowerBound {
            pieces[pieces.count - 1] = .source(source, before.lowerBound..<range.upperBound)
        } else {
            pieces.append(.source(source, range))
        }
    }

    mutating func append(_ text: [UInt8]) {
        guard !text.isEmpty else { return }
        count += text.count
        pieces.append(.text(text))
    }

    /// Returns the bytes in `range`, clamped to the line.
    func bytes(in range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        var start = 0
        for piece in pieces {
            switch piece {
            case .source(let source, let part):
                let wanted = range.clamped(to: start..<(start + part.count))
                if !wanted.isEmpty {
                    let shift = part.lowerBound - start
                    source.withBytes { bytes += $0[(wanted.lowerBound + shift)..<(wanted.upperBound + shift)] }
                }
                start += part.count
            case .text(let text):
                let wanted = range.clamped(to: start..<(start + text.count))
                if !wanted.isEmpty { bytes += text[(wanted.lowerBound - start)..<(wanted.upperBound - start)] }
                start += text.count
            }
        }
        return bytes
    }

    /// Whether both lines are equal. Long lines are equal only if they are the same piece of a file.
    func isSame(as other: LineContent) -> Bool {
        guard count == other.count else { return false }
        if count == 0 { return true }
        if pieces.count == 1, other.pieces.count == 1, case .source(let left, let leftRange) = pieces[0],
            case .source(let right, let rightRange) = other.pieces[0], left === right, leftRange == rightRange
        {
            return true
        }
        return count <= 4096 && bytes(in: 0..<count) == other.bytes(in: 0..<count)
    }
}
