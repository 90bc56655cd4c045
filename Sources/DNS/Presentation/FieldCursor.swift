/// A position in the fields of one record.
struct FieldCursor {
    let fields: UnsafeBufferPointer<FieldText>
    let origin: Name?
    var index = 0

    init(_ fields: UnsafeBufferPointer<FieldText>, origin: Name?) {
        self.fields = fields
        self.origin = origin
    }

    var isAtEnd: Bool { index >= fields.count }

    /// The index of the field last returned.
    var current: Int { index - 1 }

    /// Returns the next field, which becomes the current one.
    mutating func next(_ field: borrowing RecordFormat.Field) throws(RDATAProblem) -> FieldText {
        guard index < fields.count else { throw RDATAProblem(.missing(field: field.name), fieldIndex: index) }
        index += 1
        return fields[index - 1]
    }

    /// Returns the next field, which BIND accepts only without quotes.
    mutating func nextUnquoted(
        _ field: borrowing RecordFormat.Field,
        expected: @autoclosure () -> String
    ) throws(RDATAProblem) -> UnsafeBufferPointer<UInt8> {
        let text = try next(field)
        if text.isQuoted { throw invalid(field, "\(expected()), without quotes") }
        return text.bytes
    }

    /// A problem with the current field.
    func invalid(_ field: borrowing RecordFormat.Field, _ expected: String, at range: Range<Int>? = nil) -> RDATAProblem
    {
        RDATAProblem(.invalid(field: field.name, expected: expected), fieldIndex: current, range: range)
    }

    func outOfRange(
        _ field: borrowing RecordFormat.Field,
        _ limits: ClosedRange<UInt64>,
        at range: Range<Int>? = nil
    ) -> RDATAProblem {
        RDATAProblem(.outOfRange(field: field.name, range: limits), fieldIndex: current, range: range)
    }
}
