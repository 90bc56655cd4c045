extension TolerantJSONReader {
    /// Reads a key in quotes.
    mutating func key() -> Bool {
        let start = at
        guard string() else { return false }
        let closed = at
        // `"m.server: "matrix.example.com"`: the string seems to end where the value begins.
        guard bytes[start] == ascii("\""), let colon = bytes[start..<closed - 1].lastIndex(of: ascii(":")),
            bytes[colon + 1..<closed - 1].allSatisfy({ $0 <= 0x20 }), colon > start + 1
        else { return true }
        at = closed
        skipTrivia()
        guard next != ascii(":") else {
            at = closed
            return true
        }
        report(.quoteMissing, colon..<colon, "\"")
        at = start
        advance(colon - start)
        return true
    }

    /// Reads a string in quotes of any kind.
    mutating func string() -> Bool {
        guard let (style, length) = quote(at: at) else { return false }
        let opening = at..<at + length
        at += length
        while let byte = next {
            if byte == 0x0A || byte == 0x0D { break }
            if let (found, length) = quote(at: at), closes(style, found, at + length) {
                let closing = at..<at + length
                guard let kind = style ?? found else {
                    advance(length)
                    return true
                }
                guard !bytes[opening.upperBound..<closing.lowerBound].contains(ascii("\"")) || style == .escaped else {
                    return false
                }
                report(.quoteStyle(kind), style == nil ? closing : opening, "\"")
                edit(style == nil ? opening : closing, "\"")
                advance(length)
                return true
            }
            at += byte == ascii("\\") && at + 1 < end && style != .escaped ? 2 : 1
        }
        guard style == nil else { return false }
        return closeString(opening)
    }

    /// Ends a string whose closing quote is missing, before the brackets and the comma at the end of the line.
    private mutating func closeString(_ opening: Range<Int>) -> Bool {
        at = min(at, end)
        while at > opening.upperBound, isPunctuation(bytes[at - 1]) { at -= 1 }
        guard at > opening.upperBound else { return false }
        report(.quoteMissing, at..<at, "\"")
        advance(0)
        return true
    }

    private func isPunctuation(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == ascii("}") || byte == ascii("]") || byte == ascii(",") || byte == ascii(";")
    }

    /// Whether a quote ends a string.
    ///
    /// - Parameters:
    ///   - style: The style of the opening quote, `nil` for the quote of JSON.
    ///   - found: The style of the quote in question.
    ///   - after: The index after it.
    private func closes(_ style: JSONMistake.QuoteStyle?, _ found: JSONMistake.QuoteStyle?, _ after: Int) -> Bool {
        if style == found { return true }
        switch (style, found) {
        // `“m.server"`
        case (.typographic, nil): return true
        // `"m.server”:`
        case (nil, .typographic):
            let rest = bytes[after..<end].first { $0 > 0x20 }
            return rest == nil || [ascii(":"), ascii(","), ascii("}"), ascii("]")].contains(rest)
        default: return false
        }
    }

    /// Returns the style and the length in bytes of the quote at an index. The style is `nil` for the quote of JSON.
    func quote(at index: Int) -> (style: JSONMistake.QuoteStyle?, length: Int)? {
        guard index < end else { return nil }
        let rest = bytes[index..<end]
        switch rest.first {
        case ascii("\""): return (.none, 1)
        case ascii("'"): return (.single, 1)
        case ascii("`"): return (.backquote, 1)
        case ascii("\\"): return rest.dropFirst().first == ascii("\"") ? (.escaped, 2) : nil
        case ascii("&"):
            for entity in ["&quot;", "&#34;", "&#39;", "&apos;"] where rest.starts(with: entity.utf8) {
                return (.entity, entity.utf8.count)
            }
            return nil
        case .some(0xC2), .some(0xE2), .some(0xEF):
            for scalar in "“”„‟‘’‚‛«»‹›″′＂＇".unicodeScalars where rest.starts(with: String(scalar).utf8) {
                return (.typographic, String(scalar).utf8.count)
            }
            return nil
        default: return nil
        }
    }

    // MARK: - Between tokens

    /// Skips white space, comments and invisible characters.
    mutating func skipTrivia() {
        while at < end {
            if let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) {
                if byte == 0x0B || byte == 0x0C { report(.invisibleCharacter(UInt32(byte)), at..<at + 1, " ") }
                at += 1
            } else if !skipComment() && !skipInvisible() {
                return
            }
        }
    }

    private mutating func skipComment() -> Bool {
        let start = at
        let rest = bytes[at..<end]
        for (marker, closing) in [("//", "\n"), ("#", "\n"), ("/*", "*/"), ("<!--", "-->")]
        where rest.starts(with: marker.utf8) {
            at += marker.utf8.count
            let closing = Array(closing.utf8)
            while at < end, !bytes[at..<end].starts(with: closing) { at += 1 }
            if marker != "//", marker != "#" { at = min(end, at + closing.count) }
            report(.comment(marker), start..<at, "")
            return true
        }
        return false
    }

    private mutating func skipInvisible() -> Bool {
        let length = bytes[at] >= 0xE0 ? 3 : bytes[at] >= 0xC0 ? 2 : bytes[at] == 0 ? 1 : 0
        guard length > 0, at + length <= end,
            let scalar = String(validating: bytes[at..<at + length], as: UTF8.self)?.unicodeScalars.first
        else { return false }
        switch scalar.value {
        case 0: report(.nulByte, at..<at + 1, "")
        case 0xA0, 0x2000...0x200A, 0x202F, 0x3000, 0x2028, 0x2029:
            report(.invisibleCharacter(scalar.value), at..<at + length, " ")
        case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF: report(.invisibleCharacter(scalar.value), at..<at + length, "")
        default: return false
        }
        at += length
        return true
    }
}
