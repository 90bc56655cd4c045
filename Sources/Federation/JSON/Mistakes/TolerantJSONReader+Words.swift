extension TolerantJSONReader {
    /// Reads a word without quotes.
    mutating func word(isKey: Bool) -> Bool {
        let start = at
        while let byte = next, !isEndOfWord(byte, isKey: isKey) { at += 1 }
        while at > start, bytes[at - 1] <= 0x20 { at -= 1 }
        let range = start..<at
        guard !range.isEmpty, bytes[range].allSatisfy({ (0x20..<0x7F).contains($0) && $0 != ascii("\\") }) else {
            return false
        }
        let word = text(range)
        contentEnd = at
        if let (style, length) = quote(at: at), style == nil || style == .single {
            report(.quoteMissing, start..<start, "\"")
            if style != nil { edit(at..<at + length, "\"") }
            advance(length)
            return true
        }
        if !isKey {
            if (try? JSONReader.read(Array(bytes[range]))) != nil { return true }
            if let expected = Self.literals[word] {
                report(.literal(word, expected: expected), range, expected)
                return true
            }
        }
        report(isKey ? .unquotedKey(word) : .unquotedValue(word), range, "\"\(word)\"")
        return true
    }

    private static let literals = [
        "True": "true", "False": "false", "None": "null", "undefined": "null", "NULL": "null", "TRUE": "true",
        "FALSE": "false", "nil": "null",
    ]

    private func isEndOfWord(_ byte: UInt8, isKey: Bool) -> Bool {
        switch byte {
        case ascii(","), ascii("{"), ascii("}"), ascii("["), ascii("]"), ascii("\""), ascii("'"), ascii(";"), 0x0A,
            0x0D:
            true
        case ascii(":"), ascii("="), 0x20, 0x09: isKey
        default: false
        }
    }
}
