/// The generic form `\# length hex` that stands for the RDATA of any type (RFC 3597 §5).
extension RDATACoder {
    /// Whether the record uses the generic form: an unquoted `\#` and, as in BIND, a length after it, for a type
    /// whose first field could be the text `\#` itself.
    func isGeneric(_ cursor: FieldCursor, _ format: RecordFormat?) -> Bool {
        guard let first = cursor.fields.first, !first.isQuoted, first.bytes.count == 2,
            first.bytes[0] == UInt8(ascii: "\\"), first.bytes[1] == UInt8(ascii: "#")
        else { return false }
        switch format?.fields[0].kind {
        case .strings, .string:
            guard cursor.fields.count > 1, case .value = Decimal.read(cursor.fields[1].bytes) else { return false }
            return !cursor.fields[1].isQuoted
        default: return true
        }
    }

    mutating func encodeGeneric(
        _ type: RecordType,
        _ format: RecordFormat?,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        cursor.index = 1
        let length = Int(try number(RecordFormat.Field("RDATA length", .uint16), max: 0xFFFF, &cursor))
        let field = RecordFormat.Field("RDATA", .hex)
        if length > 0 || !cursor.isAtEnd { try appendHex(field, length: nil, &cursor) }
        guard wire.count == length else {
            throw RDATAProblem(
                .invalid(field: "RDATA length", expected: "\(wire.count), the number of octets that follow"),
                fieldIndex: 1
            )
        }
        if let format, !WireCheck.isWellFormed(wire, as: format) {
            throw RDATAProblem(
                .invalid(field: "RDATA", expected: "the octets of a complete \(type) record, no more and no less"),
                fieldIndex: length == 0 ? 1 : 2
            )
        }
    }
}
