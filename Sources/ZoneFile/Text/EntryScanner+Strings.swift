// Quoted strings with line breaks in them. BIND and Knot do not allow these.

extension EntryScanner {
    /// How far the closing quote is searched.
    private static let stringLimit = 4096

    /// Searches the next lines for the quote that closes a string, whose line ends at `lineEnd`. The lines up to it must look
    /// like the rest of the string: none is empty or looks like another entry, and quotes are balanced only with the string.
    ///
    /// - Returns: the offset past the quote; `nil` if the string was rather meant to end on its line.
    func closingQuote(after lineEnd: Int) -> Int? {
        let limit = min(count, lineEnd + Self.stringLimit)
        var line = lineEnd
        while true {
            line += base[line] == 0x0D && base[line + 1] == 0x0A ? 2 : 1
            guard line < limit, !RecordStartHeuristic.matches(at: line, base: base, count: count) else { return nil }
            var at = line
            var first: Int?
            var quotes = 0
            var isEmpty = true
            while at < count, base[at] != 0x0A, base[at] != 0x0D {
                switch classes[Int(base[at])] {
                case ByteClass.quote:
                    if first == nil { first = at }
                    quotes += 1
                case ByteClass.backslash where at + 1 < count && base[at + 1] != 0x0A && base[at + 1] != 0x0D:
                    isEmpty = false
                    at += 1
                case ByteClass.space: break
                default: isEmpty = false
                }
                at += 1
            }
            if let first { return quotes.isMultiple(of: 2) ? nil : first + 1 }
            guard !isEmpty, at < limit else { return nil }
            line = at
        }
    }

    /// What a byte inside a string says about the token.
    static func flags(ofQuoted byte: UInt8) -> Token.Flags {
        switch byte {
        case 0: .control
        case UInt8(ascii: "\\"): .escaped
        case 0x80...: .nonASCII
        default: []
        }
    }
}
