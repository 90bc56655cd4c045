import DNS

/// A record, as the lines that it is written in.
struct RecordLine {
    /// What a field between the owner and the type is.
    enum HeaderField { case ttl, recordClass }

    let owner: LinePiece?
    let header: [(field: HeaderField, piece: LinePiece)]
    let type: LinePiece
    /// What follows the type on the first line.
    let rest: [LinePiece]
    let range: Range<Int>
    /// The lines after the first.
    let continuation: [(range: Range<Int>, pieces: [LinePiece])]

    /// - Returns: `nil` if the first line is not the beginning of a record: an owner, a TTL and a class in any order, and a
    ///   type that is known.
    init?(_ lines: [(range: Range<Int>, pieces: [LinePiece])], isIndented: Bool, in source: SourceFile) {
        guard let first = lines.first else { return nil }
        var pieces = first.pieces[...]
        guard isIndented || pieces.first?.kind == .field else { return nil }
        owner = isIndented ? nil : pieces.popFirst()
        var header: [(field: HeaderField, piece: LinePiece)] = []
        var type: LinePiece?
        while type == nil {
            guard let piece = pieces.popFirst(), piece.kind == .field, !piece.isGlued else { return nil }
            switch Self.role(of: piece, in: source) {
            case .type: type = piece
            case .header(let field) where !header.contains { $0.field == field }: header.append((field, piece))
            case .header, nil: return nil
            }
        }
        guard let type else { return nil }
        self.type = type
        self.header = header
        rest = Array(pieces)
        range = first.range
        continuation = Array(lines.dropFirst())
    }

    private enum Role {
        case type
        case header(HeaderField)
    }

    private static func role(of piece: LinePiece, in source: SourceFile) -> Role? {
        source.withBytes { bytes in
            let text = UnsafeBufferPointer(rebasing: bytes[piece.range])
            if RecordType(mnemonic: text) != nil { return .type }
            if RecordClass(mnemonic: text) != nil { return .header(.recordClass) }
            if case .value = TimeUnits.read(text) { return .header(.ttl) }
            return nil
        }
    }
}
