/// The columns of the records of a block.
struct RecordColumns {
    private var owner = 0
    private var ttl = 0
    private var recordClass = 0
    private var type = 0
    /// The widths of the fields between owner and type by position, for a block that has them in both orders.
    private var positions = [0, 0]
    private var hasTTLFirst = false
    private var hasClassFirst = false

    /// A longer owner does not move the columns of all others.
    private static let ownerLimit = 40
    /// Lines without an owner are indented at least so much: narrower, a missing owner is easily overlooked. Blocks with short
    /// owners also have the same columns then.
    private static let indentation = 8

    /// The column in which most types and their TTLs and classes start.
    private var header: Int { max(owner == 0 ? 0 : owner + 1, Self.indentation) }

    /// The column in which the data starts, unless a long owner precedes it.
    var data: Int {
        let widths = hasTTLFirst && hasClassFirst ? positions : [ttl, recordClass]
        return header + widths.reduce(type + 1) { $1 > 0 ? $0 + $1 + 1 : $0 }
    }

    init(_ records: [RecordLine]) {
        for record in records {
            if let width = record.owner?.width, width <= Self.ownerLimit { owner = max(owner, width) }
            type = max(type, record.type.width)
            for (position, field) in record.header.enumerated() {
                positions[position] = max(positions[position], field.piece.width)
                switch field.field {
                case .ttl: ttl = max(ttl, field.piece.width)
                case .recordClass: recordClass = max(recordClass, field.piece.width)
                }
            }
            guard record.header.count == 2 else { continue }
            if record.header[0].field == .ttl { hasTTLFirst = true } else { hasClassFirst = true }
        }
    }

    /// The first line of a record up to its data.
    func beginning(of record: RecordLine, in source: SourceFile) -> FormattedLine {
        var line = FormattedLine()
        if let piece = record.owner { line.add(piece, source) }
        line.pad(to: header)
        if record.owner != nil { line.separate() }
        for (field, width) in fields(of: record) where width > 0 {
            let start = line.width
            if let field { line.add(field, source) }
            line.pad(to: start + width + 1)
        }
        let start = line.width
        line.add(record.type, source)
        line.pad(to: start + type + 1)
        return line
    }

    /// The fields between owner and type with the widths of their columns.
    private func fields(of record: RecordLine) -> [(LinePiece?, width: Int)] {
        if hasTTLFirst, hasClassFirst {
            return positions.enumerated().map { position, width in
                (position < record.header.count ? record.header[position].piece : nil, width)
            }
        }
        let ttlField = record.header.first { $0.field == .ttl }?.piece
        let classField = record.header.first { $0.field == .recordClass }?.piece
        let fields = [(ttlField, width: ttl), (classField, width: recordClass)]
        return hasClassFirst ? fields.reversed() : fields
    }
}
