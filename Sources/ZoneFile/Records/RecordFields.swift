import DNS

/// The fields of one record as the file writes them.
public struct RecordFields: Sendable {
    /// A field with its place; for a quoted one the span covers the quotes and the text does not.
    public struct Field: Sendable {
        public let span: SourceSpan
        /// Without quotes, escapes in place. Untrusted.
        public let text: String
        public let isQuoted: Bool
    }

    /// `nil` when the record takes its owner from the one before.
    public let owner: Field?
    public let ttl: Field?
    public let recordClass: Field?
    public let type: Field
    public let rdata: [Field]
    /// From the first field to the last.
    public let span: SourceSpan
}

extension Zone {
    /// Reads the record's entry again for its fields. For messages: not for every record of a zone.
    public func fields(of id: RecordID) -> RecordFields {
        let record = records[id]
        let source = sources[Int(record.source)]
        var scanner = EntryScanner(source, from: Int(record.start), upTo: startOfNext(after: id))
        defer { scanner.deallocate() }
        _ = scanner.next()
        if scanner.entryFlags.contains(.nonASCII) { _ = scanner.splitAtForeignSpaces() }
        let tokens = (0..<scanner.tokenCount).map { scanner.tokens[$0] }
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
            if field.text.utf8.first.map({ $0 &- 0x30 < 10 }) ?? false { ttl = field } else { recordClass = field }
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

    /// Where the next record of the same source begins: an entry whose parenthesis is not closed goes on no further.
    private func startOfNext(after id: RecordID) -> Int {
        let next = records[(id + 1)...].first { $0.source == records[id].source }
        return next.map { Int($0.start) } ?? .max
    }

    /// The RDATA without a foreign comment behind it, or the lines an unclosed parenthesis ran into.
    private func rdataTokens(_ tokens: [Token], _ start: Int, _ record: ZoneRecord, _ source: SourceFile) -> [Token] {
        let rdata = Array(tokens[start...])
        let fixedCounts: [RecordType: Int] = [
            .a: 1, .aaaa: 1, .ns: 1, .cname: 1, .dname: 1, .ptr: 1, .mx: 2, .srv: 4, .soa: 7,
        ]
        guard !record.flags.contains(.genericRDATA), let count = fixedCounts[record.type] else { return rdata }
        return Array(rdata.prefix(count))
    }

    /// The record as one line: owner, TTL, class, type and RDATA as written, blanks and parentheses made one blank.
    public func text(of id: RecordID) -> String {
        let record = records[id]
        let rdata = fields(of: id).rdata.map { $0.isQuoted ? "\"\($0.text)\"" : $0.text }
        return ([names.text(record.owner), "\(record.ttl)", "\(zoneClass)", "\(record.type)"] + rdata)
            .joined(separator: " ")
    }
}
