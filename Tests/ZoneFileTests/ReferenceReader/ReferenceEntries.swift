import DNS

@testable import ZoneFile

/// A field by its position.
struct ReferenceToken {
    var range: Range<Int>
    var isQuoted = false
    /// Quoted, without a closing quote.
    var isUnterminated = false
    /// First on a line, but not on the first line of its entry.
    var startsLine = false
    /// Contains a control character that is not escaped.
    var hasControl = false
    /// The end of the first line of a quoted string that ends on a later one.
    var firstLineEnd: Int?

    var content: Range<Int> {
        guard isQuoted else { return range }
        return range.lowerBound + 1..<max(range.lowerBound + 1, range.upperBound - (isUnterminated ? 0 : 1))
    }
}

/// A record or a directive, with the faults of its parentheses and quotes.
struct ReferenceEntry {
    var start: Int
    /// The offset at which the search for the next entry starts.
    var end: Int
    var isIndented: Bool
    var tokens: [ReferenceToken] = []
    var faults: [(kind: ZoneProblem.Kind, range: Range<Int>)] = []
    var firstParenthesis: Int?
}

/// Splits a file into entries.
struct ReferenceEntries {
    let text: ReferenceText
    var position = 0
    /// The offsets of the comments that begin with `srvlint`.
    private(set) var comments: [Int] = []
    private var sawUnclosedParenthesis = false
    private var orphanedCloses = 0

    init(_ text: ReferenceText) {
        self.text = text
    }

    mutating func next() -> ReferenceEntry? {
        var entry = ReferenceEntry(start: position, end: position, isIndented: text.isSpace(position))
        var depth = 0
        var at = position
        var isNewLine = false
        while at < text.count {
            let byte = text[at]
            if byte == 0x0A || byte == 0x0D {
                if byte == 0x0D {
                    at += 1
                    if text[at] == 0x0A {
                        if at == text.count { break }
                    } else if !text.hasOnlyCarriageReturns {
                        entry.faults.append((.controlCharacter(0x0D), at - 1..<at))
                    }
                    if text[at] == 0x0A { at += 1 }
                } else {
                    at += 1
                }
                let isEntry = !entry.tokens.isEmpty || !entry.faults.isEmpty
                if depth == 0, isEntry {
                    entry.end = at
                    position = at
                    return entry
                }
                if depth == 0 {
                    entry = ReferenceEntry(start: at, end: at, isIndented: text.isSpace(at))
                } else {
                    isNewLine = !entry.tokens.isEmpty
                    if sawUnclosedParenthesis, isNewLine, text[at] != 0x20, text[at] != 0x09, looksLikeEntry(at) {
                        closeUnclosed(&entry)
                        entry.end = at
                        position = at
                        return entry
                    }
                }
            } else if text.isSpace(at) {
                at += 1
            } else if byte == UInt8(ascii: "(") {
                entry.firstParenthesis = entry.firstParenthesis ?? at
                depth += 1
                at += 1
            } else if byte == UInt8(ascii: ")") {
                if depth > 0 {
                    depth -= 1
                } else if orphanedCloses > 0 {
                    orphanedCloses -= 1
                } else {
                    entry.faults.append((.parenthesisNotOpened, at..<at + 1))
                }
                at += 1
            } else if byte == UInt8(ascii: ";") {
                noteComment(at)
                at = endOfComment(at)
            } else {
                var token = byte == UInt8(ascii: "\"") ? quoted(at) : unquoted(at)
                token.startsLine = isNewLine
                isNewLine = false
                if token.isUnterminated {
                    if depth > 0, text.bytes[token.content].contains(UInt8(ascii: ")")) { depth -= 1 }
                    entry.faults.append((.quoteNotClosed, token.range))
                }
                if let end = token.firstLineEnd {
                    entry.faults.append((.quoteSpansLines, token.range.lowerBound..<end))
                }
                entry.tokens.append(token)
                at = token.range.upperBound
            }
        }
        at = text.count
        if depth > 0 {
            closeUnclosed(&entry)
            sawUnclosedParenthesis = true
            if let cut = cut(&entry, 0, entry.tokens.count) { at = cut }
        }
        entry.end = at
        position = at
        return entry.tokens.isEmpty && entry.faults.isEmpty ? nil : entry
    }

    private func closeUnclosed(_ entry: inout ReferenceEntry) {
        guard let open = entry.firstParenthesis else { return }
        entry.faults.append((.parenthesisNotClosed, open..<open + 1))
    }

    private func unquoted(_ start: Int) -> ReferenceToken {
        var token = ReferenceToken(range: start..<start)
        var at = start
        while !ReferenceText.endsToken(text[at]) {
            if text[at] == UInt8(ascii: "\\") {
                at += text.isLineEnd(at + 1) ? 1 : 2
            } else {
                if ReferenceText.isControl(text[at]) { token.hasControl = true }
                at += 1
            }
        }
        token.range = start..<at
        return token
    }

    private func quoted(_ start: Int) -> ReferenceToken {
        var token = ReferenceToken(range: start..<start, isQuoted: true)
        var at = start + 1
        while true {
            switch text[at] {
            case UInt8(ascii: "\""):
                token.range = start..<at + 1
                return token
            case UInt8(ascii: "\\"): at += text.isLineEnd(at + 1) ? 1 : 2
            case 0x0D where !text.hasOnlyCarriageReturns && text[at + 1] != 0x0A: at += 1
            case 0x0A, 0x0D:
                if let end = closingQuote(after: at) {
                    token.firstLineEnd = at
                    token.range = start..<end
                    if text.bytes[at..<end].contains(0) { token.hasControl = true }
                    return token
                }
                token.isUnterminated = true
                token.range = start..<at
                return token
            default:
                if text[at] == 0 { token.hasControl = true }
                at += 1
            }
        }
    }

    /// The end of a string with line breaks: the first quote on the lines after it, if their number there is odd, and if no line
    /// up to it is empty or looks like another entry.
    private func closingQuote(after lineEnd: Int) -> Int? {
        let limit = min(text.count, lineEnd + 4096)
        var line = next(lineEnd)
        while line < limit, !looksLikeEntry(line) {
            var quotes: [Int] = []
            var isEmpty = true
            var at = line
            while at < text.count, !text.isLineEnd(at) {
                if text[at] == UInt8(ascii: "\\"), at + 1 < text.count, !text.isLineEnd(at + 1) {
                    at += 1
                    isEmpty = false
                } else if text[at] == UInt8(ascii: "\"") {
                    quotes.append(at)
                } else if !text.isSpace(at) {
                    isEmpty = false
                }
                at += 1
            }
            if let first = quotes.first { return quotes.count % 2 == 1 ? first + 1 : nil }
            guard !isEmpty, at < limit else { return nil }
            line = next(at)
        }
        return nil
    }

    /// The offset after the line end.
    private func next(_ lineEnd: Int) -> Int {
        lineEnd + (text[lineEnd] == 0x0D && text[lineEnd + 1] == 0x0A ? 2 : 1)
    }

    /// Searches all the semicolons of a comment: `; web server ; srvlint: ignore[S301]`.
    private mutating func noteComment(_ start: Int) {
        let end = endOfComment(start)
        var at = start
        while at < end {
            guard text.bytes[at] == 0x3B else {
                at += 1
                continue
            }
            let words = text.bytes[at..<end].drop { [0x20, 0x09, 0x3B].contains($0) }
            let isDirective = String(decoding: words.prefix(7), as: UTF8.self).lowercased() == "srvlint"
            if isDirective, at > comments.last ?? -1 { comments.append(at) }
            at = words.startIndex
        }
    }

    private func endOfComment(_ start: Int) -> Int {
        text.bytes[start...].firstIndex(of: text.hasOnlyCarriageReturns ? 0x0D : 0x0A) ?? text.count
    }

    // MARK: - Recovery

    /// Ends the entry before the first line, among those that begin with its tokens `first..<last`, that looks like another
    /// entry.
    private func cut(_ entry: inout ReferenceEntry, _ first: Int, _ last: Int) -> Int? {
        guard let open = entry.firstParenthesis else { return nil }
        for index in first..<max(first, min(last, entry.tokens.count)) {
            let token = entry.tokens[index]
            guard token.startsLine, token.range.lowerBound > open else { continue }
            var line = token.range.lowerBound
            while line > entry.start, !text.isLineEnd(line - 1) { line -= 1 }
            guard line > entry.start, looksLikeEntry(line) else { continue }
            entry.tokens.removeSubrange(index...)
            entry.faults.removeAll { $0.range.lowerBound >= line }
            return line
        }
        return nil
    }

    /// Ends the entry before another one if there is an error at the token `index`, and a parenthesis is open.
    mutating func recover(_ entry: inout ReferenceEntry, at index: Int) -> Bool {
        guard let line = cut(&entry, 1, index + 1) else { return false }
        if !entry.faults.contains(where: { $0.kind == .parenthesisNotClosed }) {
            closeUnclosed(&entry)
            orphanedCloses += 1
        }
        entry.end = line
        position = line
        return true
    }

    /// Ends the entry with the line of `offset`, whose rest is a comment, unless that is inside parentheses.
    mutating func endLine(_ entry: inout ReferenceEntry, at offset: Int) {
        guard depth(entry, offset) <= 0 else { return }
        entry.faults.removeAll { $0.range.lowerBound >= offset || $0.kind == .parenthesisNotClosed }
        var end = offset
        while end < text.count, !text.isLineEnd(end) { end += 1 }
        position = min(end + 1, entry.end)
        entry.end = position
    }

    /// The number of open parentheses at `offset`.
    func depth(_ entry: ReferenceEntry, _ offset: Int) -> Int {
        var depth = 0
        var at = entry.start
        while at < offset {
            switch text[at] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: ";"): at = endOfComment(at) - 1
            case UInt8(ascii: "\""): at = quoted(at).range.upperBound - 1
            case UInt8(ascii: "\\"): at += 1
            default: break
            }
            at += 1
        }
        return depth
    }

    /// Whether the line at `start` looks like a directive or a record.
    func looksLikeEntry(_ start: Int) -> Bool {
        var words: [Range<Int>] = []
        var at = start
        while words.count < 5 {
            while text.isSpace(at) { at += 1 }
            let first = at
            while at < text.count, text[at] == UInt8(ascii: "\"") || isWordByte(text[at]) { at += 1 }
            if at == first { break }
            words.append(first..<at)
        }
        let opensParenthesis = at < text.count && text[at] == UInt8(ascii: "(")
        guard let first = words.first else { return false }
        if !text.isSpace(start) {
            if text[first.lowerBound] == UInt8(ascii: "$") { return true }
            words.removeFirst()
        }
        // At most TTL, class and type come before the data.
        for (index, word) in words.enumerated().prefix(text.isSpace(start) ? 4 : 3) {
            let bytes = Array(text.bytes[word])
            if RecordType(reference: bytes) != nil { return index + 1 < words.count || opensParenthesis }
            guard RecordClass(reference: bytes) != nil || ReferenceTTL(bytes).value != nil else { return false }
        }
        return false
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        !ReferenceText.endsToken(byte) && !ReferenceText.isControl(byte)
    }

    // MARK: - Unicode spaces

    /// Whether a word that is no TTL, class or type directly follows the Unicode spaces.
    private func isBeforeOwner(_ start: Int) -> Bool {
        var at = start
        while let (_, length) = text.unicodeSpace(at) { at += length }
        var end = at
        while end < text.count, text.unicodeSpace(end) == nil,
            text[end] == UInt8(ascii: "\\")
                || !ReferenceText.endsToken(text[end]) && !ReferenceText.isControl(text[end])
        {
            end += 1
        }
        let word = Array(text.bytes[at..<end])
        return !word.isEmpty && ReferenceTTL(word).value == nil && RecordClass(reference: word) == nil
            && RecordType(reference: word) == nil
    }

    /// Splits the tokens at Unicode spaces, and returns the runs of these.
    func splitAtUnicodeSpaces(_ entry: inout ReferenceEntry) -> [(space: Unicode.Scalar, range: Range<Int>)] {
        var runs: [(space: Unicode.Scalar, range: Range<Int>)] = []
        var tokens: [ReferenceToken] = []
        for token in entry.tokens {
            guard !token.isQuoted else {
                tokens.append(token)
                continue
            }
            var piece = token
            var start = token.range.lowerBound
            var at = start
            func finish() {
                guard at > start else { return }
                piece.range = start..<at
                tokens.append(piece)
                piece.startsLine = false
            }
            while at < token.range.upperBound {
                guard let (space, length) = text.unicodeSpace(at) else {
                    at += 1
                    continue
                }
                finish()
                if at == entry.start { entry.isIndented = !isBeforeOwner(at) }
                if let last = runs.last, last.range.upperBound == at {
                    runs[runs.count - 1].range = last.range.lowerBound..<at + length
                } else {
                    runs.append((space, at..<at + length))
                }
                at += length
                start = at
            }
            finish()
        }
        entry.tokens = tokens
        return runs
    }
}

extension RecordType {
    init?(reference bytes: [UInt8]) {
        guard let type = bytes.withUnsafeBufferPointer({ RecordType(mnemonic: $0) }) else { return nil }
        self = type
    }
}

extension RecordClass {
    init?(reference bytes: [UInt8]) {
        guard let recordClass = bytes.withUnsafeBufferPointer({ RecordClass(mnemonic: $0) }) else { return nil }
        self = recordClass
    }
}

/// A time in seconds, or in numbers that all have a unit.
struct ReferenceTTL {
    var value: UInt32?
    /// Whether it is a time of more than 2³¹−1 seconds.
    var isTooLarge = false

    init(_ bytes: [UInt8]) {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        var total = 0.0
        var digits = ""
        var sawUnit = false
        // The precision of doubles is sufficient to recognise a time that is too large.
        for scalar in bytes.map({ Unicode.Scalar($0) }) {
            let letter = Character(String(scalar).lowercased())
            if "0123456789".contains(letter) {
                digits.append(letter)
            } else if let unit = units[letter], let number = Double(digits) {
                if number > Double(UInt32.max) { isTooLarge = true }
                total += number * unit
                digits = ""
                sawUnit = true
            } else {
                isTooLarge = false
                return
            }
        }
        guard sawUnit != !digits.isEmpty else {
            isTooLarge = false
            return
        }
        total += Double(digits) ?? 0
        if total > 2_147_483_647 { isTooLarge = true }
        if !isTooLarge { value = UInt32(total) }
    }
}
