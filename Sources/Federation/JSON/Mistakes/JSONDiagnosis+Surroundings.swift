// Documents inside or after something else.

extension JSONDiagnosis {
    /// Diagnoses a document in quotes or code fences.
    static func enclosed(_ bytes: [UInt8]) -> JSONDiagnosis? {
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
    static func afterText(_ bytes: [UInt8]) -> JSONDiagnosis? {
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
}

extension TolerantJSONReader {
    /// Whether a part has only white space, comments and invisible characters.
    fileprivate static func isOnlyTrivia(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var reader = TolerantJSONReader(bytes, range)
        reader.skipTrivia()
        return reader.at == range.upperBound
    }
}
