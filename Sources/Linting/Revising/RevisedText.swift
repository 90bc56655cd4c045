import ZoneFile

/// A file's text with pieces of it replaced; all other bytes are those of the file.
public struct RevisedText: Sendable {
    public let original: SourceFile
    /// In order; between two of them stand bytes that are kept.
    public private(set) var replacements: [Replacement] = []

    public struct Replacement: Sendable, Equatable {
        /// Bytes of the original.
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

    /// The text as it is to be.
    public var bytes: [UInt8] {
        original.withBytes { old in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(old.count + replacements.reduce(0) { $0 + $1.bytes.count })
            var position = 0
            for replacement in replacements {
                bytes += old[position..<replacement.range.lowerBound]
                bytes += replacement.bytes
                position = replacement.range.upperBound
            }
            bytes += old[position...]
            return bytes
        }
    }

    /// Replaces more.
    ///
    /// - Parameter edits: ranges of ``bytes`` as they are now, in order, none overlapping another.
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
    }

    /// Where a byte of the text as it is now stood in the original; that of the replacement it is in.
    func originalOffset(of offset: Int) -> Int {
        PositionMap(replacements).old(offset)
    }

    // MARK: - Pieces

    /// What the text is made of, from its beginning to its end.
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

    /// Walks over pieces once, keeping or dropping what it passes.
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

/// Tells where a place in a text was before pieces of the text were replaced.
struct PositionMap {
    /// By replacement, where its text begins and how many bytes the text is longer before it.
    private var starts: [Int] = []
    private var shifts: [Int] = []
    private let replacements: [RevisedText.Replacement]

    init(_ replacements: [RevisedText.Replacement]) {
        self.replacements = replacements
        var shift = 0
        for replacement in replacements {
            starts.append(replacement.range.lowerBound + shift)
            shifts.append(shift)
            shift += replacement.bytes.count - replacement.range.count
        }
    }

    func old(_ offset: Int) -> Int {
        guard let last = last(before: offset) else { return offset }
        let replacement = replacements[last]
        let inside = offset - starts[last]
        guard inside >= replacement.bytes.count else { return replacement.range.lowerBound }
        return replacement.range.upperBound + inside - replacement.bytes.count
    }

    private func last(before offset: Int) -> Int? {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }
}
