extension RDATACoder {
    /// Appends a character string, quoted or not: a length octet and up to 255 octets.
    mutating func appendString(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let text = try cursor.next(field)
        let lengthAt = wire.count
        wire.append(0)
        try appendUnescaped(text.bytes, cursor)
        let length = wire.count - lengthAt - 1
        guard length <= 255 else { throw RDATAProblem(.stringTooLong(length), fieldIndex: cursor.current) }
        wire[lengthAt] = UInt8(length)
    }

    /// Appends text that is the rest of the RDATA, without a length octet.
    mutating func appendText(
        _ field: borrowing RecordFormat.Field,
        mustBeQuoted: Bool,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let text = try cursor.next(field)
        guard text.isQuoted || !mustBeQuoted else { throw cursor.invalid(field, "text in double quotes") }
        try appendUnescaped(text.bytes, cursor)
    }

    private func invalidEscape(_ cursor: FieldCursor, _ text: UnsafeBufferPointer<UInt8>, at index: Int) -> RDATAProblem
    {
        RDATAProblem(.invalidEscape, fieldIndex: cursor.current, range: Escape.extent(text, at: index))
    }

    mutating func appendUnescaped(_ text: UnsafeBufferPointer<UInt8>, _ cursor: FieldCursor) throws(RDATAProblem) {
        var index = 0
        while index < text.count {
            if text[index] != UInt8(ascii: "\\") {
                wire.append(text[index])
                index += 1
            } else {
                guard let escape = Escape(text, at: index) else { throw invalidEscape(cursor, text, at: index) }
                wire.append(escape.value)
                index += escape.length
            }
        }
    }

    /// Appends the property tag of CAA: letters and digits (RFC 8659 §4.1).
    mutating func appendTag(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let text = try cursor.nextUnquoted(field, expected: "a tag of letters and digits such as issue")
        let expected = "a tag of letters and digits such as issue"
        guard !text.isEmpty else { throw cursor.invalid(field, expected) }
        if let bad = text.firstIndex(where: { !isAlphanumeric($0) }) {
            throw cursor.invalid(field, expected, at: bad..<bad + 1)
        }
        guard text.count <= 255 else { throw RDATAProblem(.stringTooLong(text.count), fieldIndex: cursor.current) }
        append8(UInt8(text.count))
        wire.append(contentsOf: text)
    }

    /// Appends the address of X25: at least four digits (RFC 1183 §3.1).
    mutating func appendDigits(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let start = wire.count + 1
        try appendString(field, &cursor)
        guard wire.count - start >= 4, wire[start...].allSatisfy({ $0 &- 0x30 < 10 }) else {
            throw cursor.invalid(field, "at least four digits")
        }
    }

    /// Appends the substitution expression of NAPTR: `!expression!replacement!flags`, or nothing (RFC 3402 §3.2).
    ///
    /// Of the regular expression, only repetitions, alternatives, brackets and the number of groups are checked.
    mutating func appendSubstitution(
        _ field: borrowing RecordFormat.Field,
        _ cursor: inout FieldCursor
    ) throws(RDATAProblem) {
        let start = wire.count + 1
        try appendString(field, &cursor)
        if !isSubstitution(wire[start...]) {
            // BIND refuses it. Knot, NSD, ldns and dnspython accept any string.
            let expected =
                unclosedDelimiter(wire[start...]).map { "a third `\($0)`, which ends the replacement" }
                ?? "an empty string, or a substitution such as !^.*$!sip:info@example.com!"
            notes.append(RDATANote(.doubtful(field: field.name, expected: expected), fieldIndex: cursor.current))
        }
    }

    /// The delimiter of a substitution that would be valid with another one at its end.
    private func unclosedDelimiter(_ text: ArraySlice<UInt8>) -> Character? {
        guard let delimiter = text.first, (0x21...0x7E).contains(delimiter), !isSubstitution(text),
            isSubstitution(text + [delimiter])
        else { return nil }
        return Character(UnicodeScalar(delimiter))
    }

    private func isSubstitution(_ text: ArraySlice<UInt8>) -> Bool {
        guard let delimiter = text.first else { return true }
        guard delimiter &- 0x30 >= 10, delimiter != UInt8(ascii: "\\"), delimiter != UInt8(ascii: "i"), delimiter != 0
        else { return false }
        var part = 0
        var opened = 0
        var depth = 0
        var highestReference = 0
        var inBrackets = false
        // POSIX 1003.2 extended expressions: alternatives must not be empty. A repetition must not follow the start of an
        // alternative, an anchor or another repetition.
        var isEmpty = true
        var mayBeRepeated = false
        var index = text.startIndex + 1
        while index < text.endIndex {
            let byte = text[index]
            index += 1
            if part == 2 {
                guard byte == UInt8(ascii: "i") else { return false }
            } else if byte == UInt8(ascii: "\\") {
                guard index < text.endIndex else { return false }
                if part == 1, text[index] &- 0x31 < 9 {
                    highestReference = max(highestReference, Int(text[index] &- 0x30))
                }
                index += 1
                isEmpty = false
                mayBeRepeated = true
            } else if byte == delimiter {
                if part == 0, isEmpty { return false }
                part += 1
            } else if part == 0 {
                switch byte {
                case UInt8(ascii: "["): inBrackets = true
                case UInt8(ascii: "]"):
                    inBrackets = false
                    isEmpty = false
                    mayBeRepeated = true
                case _ where inBrackets: break
                case UInt8(ascii: "("):
                    opened += 1
                    depth += 1
                    mayBeRepeated = false
                case UInt8(ascii: ")"):
                    // BIND accepts an unmatched closing parenthesis.
                    depth = max(0, depth - 1)
                    isEmpty = false
                    mayBeRepeated = true
                case UInt8(ascii: "|"):
                    guard !isEmpty else { return false }
                    isEmpty = true
                    mayBeRepeated = false
                case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
                    guard mayBeRepeated else { return false }
                    mayBeRepeated = false
                default:
                    isEmpty = false
                    mayBeRepeated = byte != UInt8(ascii: "^") && byte != UInt8(ascii: "$")
                }
            }
        }
        return part == 2 && depth == 0 && highestReference <= opened
    }
}

func isAlphanumeric(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || asciiLowercased(byte) &- 0x61 < 26
}
