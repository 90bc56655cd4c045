/// A line with its new white space.
struct FormattedLine {
    private(set) var bytes: [UInt8] = []
    /// The number of Unicode scalars.
    private(set) var width = 0

    static let space = UInt8(ascii: " ")

    mutating func add(_ piece: LinePiece, _ source: SourceFile) {
        source.withBytes { bytes += $0[piece.range] }
        width += piece.width
    }

    mutating func pad(to column: Int) {
        guard column > width else { return }
        bytes += repeatElement(Self.space, count: column - width)
        width = column
    }

    /// Adds a space, unless the line is empty or ends in one.
    mutating func separate() {
        if let last = bytes.last, last != Self.space { pad(to: width + 1) }
    }

    /// Adds pieces with one space between them, unless there was no white space.
    mutating func add(_ pieces: some Sequence<LinePiece>, _ source: SourceFile) {
        for piece in pieces {
            if !piece.isGlued { separate() }
            add(piece, source)
        }
    }

    mutating func removeTrailingSpaces() {
        while bytes.last == Self.space {
            bytes.removeLast()
            width -= 1
        }
    }
}
