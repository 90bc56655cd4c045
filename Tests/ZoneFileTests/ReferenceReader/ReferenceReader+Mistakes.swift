import DNS

@testable import ZoneFile

// Mistakes that concern several lines or fields, each of which is reported once.

extension ReferenceReader {
    func isInvisible(_ run: Range<Int>) -> Bool {
        func isInWord(_ at: Int) -> Bool {
            at >= 0 && at < text.count && !ReferenceText.endsToken(text[at]) && !ReferenceText.isControl(text[at])
                && text[at] != UInt8(ascii: "\\")
        }
        let scalars = text.string(run).unicodeScalars
        return isInWord(run.lowerBound - 1) && isInWord(run.upperBound)
            && scalars.allSatisfy { $0 == "\u{200B}" || $0 == "\u{FEFF}" }
    }

    // MARK: - Fields in the first column

    func hasClassInFirstColumn() -> Bool {
        let words = entry.tokens.map { text.string($0.range) }
        guard !entry.isIndented, words[0] == "IN", origin.wire != [0] || origin.isOriginUnknown else { return false }
        for (index, token) in entry.tokens.enumerated().dropFirst().prefix(2) {
            if RecordType(reference: bytes(token)) != nil {
                return index + 1 < words.count && !isInListOfShortNames(before: entry.start)
            }
            guard index == 1, ReferenceTTL(bytes(token)).value != nil else { return false }
        }
        return false
    }

    private func isInListOfShortNames(before end: Int) -> Bool {
        let lines = text.string(0..<end).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.last?.isEmpty ?? false else { return false }
        let others = lines.dropLast().suffix(8).reversed().filter { line in
            line.first.map { $0 != ";" && $0 != "\r" } ?? false
        }
        let words = others.map { line in
            String(String.UnicodeScalarView(line.prefix { $0 != " " && $0 != "\t" }))
                + (line.contains { $0 == " " || $0 == "\t" } ? "" : "no blank")
        }
        guard let other = words.first(where: { $0 != "IN" }) else { return false }
        return other.unicodeScalars.count == 2 && other.unicodeScalars.allSatisfy { ("A"..."Z").contains($0) }
            && RecordType(reference: Array(other.utf8)) == nil
    }

    mutating func noteTypeInFirstColumn() -> Bool {
        let first = entry.tokens[0]
        guard !entry.isIndented, !first.isQuoted, let type = RecordType(reference: bytes(first)), !type.isMeta else {
            return false
        }
        let header = entry.tokens.dropFirst().prefix(2).prefix { token in
            RecordClass(reference: bytes(token)) != nil || ReferenceTTL(bytes(token)).value != nil
        }
        let index = 1 + header.count
        let isInCapitals = text.string(first.range) == text.string(first.range).uppercased()
        let isAddress = index + 1 == entry.tokens.count && IPAddress(text.string(entry.tokens[index].content)) != nil
        let isFree = ["TXT", "SPF", "HINFO"].contains(type.description)
        let isWord = isFree && !(index < entry.tokens.count && entry.tokens[index].isQuoted)
        if isInCapitals || !isAddress && !isWord, isData(type, 1) || isData(type, index) {
            noteFieldAsOwner(.type(type))
            return true
        }
        guard isInCapitals, index + 1 < entry.tokens.count, isData(type, index + 1),
            let reading = try? ReferenceNameReading(text, entry.tokens[index].content, below: origin)
        else { return false }
        let name = reading.name.description
        report(.fieldAsOwner(.typeBeforeOwner(type)), first.range, name, entry.tokens[index].range)
        noteUnreadable(after: reading.name)
        return true
    }

    mutating func noteFieldAsOwner(_ field: FieldAsOwner) {
        var name: ReferenceName?
        var related: Range<Int>?
        switch owner {
        case .name(let previous): name = previous
        case .unreadable: break
        case .none:
            name = origin
            owner = .name(origin)
            related = entry.tokens[0].range
        }
        report(.fieldAsOwner(field), entry.tokens[0].range, name?.description, related)
        noteUnreadable()
    }

    private func isData(_ type: RecordType, _ first: Int) -> Bool {
        guard first < entry.tokens.count else { return false }
        var coder = RDATACoder()
        let fields = entry.tokens[first...].map { ($0.content, $0.isQuoted) }
        return coder.encode(type, fields, of: text.bytes, origin: Name(wire: origin.wire)) == nil
    }

    // MARK: - Records that continue on the next line

    mutating func noteContinuedRecord(
        _ kind: ZoneProblem.Kind, _ type: RecordType, _ owner: String, _ first: Int
    ) -> Bool {
        if noteLineContinuation(owner) { return true }
        if noteBraces(type, owner, first) { return true }
        var mayContinue = false
        if case .missingField = kind { mayContinue = true }
        if case .invalidField = kind { mayContinue = takesMoreText(type) }
        guard mayContinue, isUnparenthesized, let last = entry.tokens.last else { return false }
        var at = entry.end
        while text.isSpace(at) { at += 1 }
        if text[at] == UInt8(ascii: "(") {
            report(.parenthesisOnNextLine, at..<at + 1, owner, last.range)
            readOn()
            return true
        }
        let times = type == .soa ? endOfTimes(entry.end) : nil
        guard let (end, field) = times ?? endOfFields(type, first) else { return false }
        report(.parenthesisMissing, last.range, owner, entry.end..<field)
        entries.position = end
        return true
    }

    private func isIndented(_ line: Int) -> Bool { line < text.count && text.isSpace(line) }

    private func takesMoreText(_ type: RecordType) -> Bool {
        [
            "DS", "SSHFP", "RRSIG", "DNSKEY", "TLSA", "SMIMEA", "CDS", "CDNSKEY", "OPENPGPKEY", "SVCB", "HTTPS",
        ].contains(type.description)
    }

    /// The end of the lines with whose fields the record can be read.
    private func endOfFields(_ type: RecordType, _ first: Int) -> (line: Int, field: Int)? {
        var fields = entry.tokens.dropFirst(first).map { ($0.content, $0.isQuoted) }
        var line = entry.end
        for _ in 0..<16 {
            guard line < text.count, !entries.looksLikeEntry(line), let more = plainFields(line) else { return nil }
            fields += more.fields
            var coder = RDATACoder()
            switch coder.encode(type, fields, of: text.bytes, origin: Name(wire: origin.wire))?.kind {
            case nil: return (more.end, more.last)
            case .missing?: line = more.end
            case .invalid? where takesMoreText(type): line = more.end
            default: return nil
            }
        }
        return nil
    }

    mutating func noteTextOnNextLine(_ type: RecordType, _ owner: String, _ first: Int) -> Bool {
        guard isIndented(entry.end), takesMoreText(type), isUnparenthesized, let last = entry.tokens.last else {
            return false
        }
        var fields = entry.tokens.dropFirst(first).map { ($0.content, $0.isQuoted) }
        var found: (line: Int, field: Int)?
        var line = entry.end
        let isService = ["SVCB", "HTTPS"].contains(type.description)
        for _ in 0..<16 {
            guard isIndented(line), !entries.looksLikeEntry(line), let more = plainFields(line) else { break }
            let isMore = more.fields.allSatisfy { range, isQuoted in
                let bytes = text.bytes[range]
                return isService
                    ? bytes.contains(UInt8(ascii: "="))
                    : !isQuoted
                        && bytes.allSatisfy {
                            (0x61...0x7A).contains(asciiLowercased($0)) || "+/=0123456789".utf8.contains($0)
                        }
            }
            guard isMore else { break }
            fields += more.fields
            found = (more.end, more.last)
            line = more.end
        }
        var coder = RDATACoder()
        guard let (end, field) = found,
            coder.encode(type, fields, of: text.bytes, origin: Name(wire: origin.wire)) == nil
        else { return false }
        report(.parenthesisMissing, last.range, owner, entry.end..<field)
        entries.position = end
        return true
    }

    /// The fields of a line that has nothing but words and closed strings.
    private func plainFields(_ start: Int) -> (fields: [(Range<Int>, Bool)], last: Int, end: Int)? {
        var fields: [(Range<Int>, Bool)] = []
        var (at, last) = (start, start)
        while at < text.count, !text.isLineEnd(at) {
            if text.isSpace(at) {
                at += 1
                continue
            }
            if text[at] == UInt8(ascii: ";") {
                while at < text.count, !text.isLineEnd(at) { at += 1 }
                continue
            }
            let first = at
            if text[at] == UInt8(ascii: "\"") {
                at += 1
                while at < text.count, text[at] != UInt8(ascii: "\""), !text.isLineEnd(at) {
                    at += text[at] == UInt8(ascii: "\\") ? 2 : 1
                }
                guard at < text.count, text[at] == UInt8(ascii: "\"") else { return nil }
                fields.append((first + 1..<at, true))
                at += 1
            } else {
                while at < text.count, text[at] > 0x20, text[at] < 0x7F, !"()\";\\".utf8.contains(text[at]) { at += 1 }
                guard at > first else { return nil }
                let word = Array(text.bytes[first..<at])
                let isCapital = !word.contains { (0x61...0x7A).contains($0) }
                if !isIndented(start), fields.isEmpty {
                    if word[0] == UInt8(ascii: "$") { return nil }
                } else if !isIndented(start) || isCapital,
                    RecordType(reference: word) != nil || RecordClass(reference: word) != nil
                {
                    return nil
                }
                fields.append((first..<at, false))
            }
            last = at
        }
        guard !fields.isEmpty else { return nil }
        if at < text.count { at += text[at] == 0x0D && text[at + 1] == 0x0A ? 2 : 1 }
        return (fields, last, at)
    }

    mutating func noteStringsOnNextLine(_ type: RecordType, _ owner: String, _ first: Int) -> Bool {
        guard type == .txt || type == .spf, isUnparenthesized, let last = entry.tokens.last else { return false }
        if isIndented(entry.end), noteBraces(type, owner, first, isText: true) { return true }
        var found: (line: Int, field: Int)?
        while let (line, field) = endOfStrings(found?.line ?? entry.end) {
            found = (line, field)
            if text[field - 1] == UInt8(ascii: ")") { break }
        }
        guard let (line, field) = found else { return false }
        report(.parenthesisMissing, last.range, owner, entry.end..<field)
        entries.position = line
        return true
    }

    /// The end of an indented line with nothing but quoted strings, and the end of the last of them or of a parenthesis after it.
    private func endOfStrings(_ start: Int) -> (line: Int, field: Int)? {
        guard start < text.count, text.isSpace(start) else { return nil }
        var at = start
        func skipSpaces() { while text.isSpace(at) { at += 1 } }
        var field: Int?
        skipSpaces()
        while at < text.count, text[at] == UInt8(ascii: "\"") {
            at += 1
            while at < text.count, text[at] != UInt8(ascii: "\""), !text.isLineEnd(at) {
                at += text[at] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard at < text.count, text[at] == UInt8(ascii: "\"") else { return nil }
            at += 1
            field = at
            skipSpaces()
        }
        if field != nil, text[at] == UInt8(ascii: ")") {
            at += 1
            field = at
            skipSpaces()
        }
        if text[at] == UInt8(ascii: ";") { while at < text.count, !text.isLineEnd(at) { at += 1 } }
        guard let field, at >= text.count || text.isLineEnd(at) else { return nil }
        if at < text.count { at += text[at] == 0x0D && text[at + 1] == 0x0A ? 2 : 1 }
        return (at, field)
    }

    // MARK: - Directives and comments

    mutating func isDirective() -> Bool {
        guard entry.isIndented else { return true }
        let name = entry.tokens[0].range
        guard entry.tokens.count > 1,
            ["$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE"].contains(text.string(name).uppercased())
        else { return false }
        report(.indentedDirective, name, nil, entry.start..<name.lowerBound)
        return true
    }

    mutating func skipBlockComment() -> Bool {
        let start = entry.tokens[0].range.lowerBound
        guard text.string(entry.tokens[0].range).hasPrefix("/*") else { return false }
        let rest = text.bytes[(start + 2)..<min(text.count, start + 16_385)]
        guard
            let end = rest.indices.first(where: { rest[$0] == UInt8(ascii: "*") && text[$0 + 1] == UInt8(ascii: "/") }),
            end < start + 16_384
        else { return false }
        var at = end + 2
        while text.isSpace(at) { at += 1 }
        guard at >= text.count || text.isLineEnd(at), (start..<end).contains(where: text.isLineEnd) else {
            return false
        }
        report(.foreignComment, start..<end + 2)
        entries.endLine(&entry, at: start)
        if at < text.count { at += text[at] == 0x0D && text[at + 1] == 0x0A ? 2 : 1 }
        entries.position = at
        return true
    }

    mutating func noteLineContinuation(_ owner: String) -> Bool {
        guard isUnparenthesized, let last = entry.tokens.last, endsWithBackslash else { return false }
        report(.lineContinuation, last.range, owner)
        while endsWithBackslash, hasContinuation(entries.position) { readOn() }
        return true
    }

    /// Takes the next entry for the current one.
    private mutating func readOn() {
        entry = entries.next() ?? ReferenceEntry(start: text.count, end: text.count, isIndented: false)
    }

    var isUnparenthesized: Bool {
        entry.firstParenthesis == nil && entry.faults.isEmpty && entries.position == entry.end
    }

    private var endsWithBackslash: Bool { entry.tokens.last.map { text.string($0.range) == "\\" } ?? false }

    private func hasContinuation(_ line: Int) -> Bool {
        var at = line
        while text.isSpace(at) { at += 1 }
        return at < text.count && !text.isLineEnd(at) && text[at] != UInt8(ascii: ";") && !entries.looksLikeEntry(line)
    }

    /// The end of the lines with nothing but times, the last of which may have a closing parenthesis.
    private func endOfTimes(_ start: Int, _ closing: UInt8 = UInt8(ascii: ")")) -> (line: Int, field: Int)? {
        var result: (line: Int, field: Int)?
        var line = start
        var count = 0
        while count < 5 || closing != UInt8(ascii: ")"), line < text.count {
            var end = line
            while end < text.count, !text.isLineEnd(end) { end += 1 }
            let comment = text.bytes[line..<end].firstIndex(of: UInt8(ascii: ";")) ?? end
            let fields = text.bytes[line..<comment].split { $0 == 0x20 || $0 == 0x09 || $0 == closing }
            let closes = text.bytes[line..<comment].firstIndex(of: closing)
            if let closes, count == 0, fields.first.map({ $0.startIndex > closes }) ?? true { return result }
            guard fields.allSatisfy({ ReferenceTTL(Array($0)).value != nil }), !fields.isEmpty || closes != nil else {
                return result
            }
            count += fields.count
            line = end
            if end < text.count { line += text[end] == 0x0D && text[end + 1] == 0x0A ? 2 : 1 }
            let last = text.bytes[..<comment].lastIndex { $0 > 0x20 } ?? start
            result = (line, last + 1)
            if closes != nil { break }
        }
        return result
    }
}
