/// The generic form of RDATA of any type, `\# length hex` (RFC 3597 §5).
extension RDATACoder {
    /// Whether the record has the generic form: an unquoted `\#`. For a type whose first field could be the text `\#`, a
    /// length must follow, as in BIND.
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
                .invalid(field: "RDATA", expected: "exactly the octets of one \(type) record"),
                fieldIndex: length == 0 ? 1 : 2
            )
        }
    }
}
