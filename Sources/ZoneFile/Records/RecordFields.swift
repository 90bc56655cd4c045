import DNS

/// The fields of one record in the file.
public struct RecordFields: Sendable {
    /// A field with its span. The span of a quoted field includes the quotes, the text does not.
    public struct Field: Sendable {
        public let span: SourceSpan
        /// The text without quotes, but with escapes. Untrusted.
        public let text: String
        public let isQuoted: Bool
    }

    /// `nil` if the record inherits its owner.
    public let owner: Field?
    public let ttl: Field?
    public let recordClass: Field?
    public let type: Field
    public let rdata: [Field]
    /// From the first field to the last.
    public let span: SourceSpan
}

extension Zone {
    /// Reads the record's entry again to get its fields. Meant for findings, and too slow for every record of a zone.
    public func fields(of id: RecordID) -> RecordFields {
        let record = records[id]
        let source = sources[Int(record.source)]
        var scanner = EntryScanner(source, from: Int(record.start), upTo: endOfUnclosedEntry(record) ?? .max)
        defer { scanner.deallocate() }
        _ = scanner.next()
        if scanner.entryFlags.contains(.nonASCII) { _ = scanner.splitAtUnicodeSpaces() }
        let end = endOfUnclosedEntry(record) ?? source.count
        let tokens = (0..<scanner.tokenCount).map { scanner.tokens[$0] }.filter { $0.start < end }
        func field(_ token: Token) -> RecordFields.Field {
            RecordFields.Field(
                span: SourceSpan(source, token.range),
                text: source.text(in: token.content),
                isQuoted: token.flags.contains(.quoted)
            )
        }
        let headerCount = tokens.firstIndex { $0.start >= record.rdata } ?? tokens.count
        let header = tokens[..<headerCount].map(field)
        let hasOwner = !record.flags.contains(.inheritsOwner)
        var ttl: RecordFields.Field?
        var recordClass: RecordFields.Field?
        for field in header.dropFirst(hasOwner ? 1 : 0).dropLast() {
            // `[AGE:3636580]` of Windows DNS.
            if field.text.hasPrefix("[") { continue }
            if field.text.utf8.first.map({ $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") }) ?? false {
                ttl = field
            } else {
                recordClass = field
            }
        }
        let rdata = rdataTokens(tokens, headerCount, record, source).map(field)
        let first = tokens.first?.range.lowerBound ?? Int(record.start)
        let last = rdata.last?.span.range.upperBound ?? tokens.last?.range.upperBound ?? first
        let type = header.last ?? RecordFields.Field(span: SourceSpan(source, first..<last), text: "", isQuoted: false)
        return RecordFields(
            owner: hasOwner ? header.first : nil,
            ttl: ttl,
            recordClass: recordClass,
            type: type,
            rdata: rdata,
            span: SourceSpan(source, first..<last)
        )
    }

    /// The RDATA without a comment of another language after it.
    private func rdataTokens(_ tokens: [Token], _ start: Int, _ record: ZoneRecord, _ source: SourceFile) -> [Token] {
        let rdata = Array(tokens[start...])
        let isComment = rdata.contains { source[Int($0.start)] == 0x23 || source[Int($0.start)] == 0x2F }
        guard isComment, !ServerPrivateType.contains(record.type) else { return rdata }
        var coder = RDATACoder()
        let problem = source.withBytes { bytes in
            let fields = rdata.map {
                FieldText(
                    bytes: UnsafeBufferPointer(rebasing: bytes[$0.content]), isQuoted: $0.flags.contains(.quoted))
            }
            return fields.withUnsafeBufferPointer { coder.encode(record.type, fields: $0, origin: nil) }
        }
        guard let problem, case .extra = problem.kind else { return rdata }
        return Array(rdata.prefix(problem.fieldIndex))
    }
}
