import DNS

// The problems of RDATA, with their spans in the file.

extension ZoneReader {
    /// Reports a problem of a field, unless the entry is too long only because a parenthesis was not closed.
    mutating func fail(
        _ record: ZoneRecord,
        _ index: Int,
        _ kind: RDATAProblem.Kind,
        _ fieldIndex: Int,
        _ part: Range<Int>?
    ) {
        let isMissing = index + fieldIndex >= scanner.tokenCount
        let token = scanner.tokens[isMissing ? scanner.tokenCount - 1 : index + fieldIndex]
        var range = token.range
        if let part, !isMissing {
            range = token.content.lowerBound + part.lowerBound..<token.content.lowerBound + part.upperBound
        }
        refuse(record, index, .init(record.type, kind, fieldIndex), fieldIndex, range)
    }

    mutating func refuse(
        _ record: ZoneRecord,
        _ index: Int,
        _ kind: ZoneProblem.Kind,
        _ fieldIndex: Int,
        _ range: Range<Int>
    ) {
        if isCut(index + fieldIndex) { return }
        let comment = index + fieldIndex < scanner.tokenCount ? scanner.tokens[index + fieldIndex] : nil
        let isComment = comment.map(isForeignComment) ?? false
        // A quote in a comment means nothing.
        let limit = isComment ? comment.map { Int($0.start) } ?? .max : .max
        if scanner.faults.contains(where: { $0.kind.isOfQuotes && $0.start < limit }) { return }
        if noteCommentInside(record) { return }
        if isComment {
            if removeForeignComments(from: index + fieldIndex) {
                hasRemovedComments = true
                return
            }
            if isComplete(record, from: index, before: index + fieldIndex) {
                skipForeignComment(from: index + fieldIndex)
                return
            }
            // A sign in front of data that are needed does not begin a comment.
            scanner.endEntry(atLineOf: Int(scanner.tokens[index + fieldIndex].start))
            let missing = ZoneProblem.Kind.missingField(record.type, fieldIndex)
            report(missing, scanner.tokens[index + fieldIndex - 1].range, owner: record.owner)
            return
        }
        if index + fieldIndex == scanner.tokenCount - 1, closingBrace != nil { return }
        if hasInvisibleSplit || noteContinuedRecord(kind, record, from: index) { return }
        report(kind, range, owner: record.owner)
    }

    /// Whether the fields in front of a comment are a whole record, and no parameter of it is in the comment.
    private func isComplete(_ record: ZoneRecord, from index: Int, before comment: Int) -> Bool {
        let fields = (index..<comment).map { at in
            FieldText(bytes: bytes(scanner.tokens[at]), isQuoted: scanner.tokens[at].flags.contains(.quoted))
        }
        let next = scanner.tokens[comment].end - scanner.tokens[comment].start > 2 ? comment : comment + 1
        if record.type == .svcb || record.type == .https, next < scanner.tokenCount,
            bytes(scanner.tokens[next]).contains(UInt8(ascii: "="))
        {
            return false
        }
        var trial = RDATACoder()
        return fields.withUnsafeBufferPointer { trial.encode(record.type, fields: $0, origin: inherited.originName) }
            == nil
    }

    private mutating func isCut(_ tokenIndex: Int) -> Bool {
        scanner.cutBeforeRecordStart(upTo: tokenIndex)
    }

    mutating func report(_ note: RDATANote, _ record: ZoneRecord, _ index: Int) {
        let token = scanner.tokens[index + note.fieldIndex]
        switch note.kind {
        case .leadingZero(let field): report(.leadingZero(record.type, field: field), token.range, owner: record.owner)
        case .quoted: noteQuotes(token, record.owner)
        case .doubtful(let field, let expected):
            // A text that is cut off by a comment is an error for every server.
            let isCutOff = base[Int(token.end)] == UInt8(ascii: ";")
            report(
                isCutOff
                    ? .invalidField(record.type, field: field, fieldIndex: note.fieldIndex, expected: expected)
                    : .doubtfulField(record.type, field: field, expected: expected),
                token.range,
                owner: record.owner
            )
        case .nonASCIIName: report(.nonASCIIName, token.range, owner: record.owner)
        }
    }
}

extension ZoneProblem.Kind {
    /// The problem of a zone file for a problem of RDATA.
    init(_ type: RecordType, _ kind: RDATAProblem.Kind, _ fieldIndex: Int) {
        self =
            switch kind {
            case .missing(let field): .missingField(type, field: field, fieldIndex: fieldIndex)
            case .extra(let expected): .extraField(type, expected: expected)
            case .invalid(let field, let expected):
                .invalidField(type, field: field, fieldIndex: fieldIndex, expected: expected)
            case .outOfRange(let field, let range):
                .numberOutOfRange(type, field: field, fieldIndex: fieldIndex, range: range)
            case .invalidEscape: .invalidEscape
            case .emptyLabel: .emptyLabel
            case .labelTooLong(let length): .labelTooLong(length)
            case .nameTooLong(let length): .nameTooLong(length)
            case .stringTooLong(let length): .longString(length)
            case .ttlInvalid: .invalidTTL
            case .ttlTooLarge: .ttlTooLarge
            }
    }

    /// The problem of a field that is missing where a comment of another language begins.
    fileprivate static func missingField(_ type: RecordType, _ fieldIndex: Int) -> Self {
        let fields = RecordFormat.of(type)?.fields ?? []
        let name = fieldIndex < fields.count ? fields[fieldIndex].name : "data"
        return .missingField(type, field: name, fieldIndex: fieldIndex)
    }
}
