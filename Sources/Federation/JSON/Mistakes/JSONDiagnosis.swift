/// The first mistake of a text that was meant to be a JSON object, and how to correct all of them.
public struct JSONDiagnosis: Sendable {
    public let mistake: JSONMistake
    /// The edits that turn the text into a JSON object, in order; empty if the intention is not clear.
    public let edits: [JSONEdit]

    /// Diagnoses a text.
    ///
    /// - Returns: `nil` if the text is JSON, other than a document inside a string.
    public static func of(_ bytes: [UInt8]) -> JSONDiagnosis? {
        do throws(JSONProblem) {
            let value = try JSONReader.read(bytes)
            guard let string = value.string, isObject(Array(string.utf8)) else { return nil }
            let mistake = JSONMistake(kind: .quotesAroundDocument, range: value.range.prefix(1))
            return JSONDiagnosis(mistake, [JSONEdit(value.range, string)], bytes)
        } catch {
            return of(bytes, error)
        }
    }

    /// Diagnoses a text that is not JSON.
    public static func of(_ bytes: [UInt8], _ problem: JSONProblem) -> JSONDiagnosis {
        guard problem.kind != .byteOrderMark else { return withMark(bytes, problem.range) }
        return utf16(bytes) ?? enclosed(bytes) ?? afterText(bytes) ?? webPage(bytes) ?? otherNotation(bytes)
            ?? read(bytes, 0..<bytes.count)
            ?? JSONDiagnosis(JSONMistake(kind: .problem(problem.kind), range: problem.range), [], bytes)
    }

    /// Diagnoses a text that starts with a byte order mark, and perhaps has other mistakes.
    private static func withMark(_ bytes: [UInt8], _ mark: Range<Int>) -> JSONDiagnosis {
        let others = of(Array(bytes[mark.upperBound...]))?.edits ?? []
        let shifted = others.map { edit in
            JSONEdit(edit.range.lowerBound + mark.upperBound..<edit.range.upperBound + mark.upperBound, edit.text)
        }
        let mistake = JSONMistake(kind: .problem(.byteOrderMark), range: mark)
        return JSONDiagnosis(mistake, [JSONEdit(mark, "")] + shifted, bytes)
    }

    /// The corrected text, or `nil` if the intention is not clear.
    public func repaired(_ bytes: [UInt8]) -> [UInt8]? {
        edits.isEmpty ? nil : Self.applied(edits, to: bytes)
    }

    /// The line and the column, in characters, of the mistake. Both start at 1.
    public func position(in bytes: [UInt8]) -> (line: Int, column: Int) {
        let before = bytes[..<min(mistake.range.lowerBound, bytes.count)]
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let column = String(decoding: before[lineStart...], as: UTF8.self).unicodeScalars.count
        return (before.count { $0 == 0x0A } + 1, column + 1)
    }

    /// The mistake with its line and column.
    public func words(in bytes: [UInt8]) -> String {
        let (line, column) = position(in: bytes)
        return "\(mistake.words) (line \(line), column \(column))"
    }

    // MARK: - Editing

    private init(_ mistake: JSONMistake, _ edits: [JSONEdit], _ bytes: [UInt8]) {
        self.mistake = mistake
        let sorted = edits.enumerated().sorted {
            ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
                < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
        }.map(\.element)
        let overlap = zip(sorted, sorted.dropFirst()).contains { $0.range.upperBound > $1.range.lowerBound }
        // Only the strict reader decides whether the result is right.
        self.edits = !overlap && Self.isObject(Self.applied(sorted, to: bytes)) ? sorted : []
    }

    private static func applied(_ edits: [JSONEdit], to bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var at = 0
        for edit in edits {
            guard edit.range.lowerBound >= at else { return [] }
            result += bytes[at..<edit.range.lowerBound] + Array(edit.text.utf8)
            at = edit.range.upperBound
        }
        return result + bytes[at...]
    }

    private static func isObject(_ bytes: [UInt8]) -> Bool {
        (try? JSONReader.read(bytes))?.members?.isEmpty == false
    }
}

// MARK: - Documents in something else

extension JSONDiagnosis {
    /// Reads one document with the mistakes inside it.
    private static func read(_ bytes: [UInt8], _ range: Range<Int>) -> JSONDiagnosis? {
        var reader = TolerantJSONReader(bytes, range)
        let isUnderstood = reader.readDocument()
        guard let first = reader.mistakes.min(by: { $0.range.lowerBound < $1.range.lowerBound }) else { return nil }
        return JSONDiagnosis(first, isUnderstood ? reader.edits : [], bytes)
    }

    private static func utf16(_ bytes: [UInt8]) -> JSONDiagnosis? {
        guard bytes.count > 1 else { return nil }
        let (first, second) = (bytes[0], bytes[1])
        let isLittle = (first == 0xFF && second == 0xFE) || (first != 0 && second == 0)
        let isBig = (first == 0xFE && second == 0xFF) || (first == 0 && second != 0)
        guard isLittle || isBig else { return nil }
        var units: [UInt16] = []
        for index in stride(from: 0, to: bytes.count - 1, by: 2) {
            let (high, low) = isLittle ? (bytes[index + 1], bytes[index]) : (bytes[index], bytes[index + 1])
            units.append(UInt16(high) << 8 | UInt16(low))
        }
        let text = String(decoding: units.drop { $0 == 0xFEFF }, as: UTF16.self)
        let mistake = JSONMistake(kind: .utf16, range: 0..<min(2, bytes.count))
        return JSONDiagnosis(mistake, [JSONEdit(0..<bytes.count, text)], bytes)
    }

    /// Diagnoses a document in quotes or code fences.
    private static func enclosed(_ bytes: [UInt8]) -> JSONDiagnosis? {
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
            let last = bytes.lastIndex(where: { $0 > 0x20 })
        else { return nil }
        let end = last + 1
        var opening: Range<Int>
        var closing = end..<end
        var kind = JSONMistake.Kind.quotesAroundDocument
        if bytes[first...].starts(with: "```".utf8) {
            kind = .codeFence
            opening = first..<(bytes[first...].firstIndex(of: 0x0A).map { $0 + 1 } ?? end)
            if end - opening.upperBound >= 3, bytes[..<end].suffix(3).allSatisfy({ $0 == UInt8(ascii: "`") }) {
                closing = end - 3..<end
            }
        } else {
            let reader = TolerantJSONReader(bytes, first..<end)
            guard let (style, length) = reader.quote(at: first), style != .escaped else { return nil }
            opening = first..<first + length
            for width in 1...6 where end - width > opening.upperBound {
                guard let (other, length) = reader.quote(at: end - width), length == width else { continue }
                if other != .escaped { closing = end - width..<end }
            }
        }
        let inside = opening.upperBound..<closing.lowerBound
        guard let brace = bytes[inside].first(where: { $0 > 0x20 }), brace == UInt8(ascii: "{") else { return nil }
        var edits = [JSONEdit(opening, ""), JSONEdit(closing, "")]
        var reader = TolerantJSONReader(bytes, inside)
        if reader.readDocument() { edits += reader.edits }
        return JSONDiagnosis(JSONMistake(kind: kind, range: opening), edits, bytes)
    }

    /// Diagnoses text before a document.
    private static func afterText(_ bytes: [UInt8]) -> JSONDiagnosis? {
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
            ![UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\"")].contains(bytes[first])
        else { return nil }
        let braces = bytes[first...].indices.lazy.filter { bytes[$0] == UInt8(ascii: "{") }.prefix(attempts)
        for brace in braces where isObject(Array(bytes[brace...])) {
            let before = String(decoding: bytes[first..<brace], as: UTF8.self)
            if TolerantJSONReader.isOnlyTrivia(bytes, first..<brace) { return nil }
            let mistake = JSONMistake(kind: .textBefore(preamble(before)), range: first..<brace)
            return JSONDiagnosis(mistake, [JSONEdit(first..<brace, "")], bytes)
        }
        return nil
    }

    /// The number of braces that are tried as the start of the document.
    private static let attempts = 16

    private static func preamble(_ text: String) -> JSONMistake.Preamble {
        let isMessage = ["Warning", "Notice", "Deprecated", "Fatal error", "Parse error"].contains { word in
            text.contains("\(word)</b>") || text.hasPrefix("\(word):") || text.hasPrefix("PHP \(word)")
        }
        if isMessage || text.hasPrefix("<?php") { return .phpMessage }
        let line = text.prefix { !$0.isNewline }
        let name = line.prefix { $0.isLetter || $0 == "-" }
        let isHeader = !name.isEmpty && line.dropFirst(name.count).hasPrefix(": ")
        return text.hasPrefix("HTTP/") || isHeader ? .headers : .other
    }

    private static func webPage(_ bytes: [UInt8]) -> JSONDiagnosis? {
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }), bytes[first] == UInt8(ascii: "<"),
            !bytes[first...].starts(with: "<!--".utf8)
        else { return nil }
        return JSONDiagnosis(JSONMistake(kind: .webPage, range: first..<first + 1), [], bytes)
    }

    /// Diagnoses YAML and plain text.
    private static func otherNotation(_ bytes: [UInt8]) -> JSONDiagnosis? {
        var reader = TolerantJSONReader(bytes, 0..<bytes.count)
        reader.skipTrivia()
        let first = reader.at
        guard let last = bytes.lastIndex(where: { $0 > 0x20 }), first <= last,
            !bytes[first...].contains(UInt8(ascii: "{")),
            let text = String(validating: bytes[first...last], as: UTF8.self),
            let character = text.first, !"[\"<'`".contains(character)
        else { return nil }
        let line = text.prefix { !$0.isNewline }
        let mark = first..<first + line.utf8.count
        let key = line.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
        let rest = line.dropFirst(key.count)
        guard !key.isEmpty, rest.hasPrefix(": ") || rest == ":" else {
            return JSONDiagnosis(JSONMistake(kind: .plainText, range: mark), [], bytes)
        }
        var value = rest.dropFirst(2).drop { $0 == " " }
        if let quote = value.first, quote == "\"" || quote == "'", value.last == quote, value.count > 1 {
            value = value.dropFirst().dropLast()
        }
        let isPlain = value.utf8.allSatisfy { (0x21..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }
        let isWhole = line.utf8.count == text.utf8.count && isPlain && !value.isEmpty
        let edit = JSONEdit(0..<last + 1, "{\"\(key)\": \"\(value)\"}")
        return JSONDiagnosis(JSONMistake(kind: .yaml, range: mark), isWhole ? [edit] : [], bytes)
    }
}

extension TolerantJSONReader {
    /// Whether a part has only white space, comments and invisible characters.
    static func isOnlyTrivia(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var reader = TolerantJSONReader(bytes, range)
        reader.skipTrivia()
        return reader.at == range.upperBound
    }
}

extension Range<Int> {
    fileprivate func prefix(_ length: Int) -> Range<Int> {
        lowerBound..<Swift.min(upperBound, lowerBound + length)
    }
}
