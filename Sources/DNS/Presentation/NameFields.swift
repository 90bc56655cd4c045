extension RDATACoder {
    mutating func appendName(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let text = try cursor.next(field)
        if text.isQuoted { notes.append(RDATANote(.quoted, fieldIndex: cursor.current)) }
        if text.bytes.isEmpty { throw cursor.invalid(field, "a domain name") }
        do throws(NameText.Failure) {
            if try NameText.append(text.bytes, origin: cursor.origin, to: &wire) {
                notes.append(RDATANote(.nonASCIIName, fieldIndex: cursor.current))
            }
        } catch {
            throw RDATAProblem(.init(error.problem), fieldIndex: cursor.current, range: error.range)
        }
    }

    /// Appends the signer of an RRSIG.
    ///
    /// The signed owner is the signer or below it, so that it has at least as many labels (RFC 4035 §5.3.1). BIND refuses
    /// other records.
    mutating func appendSigner(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let start = wire.count
        try appendName(field, &cursor)
        // The labels of an unknown origin are not counted.
        guard Name.labelCount(wire[start...]) <= Int(wire[3]) else {
            let limit = wire[3] == 1 ? "1 label" : "\(wire[3]) labels"
            throw cursor.invalid(field, "a name of at most \(limit), the value of the labels field")
        }
    }
}
