// Documents in an encoding or a notation other than JSON.

extension JSONDiagnosis {
    static func utf16(_ bytes: [UInt8]) -> JSONDiagnosis? {
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

    static func webPage(_ bytes: [UInt8]) -> JSONDiagnosis? {
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }), bytes[first] == UInt8(ascii: "<"),
            !bytes[first...].starts(with: "<!--".utf8)
        else { return nil }
        return JSONDiagnosis(JSONMistake(kind: .webPage, range: first..<first + 1), [], bytes)
    }

    /// Diagnoses YAML and plain text.
    static func otherNotation(_ bytes: [UInt8]) -> JSONDiagnosis? {
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
