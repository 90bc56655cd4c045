import DNS

// Records that continue on the next lines although no parenthesis is open at the end of the line (RFC 1035 §5.1).

extension ZoneReader {
    /// Reports a record that lacks fields if the next lines have them: after a backslash, after a parenthesis that is not
    /// opened before the end of the line, or without any sign. Skips these lines.
    ///
    /// - Parameters:
    ///   - kind: the problem of the record.
    ///   - index: the number of the first token of the RDATA.
    /// - Returns: whether there are such lines.
    mutating func noteContinuedRecord(_ kind: ZoneProblem.Kind, _ record: ZoneRecord, from index: Int) -> Bool {
        if noteLineContinuation(record.owner) { return true }
        if noteBraces(record) { return true }
        let mayContinue =
            switch kind {
            case .missingField: true
            // A digest or a key of which the rest is on the next line.
            case .invalidField: Self.takesMoreText(record.type)
            default: false
            }
        guard mayContinue, isUnparenthesized, scanner.tokenCount > 0 else { return false }
        let last = scanner.tokens[scanner.tokenCount - 1].range
        var at = scanner.position
        while ByteClass.table[Int(base[at])] == ByteClass.space { at += 1 }
        if base[at] == UInt8(ascii: "(") {
            report(
                .parenthesisOnNextLine, at..<at + 1, related: SourceSpan(source, last), owner: record.owner)
            _ = scanner.next()
            return true
        }
        let times = record.type == .soa ? endOfTimes(from: scanner.position) : nil
        guard let (end, lastField) = times ?? endOfFields(completing: record, from: index) else { return false }
        report(
            .parenthesisMissing, last, related: SourceSpan(source, scanner.position..<lastField), owner: record.owner)
        scanner.position = end
        return true
    }

    /// No record that is written by hand continues on more lines.
    static let lineLimit = 16

    /// The end of the lines after the entry whose fields complete the RDATA that begins with the token at `index`, and the end of
    /// the last field; `nil` if they do not, or look like other records.
    private func endOfFields(completing record: ZoneRecord, from index: Int) -> (line: Int, field: Int)? {
        var fields: [FieldText] = []
        for at in index..<max(index, scanner.tokenCount) {
            let token = scanner.tokens[at]
            fields.append(FieldText(bytes: bytes(token), isQuoted: token.flags.contains(.quoted)))
        }
        var line = scanner.position
        for _ in 0..<Self.lineLimit {
            guard line < source.count, !RecordStartHeuristic.matches(at: line, base: base, count: source.count),
                let (more, last, end) = plainFields(ofLineAt: line)
            else { return nil }
            fields += more
            var trial = RDATACoder()
            let problem = fields.withUnsafeBufferPointer {
                trial.encode(record.type, fields: $0, origin: inherited.originName)
            }
            switch problem?.kind {
            case nil: return (end, last)
            case .missing?: line = end
            case .invalid? where Self.takesMoreText(record.type): line = end
            default: return nil
            }
        }
        return nil
    }

    /// Whether a digest, a key, a signature or parameters are the last part of the data.
    private static func takesMoreText(_ type: RecordType) -> Bool {
        [43, 44, 46, 48, 52, 53, 59, 60, 61, 64, 65].contains(type.rawValue)
    }

    private var nextLineIsIndented: Bool {
        scanner.position < source.count && ByteClass.table[Int(base[scanner.position])] == ByteClass.space
    }

    /// Reports a record whose last field or parameters continue on the next lines without a parenthesis, and skips these lines.
    ///
    /// - Parameter index: the number of the first token of the RDATA.
    /// - Returns: whether there are such lines.
    @inline(__always)
    mutating func noteTextOnNextLine(_ record: ZoneRecord, from index: Int) -> Bool {
        guard nextLineIsIndented, scanner.firstOpen < 0, Self.takesMoreText(record.type), isUnparenthesized,
            let (end, last) = endOfText(continuing: record, from: index)
        else { return false }
        report(
            .parenthesisMissing, scanner.tokens[scanner.tokenCount - 1].range,
            related: SourceSpan(source, scanner.position..<last), owner: record.owner)
        scanner.position = end
        return true
    }

    /// The end of the indented lines after the entry that have only more of its last field, and the end of the last text.
    private func endOfText(continuing record: ZoneRecord, from index: Int) -> (line: Int, field: Int)? {
        let isService = record.type == .svcb || record.type == .https
        var fields: [FieldText] = []
        for at in index..<scanner.tokenCount {
            let token = scanner.tokens[at]
            fields.append(FieldText(bytes: bytes(token), isQuoted: token.flags.contains(.quoted)))
        }
        var (found, line): ((line: Int, field: Int)?, Int) = (nil, scanner.position)
        for _ in 0..<Self.lineLimit {
            guard line < source.count, ByteClass.table[Int(base[line])] == ByteClass.space,
                !RecordStartHeuristic.matches(at: line, base: base, count: source.count),
                let (more, last, end) = plainFields(ofLineAt: line),
                more.allSatisfy({ isService ? $0.bytes.contains(UInt8(ascii: "=")) : Self.isBase64($0) })
            else { break }
            fields += more
            found = (end, last)
            line = end
        }
        var trial = RDATACoder()
        let problem = fields.withUnsafeBufferPointer {
            trial.encode(record.type, fields: $0, origin: inherited.originName)
        }
        return problem == nil ? found : nil
    }

    private static func isBase64(_ field: FieldText) -> Bool {
        !field.isQuoted
            && field.bytes.allSatisfy { asciiLowercased($0) &- 0x61 < 26 || $0 &- 0x30 < 10 || "+/=".utf8.contains($0) }
    }

    /// The fields of a line, the end of the last one, and the start of the next line; `nil` if it has none, or has a directive, a
    /// parenthesis, an escape, or a quote that is not closed.
    private func plainFields(ofLineAt start: Int) -> (fields: [FieldText], last: Int, end: Int)? {
        var fields: [FieldText] = []
        var (at, last) = (start, start)
        let isIndented = ByteClass.table[Int(base[start])] == ByteClass.space
        while at < source.count, !isLineEnd(at) {
            let first = at
            switch ByteClass.table[Int(base[at])] {
            case ByteClass.space:
                at += 1
                continue
            case ByteClass.semicolon:
                while at < source.count, !isLineEnd(at) { at += 1 }
                continue
            case ByteClass.quote:
                at += 1
                while at < source.count, base[at] != UInt8(ascii: "\""), !isLineEnd(at) {
                    at += base[at] == UInt8(ascii: "\\") ? 2 : 1
                }
                guard at < source.count, base[at] == UInt8(ascii: "\"") else { return nil }
                let content = UnsafeBufferPointer(start: base + first + 1, count: at - first - 1)
                fields.append(FieldText(bytes: content, isQuoted: true))
                at += 1
            case ByteClass.ordinary:
                while ByteClass.table[Int(base[at])] == ByteClass.ordinary { at += 1 }
                let word = UnsafeBufferPointer(start: base + first, count: at - first)
                guard !beginsRecord(word, isFirst: fields.isEmpty, isIndented: isIndented) else { return nil }
                fields.append(FieldText(bytes: word, isQuoted: false))
            default: return nil
            }
            last = at
        }
        guard !fields.isEmpty else { return nil }
        if at < source.count { at += base[at] == 0x0D && base[at + 1] == 0x0A ? 2 : 1 }
        return (fields, last, at)
    }

    /// Whether a word belongs rather to a directive, or to a record whose data are missing.
    private func beginsRecord(_ word: UnsafeBufferPointer<UInt8>, isFirst: Bool, isIndented: Bool) -> Bool {
        if isFirst, !isIndented { return word[0] == UInt8(ascii: "$") }
        // In small letters, it may as well be a host: `mx`.
        let mayBeMnemonic = !isIndented || word.allSatisfy { $0 &- 0x61 >= 26 }
        return mayBeMnemonic && (RecordType(mnemonic: word) != nil || RecordClass(mnemonic: word) != nil)
    }

    /// Reports a TXT record if the next lines have only strings, as the rest of a long one, and skips these lines.
    ///
    /// - Returns: whether there are such lines.
    @inline(__always)
    mutating func noteStringsOnNextLine(_ record: ZoneRecord) -> Bool {
        guard record.type == .txt || record.type == .spf, scanner.position < source.count,
            ByteClass.table[Int(base[scanner.position])] == ByteClass.space, isUnparenthesized
        else { return false }
        if noteBraces(record, isText: true) { return true }
        guard let (end, lastString) = endOfStrings(from: scanner.position) else { return false }
        report(
            .parenthesisMissing, scanner.tokens[scanner.tokenCount - 1].range,
            related: SourceSpan(source, scanner.position..<lastString), owner: record.owner)
        scanner.position = end
        return true
    }

    /// The end of the indented lines from `start` on that have only quoted strings, and the end of the last string or of the
    /// closing parenthesis after it; `nil` if the first one is not such a line.
    private func endOfStrings(from start: Int) -> (line: Int, field: Int)? {
        var found: (line: Int, field: Int)?
        var at = start
        while at < source.count, ByteClass.table[Int(base[at])] == ByteClass.space {
            var field: Int?
            while true {
                while ByteClass.table[Int(base[at])] == ByteClass.space { at += 1 }
                if base[at] == UInt8(ascii: ")"), field != nil {
                    at += 1
                    field = at
                    break
                }
                guard base[at] == UInt8(ascii: "\"") else { break }
                at += 1
                while at < source.count, base[at] != UInt8(ascii: "\""), !isLineEnd(at) {
                    at += base[at] == UInt8(ascii: "\\") ? 2 : 1
                }
                guard at < source.count, base[at] == UInt8(ascii: "\"") else { return found }
                at += 1
                field = at
            }
            while ByteClass.table[Int(base[at])] == ByteClass.space { at += 1 }
            if base[at] == UInt8(ascii: ";") { while at < source.count, !isLineEnd(at) { at += 1 } }
            guard let field, at >= source.count || isLineEnd(at) else { return found }
            if at < source.count { at += base[at] == 0x0D && base[at + 1] == 0x0A ? 2 : 1 }
            found = (at, field)
            if base[field - 1] == UInt8(ascii: ")") { break }
        }
        return found
    }

    /// Reports a backslash at the end of the entry, and skips the line after it.
    mutating func noteLineContinuation(_ owner: NameID) -> Bool {
        guard isUnparenthesized, endsWithBackslash else { return false }
        report(.lineContinuation, scanner.tokens[scanner.tokenCount - 1].range, owner: owner)
        while endsWithBackslash, hasContinuation(at: scanner.position), scanner.next() {}
        return true
    }

    /// Whether no parenthesis of the entry could be meant to be open at its end.
    var isUnparenthesized: Bool { scanner.firstOpen < 0 && scanner.faults.isEmpty && !scanner.isEndedEarly }

    /// Whether the last field is a backslash before the end of the line.
    private var endsWithBackslash: Bool {
        guard scanner.tokenCount > 0 else { return false }
        let last = scanner.tokens[scanner.tokenCount - 1]
        return last.end - last.start == 1 && base[Int(last.start)] == UInt8(ascii: "\\")
    }

    /// Whether the line at `offset` has fields that do not look like another record.
    private func hasContinuation(at offset: Int) -> Bool {
        var at = offset
        while ByteClass.table[Int(base[at])] == ByteClass.space { at += 1 }
        guard at < source.count,
            ![ByteClass.lineFeed, ByteClass.carriageReturn, ByteClass.semicolon].contains(
                ByteClass.table[Int(base[at])])
        else { return false }
        return !RecordStartHeuristic.matches(at: offset, base: base, count: source.count)
    }

    /// The end of the lines from `start` on that have only times, as the rest of an SOA record has; `nil` if the first one is
    /// not such a line. A closing parenthesis may be after the last time. Also returns the end of the last time or of that
    /// parenthesis.
    private func endOfTimes(from start: Int) -> (line: Int, field: Int)? {
        var end: (line: Int, field: Int)?
        var line = start
        var count = 0
        while count < 5, line < source.count {
            var at = line
            var words = 0
            var field = line
            var isClosed = false
            while true {
                while ByteClass.table[Int(base[at])] == ByteClass.space { at += 1 }
                if base[at] == UInt8(ascii: ")"), words + count > 0 {
                    isClosed = true
                    at += 1
                    field = at
                    continue
                }
                let word = at
                while ByteClass.table[Int(base[at])] == ByteClass.ordinary { at += 1 }
                guard at > word else { break }
                guard case .success = TTLText.read(UnsafeBufferPointer(start: base + word, count: at - word)) else {
                    return end
                }
                words += 1
                field = at
            }
            if base[at] == UInt8(ascii: ";") { while at < source.count, !isLineEnd(at) { at += 1 } }
            guard words > 0 || isClosed, at >= source.count || isLineEnd(at) else { return end }
            if at < source.count { at += base[at] == 0x0D && base[at + 1] == 0x0A ? 2 : 1 }
            count += words
            line = at
            end = (at, max(field, end?.field ?? field))
            if isClosed { break }
        }
        return end
    }

    func isLineEnd(_ offset: Int) -> Bool { base[offset] == 0x0A || base[offset] == 0x0D }
}
