/// A field of the RDATA of a record, with its position in a file.
public struct WrittenField: Sendable, Equatable {
    /// The bytes without quotes, but with escapes.
    public var bytes: [UInt8]
    public var isQuoted: Bool
    /// The offsets in the file, including quotes.
    public var range: Range<Int>

    public init(bytes: [UInt8], isQuoted: Bool, range: Range<Int>) {
        self.bytes = bytes
        self.isQuoted = isQuoted
        self.range = range
    }

    /// Whether two fields have the same text, in whatever position.
    func hasSameText(as other: WrittenField) -> Bool { bytes == other.bytes && isQuoted == other.isQuoted }

    /// The text as it is written; `nil` if it is not UTF-8.
    public var source: String? {
        String(validating: isQuoted ? [0x22] + bytes + [0x22] : bytes, as: UTF8.self)
    }

    /// Returns the field with other text in the same position.
    public func replaced(with bytes: some Sequence<UInt8>, isQuoted: Bool = false) -> WrittenField {
        WrittenField(bytes: Array(bytes), isQuoted: isQuoted, range: range)
    }

    /// The value, if the field consists of digits only. A larger one than any field has is `UInt64.max`.
    var number: UInt64? {
        guard !isQuoted, !bytes.isEmpty, bytes.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        return bytes.count > 19 ? .max : bytes.reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
    }

    /// The seconds, if the field is a time in BIND's units or a number.
    var seconds: UInt32? {
        guard !isQuoted, let first = bytes.first, first &- 0x30 < 10 else { return nil }
        return bytes.withUnsafeBufferPointer {
            if case .value(let value) = TimeUnits.read($0) { value } else { nil }
        }
    }
}

/// Reads the RDATA of records that are not in a file, to find out whether a correction would be accepted.
public enum TrialRecord {
    /// Returns the first problem of a record with these fields; `nil` if it can be read.
    static func problem(_ type: RecordType, _ fields: [WrittenField]) -> RDATAProblem? {
        read(type, fields).problem
    }

    /// Whether the record can be read, and none of its numbers and names is in quotes.
    public static func isAccepted(_ type: RecordType, _ fields: [WrittenField]) -> Bool {
        let (problem, notes) = read(type, fields)
        return problem == nil && !notes.contains { $0.kind == .quoted }
    }

    /// The type of the record that a TTL and a class, both optional, begin, and the index of its first field of data.
    ///
    /// - Returns: `nil` if the fields are no such record.
    public static func header(in fields: ArraySlice<WrittenField>) -> (type: RecordType, data: Int)? {
        for (index, field) in zip(fields.indices, fields).prefix(3) {
            guard !field.isQuoted else { return nil }
            let (type, isOther) = field.bytes.withUnsafeBufferPointer { bytes in
                let isTime = if case .value = TimeUnits.read(bytes) { true } else { false }
                return (RecordType(mnemonic: bytes), isTime || RecordClass(mnemonic: bytes) != nil)
            }
            if let type {
                let data = Array(fields[(index + 1)...])
                return !data.isEmpty && isAccepted(type, data) ? (type, index + 1) : nil
            }
            guard isOther else { return nil }
        }
        return nil
    }

    private static func read(
        _ type: RecordType, _ fields: [WrittenField]
    ) -> (problem: RDATAProblem?, notes: [RDATANote]) {
        // One buffer for all fields, so that the pointers into it stay valid. As in the file, a quoted value may follow its key
        // without a space.
        var all: [UInt8] = []
        var contents: [Range<Int>] = []
        var end: Int?
        for field in fields {
            if let end, end != field.range.lowerBound { all.append(0x20) }
            if field.isQuoted { all.append(0x22) }
            contents.append(all.count..<all.count + field.bytes.count)
            all += field.bytes
            if field.isQuoted { all.append(0x22) }
            end = field.range.upperBound
        }
        return all.withUnsafeBufferPointer { bytes in
            let texts = zip(fields, contents).map { field, content in
                FieldText(bytes: UnsafeBufferPointer(rebasing: bytes[content]), isQuoted: field.isQuoted)
            }
            var coder = RDATACoder()
            let problem = texts.withUnsafeBufferPointer { coder.encode(type, fields: $0, origin: nil) }
            return (problem, coder.notes)
        }
    }
}
