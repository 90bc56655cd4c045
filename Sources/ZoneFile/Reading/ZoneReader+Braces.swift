import DNS

// Braces and brackets in place of parentheses, as other languages have them.

extension ZoneReader {
    /// Reports a record whose data are in braces or brackets, and skips the lines up to the closing sign. That may also be a
    /// parenthesis.
    ///
    /// - Parameter isText: whether the signs may be text of the record. Only a sign on one of the next lines is then searched.
    mutating func noteBraces(_ record: ZoneRecord, isText: Bool = false) -> Bool {
        guard isUnparenthesized,
            let index = (0..<scanner.tokenCount).first(where: { scanner.tokens[$0].start >= record.rdata }),
            let opening = (index..<scanner.tokenCount).first(where: { closing(scanner.tokens[$0]) != nil }),
            let sign = closing(scanner.tokens[opening]),
            let (line, end) = endOfBraces(record, from: index, opening, sign), !isText || line > scanner.position
        else { return false }
        let range = scanner.tokens[opening].range
        report(
            .parenthesisMissing, range, related: SourceSpan(source, range.upperBound..<end), owner: record.owner)
        scanner.position = max(line, scanner.position)
        return true
    }

    /// The brace or bracket at the end of an entry whose parenthesis is not closed, alone or as a part of the last field.
    var closingBrace: Range<Int>? {
        guard scanner.tokenCount > 1, scanner.faults.contains(where: { $0.kind == .notClosed }) else { return nil }
        let last = scanner.tokens[scanner.tokenCount - 1]
        let end = Int(last.end)
        let opening = base[end - 1] == UInt8(ascii: "}") ? UInt8(ascii: "{") : UInt8(ascii: "[")
        guard !last.flags.contains(.quoted), base[end - 1] == UInt8(ascii: "}") || base[end - 1] == UInt8(ascii: "]"),
            !last.range.contains(where: { base[$0] == opening || base[$0] == UInt8(ascii: "\\") })
        else { return nil }
        return end - 1..<end
    }

    /// The sign that closes what the field opens in other languages, if it is only such a sign.
    private func closing(_ token: Token) -> UInt8? {
        guard token.end - token.start == 1 else { return nil }
        switch base[Int(token.start)] {
        case UInt8(ascii: "{"): return UInt8(ascii: "}")
        case UInt8(ascii: "["): return UInt8(ascii: "]")
        default: return nil
        }
    }

    /// The start of the line after the closing sign, and the end of the sign; `nil` if the record cannot be read without the signs.
    private func endOfBraces(
        _ record: ZoneRecord, from index: Int, _ opening: Int, _ sign: UInt8
    ) -> (line: Int, end: Int)? {
        var fields: [FieldText] = []
        for at in index..<scanner.tokenCount where at != opening {
            let token = scanner.tokens[at]
            if at > opening, token.end - token.start == 1, base[Int(token.start)] == sign {
                guard at == scanner.tokenCount - 1, completes(record, fields) else { return nil }
                return (scanner.position, Int(token.end))
            }
            fields.append(FieldText(bytes: bytes(token), isQuoted: token.flags.contains(.quoted)))
        }
        var line = scanner.position
        for _ in 0..<Self.lineLimit {
            guard line < source.count, let next = fieldsInBraces(ofLineAt: line, sign) else { return nil }
            fields += next.fields
            if let end = next.closing { return completes(record, fields) ? (next.line, end) : nil }
            line = next.line
        }
        return nil
    }

    private func completes(_ record: ZoneRecord, _ fields: [FieldText]) -> Bool {
        var trial = RDATACoder()
        return fields.withUnsafeBufferPointer {
            trial.encode(record.type, fields: $0, origin: inherited.originName)
        } == nil
    }

    /// The fields of a line up to the closing sign, the end of the sign if it is on the line, and the start of the next line.
    ///
    /// - Returns: `nil` if the line looks like another record, or has text after the sign.
    private func fieldsInBraces(
        ofLineAt start: Int, _ sign: UInt8
    ) -> (fields: [FieldText], closing: Int?, line: Int)? {
        guard !RecordStartHeuristic.matches(at: start, base: base, count: source.count) else { return nil }
        var fields: [FieldText] = []
        var (at, closing): (Int, Int?) = (start, nil)
        while at < source.count, !isLineEnd(at) {
            let first = at
            let byteClass = ByteClass.table[Int(base[at])]
            if byteClass == ByteClass.space {
                at += 1
            } else if byteClass == ByteClass.semicolon {
                while at < source.count, !isLineEnd(at) { at += 1 }
            } else if closing != nil {
                return nil
            } else if base[at] == sign || base[at] == UInt8(ascii: ")") {
                at += 1
                closing = at
            } else if byteClass == ByteClass.quote {
                at += 1
                while at < source.count, base[at] != UInt8(ascii: "\""), !isLineEnd(at) {
                    at += base[at] == UInt8(ascii: "\\") ? 2 : 1
                }
                guard at < source.count, base[at] == UInt8(ascii: "\"") else { return nil }
                let content = UnsafeBufferPointer(start: base + first + 1, count: at - first - 1)
                fields.append(FieldText(bytes: content, isQuoted: true))
                at += 1
            } else if byteClass == ByteClass.ordinary {
                while ByteClass.table[Int(base[at])] == ByteClass.ordinary, base[at] != sign { at += 1 }
                let word = UnsafeBufferPointer(start: base + first, count: at - first)
                fields.append(FieldText(bytes: word, isQuoted: false))
            } else {
                return nil
            }
        }
        if at < source.count { at += base[at] == 0x0D && base[at + 1] == 0x0A ? 2 : 1 }
        return (fields, closing, at)
    }
}
