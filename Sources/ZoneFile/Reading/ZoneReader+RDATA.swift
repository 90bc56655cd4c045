import DNS

// RDATA. The most common types are read here, straight into the record. All others are read by `RDATACoder`, which gives
// the same results for these (a test compares the two).

extension ZoneReader {
    /// Reads the RDATA, whose first token is at `index`, into `record`.
    ///
    /// - Returns: `false` if it could not be read, which has then been reported.
    mutating func readRDATA(_ record: inout ZoneRecord, from index: Int) -> Bool {
        if ServerPrivateType.contains(record.type) { return true }
        if index < scanner.tokenCount, isGeneric(scanner.tokens[index]) { return readGeneric(&record, from: index) }
        switch record.type {
        case .a: return readAddress(&record, index, field: "address") { IPv4Text.read($0) != nil }
        case .aaaa: return readAddress(&record, index, field: "address") { IPv6Text.read($0) != nil }
        case .ns, .cname, .dname, .ptr:
            return readName(&record, index, fieldIndex: 0) && isAll(&record, index, 1)
        case .mx:
            return readNumber16(&record, index, fieldIndex: 0, \.priority)
                && readName(&record, index, fieldIndex: 1) && isAll(&record, index, 2)
        case .srv:
            return readNumber16(&record, index, fieldIndex: 0, \.priority)
                && readNumber16(&record, index, fieldIndex: 1, \.weight)
                && readNumber16(&record, index, fieldIndex: 2, \.port)
                && readName(&record, index, fieldIndex: 3) && isAll(&record, index, 4)
        default: return readByCoder(&record, from: index)
        }
    }

    // MARK: - Fields

    /// Returns the token of a field. Reports it if it is missing.
    @inline(__always)
    private mutating func field(_ record: ZoneRecord, _ index: Int, _ fieldIndex: Int) -> Token? {
        if index + fieldIndex < scanner.tokenCount { return scanner.tokens[index + fieldIndex] }
        fail(record, index, .missing(field: fieldName(record.type, fieldIndex)), fieldIndex, nil)
        return nil
    }

    @inline(__always)
    private mutating func readName(_ record: inout ZoneRecord, _ index: Int, fieldIndex: Int) -> Bool {
        guard let token = field(record, index, fieldIndex) else { return false }
        switch nameReader.read(token.content, escaped: token.flags.contains(.escaped), origin: inherited.origin) {
        case .success(let target):
            record.target = target
            if mayRepeatOrigin(nameReader.shape) { record.flags.insert(.dottedTarget) }
            if nameReader.shape.isRelative {
                record.flags.insert(.relativeTarget)
            } else if nameReader.shape.labelCount == 1 {
                record.flags.insert(.topLevelTarget)
            }
            if !token.flags.isDisjoint(with: [.quoted, .nonASCII]) { noteSpelling(token, record, target) }
            return true
        case .failure(let failure):
            refuse(record, index, .init(failure.problem), fieldIndex, failure.range)
            return false
        }
    }

    private mutating func noteSpelling(_ token: Token, _ record: ZoneRecord, _ name: NameID) {
        noteQuotes(token, record.owner)
        noteNonASCII(token, name, owner: record.owner)
    }

    @inline(__always)
    private mutating func readNumber16(
        _ record: inout ZoneRecord,
        _ index: Int,
        fieldIndex: Int,
        _ path: WritableKeyPath<ZoneRecord, UInt16>
    ) -> Bool {
        guard let token = field(record, index, fieldIndex) else { return false }
        let text = bytes(token)
        var value: UInt32 = 0
        var isNumber = !text.isEmpty
        for byte in text {
            let digit = byte &- 0x30
            if digit >= 10 { isNumber = false }
            // A value over the range stays there, however many digits follow. Leading zeros are allowed.
            value = min(value &* 10 &+ UInt32(digit), 100_000)
        }
        guard isNumber, value <= 65_535 else {
            failNumber(record, index, fieldIndex, text)
            return false
        }
        record[keyPath: path] = UInt16(value)
        if text[0] == 0x30, text.count > 1 {
            report(
                .leadingZero(record.type, field: fieldName(record.type, fieldIndex)), token.range, owner: record.owner)
        }
        noteQuotes(token, record.owner)
        return true
    }

    private mutating func failNumber(
        _ record: ZoneRecord,
        _ index: Int,
        _ fieldIndex: Int,
        _ text: UnsafeBufferPointer<UInt8>
    ) {
        let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
        let isNumber = !digits.isEmpty && digits.allSatisfy { $0 &- 0x30 < 10 }
        let name = fieldName(record.type, fieldIndex)
        // `MX mail.example.net.`
        let lacksPreference = record.type == .mx && scanner.tokenCount == index + 1
        let expected =
            lacksPreference ? "the preference, such as 10, before the mail server" : "a number from 0 to 65535"
        let kind: RDATAProblem.Kind =
            isNumber ? .outOfRange(field: name, range: 0...65_535) : .invalid(field: name, expected: expected)
        fail(record, index, kind, fieldIndex, nil)
    }

    @inline(__always)
    private mutating func readAddress(
        _ record: inout ZoneRecord,
        _ index: Int,
        field name: StaticString,
        _ isAddress: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        guard let token = field(record, index, 0) else { return false }
        guard isAddress(bytes(token)), !token.flags.contains(.quoted) else {
            // The coder finds out what is wrong.
            return readByCoder(&record, from: index)
        }
        return isAll(&record, index, 1)
    }

    /// Whether the record ends after `count` fields. Reports the fields after them.
    @inline(__always)
    private mutating func isAll(_ record: inout ZoneRecord, _ index: Int, _ count: Int) -> Bool {
        if scanner.tokenCount == index + count { return true }
        return isOnlyComment(record, index + count, expected: count)
    }

    private mutating func isOnlyComment(_ record: ZoneRecord, _ index: Int, expected: Int) -> Bool {
        // After a complete record, a line that looks like the next record: the parenthesis should have been closed between
        // them.
        if scanner.cutBeforeRecordStart(upTo: index) { return scanner.tokenCount == index }
        if isForeignComment(scanner.tokens[index]) {
            guard removeForeignComments(from: index) else {
                skipForeignComment(from: index)
                return true
            }
            return scanner.tokenCount == index || isOnlyComment(record, index, expected: expected)
        }
        if noteCommentInside(record) { return false }
        // It is reported with the parenthesis.
        if index == scanner.tokenCount - 1 && closingBrace != nil || noteBraces(record) { return false }
        let range = Int(scanner.tokens[index].start)..<Int(scanner.tokens[scanner.tokenCount - 1].end)
        // A space without width made two fields of one.
        if !hasInvisibleSplit { report(.extraField(record.type, expected: expected), range, owner: record.owner) }
        return false
    }

    func fieldName(_ type: RecordType, _ index: Int) -> String {
        let fields = RecordFormat.of(type)?.fields ?? []
        return index < fields.count ? fields[index].name : "data"
    }

    // MARK: - Other types

    private func isGeneric(_ token: Token) -> Bool {
        token.end - token.start == 2 && base[Int(token.start)] == UInt8(ascii: "\\")
            && base[Int(token.start) + 1] == UInt8(ascii: "#")
    }

    private mutating func readGeneric(_ record: inout ZoneRecord, from index: Int) -> Bool {
        guard readByCoder(&record, from: index) else { return false }
        record.flags.insert(.genericRDATA)
        let wire = coder.wire
        func number(_ offset: Int) -> UInt16 { UInt16(wire[offset]) << 8 | UInt16(wire[offset + 1]) }
        switch record.type {
        case .ns, .cname, .dname, .ptr: record.target = nameReader.read(wire: wire[...])
        case .mx where wire.count > 2:
            record.priority = number(0)
            record.target = nameReader.read(wire: wire[2...])
        case .srv where wire.count > 6:
            record.priority = number(0)
            record.weight = number(2)
            record.port = number(4)
            record.target = nameReader.read(wire: wire[6...])
        default: break
        }
        return true
    }

    private mutating func readByCoder(_ record: inout ZoneRecord, from index: Int) -> Bool {
        coderFields.removeAll(keepingCapacity: true)
        for at in index..<scanner.tokenCount {
            let token = scanner.tokens[at]
            if at > index, scanner.tokens[at - 1].end == token.start { record.flags.insert(.adjacentFields) }
            coderFields.append(FieldText(bytes: bytes(token), isQuoted: token.flags.contains(.quoted)))
        }
        let problem = coderFields.withUnsafeBufferPointer {
            coder.encode(record.type, fields: $0, origin: inherited.originName)
        }
        if let problem {
            if case .extra(let expected) = problem.kind {
                return isOnlyComment(record, index + problem.fieldIndex, expected: expected)
            }
            fail(record, index, problem.kind, problem.fieldIndex, problem.range)
            return false
        }
        for note in coder.notes { report(note, record, index) }
        if record.type == .txt || record.type == .spf || record.type == .caa { noteSemicolon(record, index) }
        if record.type == .svcb || record.type == .https { noteParametersAfterSemicolon(record) }
        return true
    }
}
