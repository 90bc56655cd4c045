import DNS

// `$GENERATE range owner [ttl] [class] type data`, a directive of BIND that stands for many records.

extension ZoneReader {
    /// Reads the entry as `$GENERATE`: expands it to the text of its records, and reads that in place of the entry.
    mutating func readGenerate() {
        let directive = scanner.tokens[0]
        let tokens = Array(UnsafeBufferPointer(start: scanner.tokens, count: scanner.tokenCount))
        guard tokens.count >= 5 else {
            let reason = "expected a range, an owner, a type and data"
            report(.invalidGenerate(reason: reason), directive.range)
            return noteUnreadTemplate()
        }
        let rangeToken = tokens[1]
        guard let range = GenerateRange(bytes(rangeToken)) else {
            let reason =
                "expected the range as `first-last` or `first-last/step`, without negative numbers or a step of 0"
            report(.invalidGenerate(reason: reason), rangeToken.range)
            return noteUnreadTemplate()
        }
        guard let data = dataToken(tokens) else {
            return noteUnreadTemplate()
        }
        guard let owner = template(tokens[2]), let dataTemplate = template(data) else {
            return noteUnreadTemplate()
        }
        guard generated.records + range.count <= GeneratedAmount.recordLimit else {
            report(.generateLimit(limit: GeneratedAmount.recordLimit), rangeToken.range)
            return noteUnreadTemplate()
        }
        generated.records += range.count
        let middle = source.text(in: Int(tokens[3].start)..<Int(data.start))
        expand(range, owner, middle, dataTemplate, directive)
    }

    /// Returns the template in a token. Reports one that cannot be read.
    private mutating func template(_ token: Token) -> GenerateTemplate? {
        do {
            return try GenerateTemplate(bytes(token))
        } catch {
            let start = token.content.lowerBound
            report(
                .invalidGenerate(reason: error.reason), start + error.range.lowerBound..<start + error.range.upperBound)
            return nil
        }
    }

    /// Returns the token of the data: it follows the type, and is the last one.
    private mutating func dataToken(_ tokens: [Token]) -> Token? {
        var index = 3
        while index < tokens.count, index < 6, RecordType(mnemonic: bytes(tokens[index])) == nil { index += 1 }
        guard index < tokens.count, let type = RecordType(mnemonic: bytes(tokens[index])) else {
            let nearest = problems.isFull ? nil : nearestType(to: source.text(in: tokens[3].content))
            report(.unknownType(nearest: nearest), tokens[min(3, tokens.count - 1)].range)
            return nil
        }
        guard !type.isMeta else {
            report(.metaType(type), tokens[index].range)
            return nil
        }
        guard index + 1 < tokens.count else {
            report(.invalidGenerate(reason: "the data after the type is missing"), tokens[index].range)
            return nil
        }
        if index + 2 < tokens.count, !isForeignComment(tokens[index + 2]) {
            let extra = Int(tokens[index + 2].start)..<Int(tokens[tokens.count - 1].end)
            report(.invalidGenerate(reason: "data of several fields must be in quotes"), extra)
            return nil
        }
        return tokens[index + 1]
    }

    private mutating func expand(
        _ range: GenerateRange,
        _ owner: GenerateTemplate,
        _ middle: String,
        _ data: GenerateTemplate,
        _ directive: Token
    ) {
        var text: [UInt8] = []
        text.reserveCapacity(min(range.count * 32, 1 << 20))
        var value = range.first
        for _ in 0..<range.count {
            let start = text.count
            guard owner.append(value, to: &text) else { return failOverflow(directive) }
            // The result is always a record: `$$INCLUDE` is an owner and not a directive.
            if text.count > start, text[start] == UInt8(ascii: "$") { text.insert(UInt8(ascii: "\\"), at: start) }
            text.append(UInt8(ascii: " "))
            text.append(contentsOf: middle.utf8)
            guard data.append(value, to: &text) else { return failOverflow(directive) }
            text.append(UInt8(ascii: "\n"))
            guard generated.bytes + text.count < GeneratedAmount.byteLimit else {
                report(.generateLimit(limit: GeneratedAmount.recordLimit), directive.range)
                return noteUnreadTemplate()
            }
            value += range.step
        }
        generated.bytes += text.count
        let entry = Int(directive.start)..<Int(scanner.tokens[scanner.tokenCount - 1].end)
        let provenance = SourceFile.Provenance.generated(
            by: SourceSpan(source, entry),
            first: range.first,
            step: range.step
        )
        let expansion = SourceFile(path: source.path, bytes: text)
        readNested(SourceFile(expansion, provenance: provenance), origin: NameID(inherited.origin), after: nil)
    }

    private mutating func failOverflow(_ directive: Token) {
        report(.invalidGenerate(reason: "a number is outside the range from 0 to 2147483647"), directive.range)
        noteUnreadTemplate()
    }

    /// Notes that the records of the directive are not known: those of its type, below the origin if its owner is relative.
    private mutating func noteUnreadTemplate() {
        let isRelative = scanner.tokenCount > 2 && bytes(scanner.tokens[2]).last != UInt8(ascii: ".")
        noteUnreadBranch(isRelative ? nil : .unknownOrigin, typeField(from: 3))
    }
}
