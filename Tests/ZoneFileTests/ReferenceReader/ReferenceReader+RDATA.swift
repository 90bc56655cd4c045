import DNS

@testable import ZoneFile

// RDATA: the types that the fast reader reads itself are read here in a simple way, the others by the coder.

extension ReferenceReader {
    mutating func readRDATA(
        _ type: RecordType,
        _ first: Int,
        _ owner: String,
        _ flags: inout ZoneRecord.Flags
    ) -> [UInt8]? {
        if privateTypes.contains(type) { return [] }
        if first < entry.tokens.count, text.bytes[entry.tokens[first].range] == Array("\\#".utf8)[...] {
            flags.insert(.genericRDATA)
            return readByCoder(type, first, owner, &flags)
        }
        let numbers: Int
        switch type {
        case .ns, .cname, .dname, .ptr: numbers = 0
        case .mx: numbers = 1
        case .srv: numbers = 3
        default: return readByCoder(type, first, owner, &flags)
        }
        var wire: [UInt8] = []
        for field in 0..<numbers {
            guard let number = readNumber(type, first, field, owner) else { return nil }
            wire += [UInt8(number / 256), UInt8(number % 256)]
        }
        guard let name = readName(type, first, numbers, owner, &flags) else { return nil }
        return endsRecord(type, first + numbers + 1, numbers + 1, owner) ? wire + name.wire : nil
    }

    mutating func readNumber(_ type: RecordType, _ first: Int, _ field: Int, _ owner: String) -> UInt16? {
        guard let token = token(type, first, field, owner) else { return nil }
        let name = fieldName(type, field)
        let word = text.string(token.content)
        let digits = word.hasPrefix("-") ? word.dropFirst() : word[...]
        guard !digits.isEmpty, digits.unicodeScalars.allSatisfy({ (0x30...0x39).contains($0.value) }) else {
            let lacksPreference = type == .mx && entry.tokens.count == first + 1
            let expected =
                lacksPreference ? "the preference, such as 10, before the mail server" : "a number from 0 to 65535"
            let kind = ZoneProblem.Kind.invalidField(type, field: name, fieldIndex: field, expected: expected)
            refuse(type, first, field, kind, token.range, owner)
            return nil
        }
        guard digits == word, let number = UInt16(word) else {
            let kind = ZoneProblem.Kind.numberOutOfRange(type, field: name, fieldIndex: field, range: 0...65535)
            refuse(type, first, field, kind, token.range, owner)
            return nil
        }
        if word.hasPrefix("0"), word.utf8.count > 1 { report(.leadingZero(type, field: name), token.range, owner) }
        noteQuotes(token, owner)
        return number
    }

    mutating func readName(
        _ type: RecordType,
        _ first: Int,
        _ field: Int,
        _ owner: String,
        _ flags: inout ZoneRecord.Flags
    ) -> ReferenceName? {
        guard let token = token(type, first, field, owner) else { return nil }
        do throws(ReferenceNameReading.Failure) {
            let reading = try ReferenceNameReading(text, token.content, below: origin)
            if mayRepeatOrigin(reading) { flags.insert(.dottedTarget) }
            if reading.isRelative { flags.insert(.relativeTarget) }
            if !reading.isRelative, reading.writtenLabels.count == 1 { flags.insert(.topLevelTarget) }
            noteQuotes(token, owner)
            noteNonASCII(token, reading.name, owner)
            return reading.name
        } catch {
            refuse(type, first, field, error.kind, error.range, owner)
            return nil
        }
    }

    mutating func token(_ type: RecordType, _ first: Int, _ field: Int, _ owner: String) -> ReferenceToken? {
        if first + field < entry.tokens.count { return entry.tokens[first + field] }
        let kind = ZoneProblem.Kind.missingField(type, field: fieldName(type, field), fieldIndex: field)
        refuse(type, first, field, kind, entry.tokens[entry.tokens.count - 1].range, owner)
        return nil
    }

    func fieldName(_ type: RecordType, _ field: Int) -> String {
        let fields = RecordFormat.of(type)?.fields ?? []
        return field < fields.count ? fields[field].name : "data"
    }

    mutating func readByCoder(
        _ type: RecordType,
        _ first: Int,
        _ owner: String,
        _ flags: inout ZoneRecord.Flags
    ) -> [UInt8]? {
        let tokens = Array(entry.tokens[first...])
        // The fast reader does not look at what follows an address.
        if type != .a, type != .aaaa,
            zip(tokens, tokens.dropFirst()).contains(where: { $0.range.upperBound == $1.range.lowerBound })
        {
            flags.insert(.adjacentFields)
        }
        var coder = RDATACoder()
        let below = Name(wire: origin.wire)
        if let problem = coder.encode(type, tokens.map { ($0.content, $0.isQuoted) }, of: text.bytes, origin: below) {
            let field = problem.fieldIndex
            if case .extra(let expected) = problem.kind {
                return endsRecord(type, first + field, expected, owner) ? coder.wire : nil
            }
            var range = entry.tokens[entry.tokens.count - 1].range
            if field < tokens.count {
                let start = tokens[field].content.lowerBound
                range = problem.range.map { start + $0.lowerBound..<start + $0.upperBound } ?? tokens[field].range
            }
            refuse(type, first, field, ZoneProblem.Kind(type, problem.kind, field), range, owner)
            return nil
        }
        for note in coder.notes {
            let token = tokens[note.fieldIndex]
            switch note.kind {
            case .leadingZero(let field): report(.leadingZero(type, field: field), token.range, owner)
            case .quoted: noteQuotes(token, owner)
            case .doubtful(let field, let expected):
                let isCutOff = text[token.range.upperBound] == UInt8(ascii: ";")
                let index = note.fieldIndex
                report(
                    isCutOff
                        ? .invalidField(type, field: field, fieldIndex: index, expected: expected)
                        : .doubtfulField(type, field: field, expected: expected),
                    token.range,
                    owner
                )
            case .nonASCIIName: report(.nonASCIIName, token.range, owner)
            }
        }
        if [.txt, .spf, .caa].contains(type) { noteSemicolon(type, tokens, owner) }
        if [.svcb, .https].contains(type) { noteParameters(tokens, owner) }
        return coder.wire
    }

    /// Whether the record ends before the token at `index`, because there is none, or it belongs to a comment or to another
    /// entry.
    mutating func endsRecord(_ type: RecordType, _ index: Int, _ expected: Int, _ owner: String) -> Bool {
        if index == entry.tokens.count { return true }
        if entries.recover(&entry, at: index) { return entry.tokens.count == index }
        if isForeignComment(entry.tokens[index]) {
            guard removeForeignComments(index) else {
                skipForeignComment(index)
                return true
            }
            return index == entry.tokens.count || endsRecord(type, index, expected, owner)
        }
        if noteCommentInside(type, index - expected) { return false }
        if index == entry.tokens.count - 1, closingBrace != nil { return false }
        if noteBraces(type, owner, index - expected) { return false }
        if !hasInvisibleSplit { report(.extraField(type, expected: expected), range(entry.tokens[index...]), owner) }
        return false
    }

    mutating func refuse(
        _ type: RecordType,
        _ first: Int,
        _ field: Int,
        _ kind: ZoneProblem.Kind,
        _ range: Range<Int>,
        _ owner: String
    ) {
        if entries.recover(&entry, at: first + field) { return }
        let comment = entry.tokens.dropFirst(first + field).first.flatMap { isForeignComment($0) ? $0 : nil }
        let limit = comment?.range.lowerBound ?? .max
        let quotes: [ZoneProblem.Kind] = [.quoteNotClosed, .quoteSpansLines]
        if entry.faults.contains(where: { quotes.contains($0.kind) && $0.range.lowerBound < limit }) { return }
        if noteCommentInside(type, first) { return }
        if comment != nil {
            if removeForeignComments(first + field) {
                hasRemovedComments = true
                return
            }
            if isComplete(type, first, first + field) { return skipForeignComment(first + field) }
            entries.endLine(&entry, at: entry.tokens[first + field].range.lowerBound)
            let missing = ZoneProblem.Kind.missingField(type, field: fieldName(type, field), fieldIndex: field)
            return report(missing, entry.tokens[first + field - 1].range, owner)
        }
        if first + field == entry.tokens.count - 1, closingBrace != nil { return }
        if hasInvisibleSplit || noteContinuedRecord(kind, type, owner, first) { return }
        report(kind, range, owner)
    }

    /// Whether the fields before a comment are a record, and the comment does not begin with a parameter.
    private func isComplete(_ type: RecordType, _ first: Int, _ comment: Int) -> Bool {
        let isService = ["SVCB", "HTTPS"].contains(type.description)
        let mark = entry.tokens[comment].range
        let next = mark.count > 2 ? comment : comment + 1
        if isService, next < entry.tokens.count, bytes(entry.tokens[next]).contains(UInt8(ascii: "=")) { return false }
        var coder = RDATACoder()
        let fields = entry.tokens[first..<comment].map { ($0.content, $0.isQuoted) }
        return coder.encode(type, fields, of: text.bytes, origin: Name(wire: origin.wire)) == nil
    }

    mutating func noteParameters(_ tokens: [ReferenceToken], _ owner: String) {
        guard let last = tokens.last, text[last.range.upperBound] == UInt8(ascii: ";") else { return }
        let semicolon = last.range.upperBound
        var end = semicolon
        while end < text.count, !text.isLineEnd(end) { end += 1 }
        let words = text.bytes[semicolon + 1..<end].split { [0x20, 0x09, UInt8(ascii: ";")].contains($0) }
        let areParameters = words.allSatisfy { word in
            let parts = word.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let isKnown = Array(parts[0]).withUnsafeBufferPointer { ServiceKey.number($0) } != nil
            return isKnown
                && (parts.count > 1 || String(decoding: parts[0], as: UTF8.self).lowercased() == "no-default-alpn")
        }
        guard (1...16).contains(words.count), areParameters else { return }
        report(.unquotedSemicolon, semicolon..<end, owner, last.range)
    }

    mutating func noteSemicolon(_ type: RecordType, _ tokens: [ReferenceToken], _ owner: String) {
        guard let last = tokens.last, !last.isQuoted else { return }
        let semicolon = last.range.upperBound
        let value = bytes(last)
        guard text[semicolon] == UInt8(ascii: ";"), type == .caa || value.contains(UInt8(ascii: "=")) else { return }
        var end = semicolon
        while end < text.count, !text.isLineEnd(end) { end += 1 }
        let comment = text.bytes[semicolon + 1..<end].drop { $0 == 0x20 || $0 == 0x09 }
        let letters = comment.prefix { (0x61...0x7A).contains(asciiLowercased($0)) }.prefix(32)
        let isTag = !letters.isEmpty && comment.dropFirst(letters.count).first == UInt8(ascii: "=")
        let isCutOff = comment.isEmpty && bytes(tokens[0]).prefix(2).map(asciiLowercased) == Array("v=".utf8)
        if type == .caa {
            let isAttached = !letters.isEmpty && comment.startIndex == semicolon + 1
            if isTag || isAttached { report(.unquotedSemicolon, semicolon..<end, owner, last.range) }
            return
        }
        let isSPF = String(decoding: value, as: UTF8.self).lowercased() == "v=spf1"
        if isTag || isCutOff || isSPF { report(.unquotedSemicolon, semicolon..<end, owner, last.range) }
    }
}

extension RDATACoder {
    /// Encodes fields given by their positions in a text: the result can depend on whether two fields touch.
    mutating func encode(
        _ type: RecordType,
        _ fields: [(range: Range<Int>, isQuoted: Bool)],
        of text: [UInt8],
        origin: Name?
    ) -> RDATAProblem? {
        text.withUnsafeBufferPointer { bytes in
            let texts = fields.map {
                FieldText(bytes: UnsafeBufferPointer(rebasing: bytes[$0.range]), isQuoted: $0.isQuoted)
            }
            return texts.withUnsafeBufferPointer { encode(type, fields: $0, origin: origin) }
        }
    }
}
