import ZoneFile

/// The text of a file with some ranges replaced. All other bytes are those of the file.
public struct RevisedText: Sendable {
    public let original: SourceFile
    /// The replacements in order. Between two of them there are always unchanged bytes.
    public private(set) var replacements: [Replacement] = []
    /// Made once for each state of the text, because each of many thousand fixes asks where it was before.
    private var positions = PositionMap([])

    public struct Replacement: Sendable, Equatable {
        /// The range in the original.
        public let range: Range<Int>
        public let bytes: [UInt8]

        public init(_ range: Range<Int>, with bytes: [UInt8]) {
            self.range = range
            self.bytes = bytes
        }
    }

    public init(_ original: SourceFile) {
        self.original = original
    }

    /// The revised text.
    public var bytes: [UInt8] {
        original.withBytes { originalBytes in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(originalBytes.count + replacements.reduce(0) { $0 + $1.bytes.count })
            var position = 0
            for replacement in replacements {
                bytes += originalBytes[position..<replacement.range.lowerBound]
                bytes += replacement.bytes
                position = replacement.range.upperBound
            }
            bytes += originalBytes[position...]
            return bytes
        }
    }

    /// Makes further replacements.
    ///
    /// - Parameter edits: ranges of the current ``bytes``, in order and without overlaps.
    public mutating func replace(_ edits: [Replacement]) {
        guard !edits.isEmpty else { return }
        var cutter = Cutter(pieces)
        for edit in edits {
            cutter.keep(upTo: edit.range.lowerBound)
            cutter.drop(upTo: edit.range.upperBound)
            cutter.kept.append(.added(edit.bytes[...]))
        }
        cutter.keep(upTo: .max)
        replacements = Self.replacements(cutter.kept, count: original.count)
        positions = PositionMap(replacements)
    }

    /// Returns the offset in the original of a byte of ``bytes``. For a byte of a replacement, it is the start of the replaced
    /// range.
    package func originalOffset(of offset: Int) -> Int {
        positions.originalOffset(of: offset)
    }

    // MARK: - Pieces

    /// A part of the text.
    private enum Piece {
        case original(Range<Int>)
        case added(ArraySlice<UInt8>)

        var count: Int {
            switch self {
            case .original(let range): range.count
            case .added(let bytes): bytes.count
            }
        }

        func prefix(_ count: Int) -> Piece {
            switch self {
            case .original(let range): .original(range.prefix(count))
            case .added(let bytes): .added(bytes.prefix(count))
            }
        }

        func dropFirst(_ count: Int) -> Piece {
            switch self {
            case .original(let range): .original(range.dropFirst(count))
            case .added(let bytes): .added(bytes.dropFirst(count))
            }
        }
    }

    /// The parts of the text, from start to end.
    private var pieces: [Piece] {
        var pieces: [Piece] = []
        var position = 0
        for replacement in replacements {
            pieces.append(.original(position..<replacement.range.lowerBound))
            pieces.append(.added(replacement.bytes[...]))
            position = replacement.range.upperBound
        }
        pieces.append(.original(position..<original.count))
        return pieces
    }

    /// Passes over pieces once, keeping or dropping bytes.
    private struct Cutter {
        private var rest: ArraySlice<Piece>
        private var position = 0
        var kept: [Piece] = []

        init(_ pieces: [Piece]) {
            rest = pieces[...]
        }

        mutating func keep(upTo end: Int) { pass(upTo: end) { $0.append($1) } }
        mutating func drop(upTo end: Int) { pass(upTo: end) { _, _ in } }

        private mutating func pass(upTo end: Int, _ body: (inout [Piece], Piece) -> Void) {
            while position < end, let piece = rest.first {
                let count = min(piece.count, end - position)
                body(&kept, piece.prefix(count))
                position += count
                if count == piece.count { rest.removeFirst() } else { rest[rest.startIndex] = piece.dropFirst(count) }
            }
        }
    }

    private static func replacements(_ pieces: [Piece], count: Int) -> [Replacement] {
        var replacements: [Replacement] = []
        var position = 0
        var added: [UInt8] = []
        func replace(upTo end: Int) {
            guard end > position || !added.isEmpty else { return }
            replacements.append(Replacement(position..<end, with: added))
            added = []
        }
        for piece in pieces {
            switch piece {
            case .added(let bytes): added += bytes
            case .original(let range):
                guard !range.isEmpty else { continue }
                replace(upTo: range.lowerBound)
                position = range.upperBound
            }
        }
        replace(upTo: count)
        return replacements
    }
}

/// Maps offsets in a text to those before ranges of the text were replaced.
struct PositionMap {
    /// The offset of each replacement in the new text.
    private var starts: [Int] = []
    private let replacements: [RevisedText.Replacement]

    init(_ replacements: [RevisedText.Replacement]) {
        self.replacements = replacements
        var shift = 0
        for replacement in replacements {
            starts.append(replacement.range.lowerBound + shift)
            shift += replacement.bytes.count - replacement.range.count
        }
    }

    /// Returns the original offset. For a byte of a replacement, it is the start of the replaced range.
    func originalOffset(of offset: Int) -> Int {
        let count = starts.partitioningIndex { $0 > offset }
        guard count > 0 else { return offset }
        let replacement = replacements[count - 1]
        let inside = offset - starts[count - 1]
        guard inside >= replacement.bytes.count else { return replacement.range.lowerBound }
        return replacement.range.upperBound + inside - replacement.bytes.count
    }
}
