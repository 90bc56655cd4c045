/// Reads a text that was meant to be JSON, and collects its mistakes and the edits that correct them.
///
/// It accepts what people write by hand or copy from other notations. Only ``JSONReader`` decides what is JSON: the
/// edits are used only if it accepts the result.
struct TolerantJSONReader {
    let bytes: [UInt8]
    /// The end of the part that is read.
    let end: Int
    var at: Int
    private(set) var mistakes: [JSONMistake] = []
    private(set) var edits: [JSONEdit] = []
    /// The end of the last token, where something that is missing belongs.
    var contentEnd: Int

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        end = range.upperBound
        at = range.lowerBound
        contentEnd = at
    }

    private static let depthLimit = 100

    /// Reads one document to the end of the text.
    ///
    /// - Returns: Whether the whole text was understood.
    mutating func readDocument() -> Bool {
        skipTrivia()
        guard at < end else { return false }
        if startsMember() {
            report(.openingBraceMissing, at..<at, "{")
            guard members(depth: 1) else { return false }
        } else {
            guard let byte = next, byte == ascii("{") || byte == ascii("["), value(depth: 0) else { return false }
        }
        skipTrivia()
        return at == end || readRest()
    }

    private mutating func readRest() -> Bool {
        // A loop, because one call for each bracket would exhaust the stack.
        while let byte = next, byte == ascii("}") || byte == ascii("]") {
            report(.extraBracket(text(at..<at + 1)), at..<at + 1, "")
            at += 1
            skipTrivia()
        }
        switch next {
        case nil: return true
        case ascii("{"):
            mistakes.append(JSONMistake(kind: .secondDocument, range: at..<at + 1))
            return false
        default:
            report(.textAfter, at..<end, "")
            at = end
            return true
        }
    }

    /// Whether a key and a colon are next, without a brace before them.
    private func startsMember() -> Bool {
        guard quote(at: at) != nil else { return false }
        var ahead = self
        guard ahead.string() else { return false }
        ahead.skipTrivia()
        return ahead.next == ascii(":")
    }

    // MARK: - Values

    private mutating func value(depth: Int) -> Bool {
        guard depth < Self.depthLimit, let byte = next else { return false }
        switch byte {
        case ascii("{"):
            advance(1)
            return members(depth: depth + 1)
        case ascii("["):
            advance(1)
            return elements(depth: depth + 1)
        default: return quote(at: at) == nil ? word(isKey: false) : string()
        }
    }

    private mutating func members(depth: Int) -> Bool {
        var comma: Int?
        while true {
            skipTrivia()
            if closes(with: "}", comma) { return true }
            guard let byte = next else { return false }
            if byte == ascii(",") {
                report(.extraComma, at..<at + 1, "")
                at += 1
                continue
            }
            guard quote(at: at) == nil ? word(isKey: true) : key() else { return false }
            let keyEnd = contentEnd
            skipTrivia()
            guard separator(after: keyEnd) else { return false }
            skipTrivia()
            guard value(depth: depth) else { return false }
            guard delimiter(before: "}", &comma) else { return true }
        }
    }

    private mutating func elements(depth: Int) -> Bool {
        var comma: Int?
        while true {
            skipTrivia()
            if closes(with: "]", comma) { return true }
            guard next != nil, value(depth: depth) else { return false }
            guard delimiter(before: "]", &comma) else { return true }
        }
    }

    /// Reads the end of an object or array, and reports a comma before it.
    private mutating func closes(with bracket: Character, _ comma: Int?) -> Bool {
        let isEnd = at == end
        guard isEnd || next == ascii("}") || next == ascii("]") else { return false }
        if let comma { report(.trailingComma, comma..<comma + 1, "") }
        close(with: bracket)
        return true
    }

    private mutating func close(with bracket: Character) {
        guard let byte = next else {
            report(.bracketMissing(String(bracket)), contentEnd..<contentEnd, String(bracket))
            return
        }
        if byte != bracket.asciiValue {
            report(.wrongBracket(text(at..<at + 1), expected: String(bracket)), at..<at + 1, String(bracket))
        }
        advance(1)
    }

    /// Reads what follows a member or element.
    ///
    /// - Returns: Whether another one follows.
    private mutating func delimiter(before bracket: Character, _ comma: inout Int?) -> Bool {
        let valueEnd = contentEnd
        skipTrivia()
        comma = nil
        switch next {
        case nil, ascii("}"), ascii("]"):
            close(with: bracket)
            return false
        case ascii(","): comma = at
        case ascii(";"):
            report(.separator(";", expected: ","), at..<at + 1, ",")
            comma = nil
        default:
            report(.commaMissing, valueEnd..<valueEnd, ",")
            return true
        }
        advance(1)
        return true
    }

    private mutating func separator(after keyEnd: Int) -> Bool {
        switch next {
        case nil: return false
        case ascii(":"): advance(1)
        case ascii("="), ascii(","):
            let length = next == ascii("=") && at + 1 < end && bytes[at + 1] == ascii(">") ? 2 : 1
            report(.separator(text(at..<at + length), expected: ":"), at..<at + length, ":")
            advance(length)
        case ascii("}"), ascii("]"): return false
        default: report(.colonMissing, keyEnd..<keyEnd, ":")
        }
        return true
    }

    // MARK: - Positions

    var next: UInt8? { at < end ? bytes[at] : nil }

    mutating func advance(_ length: Int) {
        at += length
        contentEnd = at
    }

    mutating func report(_ kind: JSONMistake.Kind, _ range: Range<Int>, _ replacement: String) {
        mistakes.append(JSONMistake(kind: kind, range: range))
        edits.append(JSONEdit(range, replacement))
    }

    mutating func edit(_ range: Range<Int>, _ replacement: String) {
        edits.append(JSONEdit(range, replacement))
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    func ascii(_ scalar: Unicode.Scalar) -> UInt8 { UInt8(ascii: scalar) }
}
