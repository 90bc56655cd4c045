/// Why a text is not JSON (RFC 8259).
public struct JSONProblem: Error, Sendable {
    public var kind: Kind
    /// The wrong bytes; empty at the end of the text.
    public var range: Range<Int>

    public enum Kind: Sendable, Equatable {
        case byteOrderMark
        case empty
        case notUTF8
        case tooDeep(limit: Int)
        case unexpected(expected: String, found: String)
        case endsEarly(expected: String)
        case trailingComma
        case textAfterValue
    }

    /// The problem as a clause about "it".
    public var words: String {
        switch kind {
        case .byteOrderMark: "it begins with a byte order mark"
        case .empty: "it is empty"
        case .notUTF8: "it is not UTF-8"
        case .tooDeep(let limit): "it is nested more than \(limit) levels deep"
        case .unexpected(let expected, let found): "expected \(expected), found \(found)"
        case .endsEarly(let expected): "expected \(expected), found the end"
        case .trailingComma: "trailing comma"
        case .textAfterValue: "there is text after the JSON value"
        }
    }
}

/// Reads JSON strictly by RFC 8259 and keeps the position of each value.
public struct JSONReader {
    private let bytes: [UInt8]
    private var at = 0
    private let depthLimit: Int

    /// Reads a text that is one value.
    ///
    /// - Parameter depthLimit: How deep arrays and objects may be nested.
    public static func read(_ bytes: [UInt8], depthLimit: Int = 100) throws(JSONProblem) -> JSONValue {
        let (value, end) = try readFirst(bytes, depthLimit: depthLimit)
        guard end == bytes.count else { throw JSONProblem(kind: .textAfterValue, range: end..<bytes.count) }
        return value
    }

    /// Reads the first value of a text.
    ///
    /// - Returns: The value, and the index of the text after it and white space.
    public static func readFirst(
        _ bytes: [UInt8],
        depthLimit: Int = 100
    ) throws(JSONProblem) -> (value: JSONValue, end: Int) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw JSONProblem(kind: .byteOrderMark, range: 0..<3) }
        var reader = JSONReader(bytes: bytes, depthLimit: depthLimit)
        reader.skipSpace()
        guard reader.at < bytes.count else { throw JSONProblem(kind: .empty, range: 0..<bytes.count) }
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        return (value, reader.at)
    }

    private init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
    }

    private func problem(_ expected: String) -> JSONProblem {
        guard let byte = next else { return JSONProblem(kind: .endsEarly(expected: expected), range: at..<at) }
        return JSONProblem(kind: .unexpected(expected: expected, found: Self.name(of: byte)), range: at..<at + 1)
    }

    private static func name(of byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "`"): "a backquote"
        case UInt8(ascii: " "): "a space"
        case 0x0A, 0x0D: "a line break"
        case 0x09: "a tab"
        case 0x21...0x7E: "`\(Character(Unicode.Scalar(byte)))`"
        case 0x80...: "a character outside ASCII"
        default: "a control character"
        }
    }

    private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
        let start = at
        switch next {
        case UInt8(ascii: "{"):
            try enter(depth)
            let members = try members(depth: depth + 1)
            return JSONValue(kind: .object(members), range: start..<at)
        case UInt8(ascii: "["):
            try enter(depth)
            let values = try elements(depth: depth + 1)
            return JSONValue(kind: .array(values), range: start..<at)
        case UInt8(ascii: "\""): return JSONValue(kind: .string(try string()), range: start..<at)
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case .some(let byte) where byte == UInt8(ascii: "-") || byte &- 0x30 < 10:
            return JSONValue(kind: .number(try number()), range: start..<at)
        default: throw problem("a JSON value")
        }
    }

    private mutating func enter(_ depth: Int) throws(JSONProblem) {
        guard depth < depthLimit else { throw JSONProblem(kind: .tooDeep(limit: depthLimit), range: at..<at + 1) }
        at += 1
    }

    private mutating func word(_ word: StaticString, _ kind: JSONValue.Kind) throws(JSONProblem) -> JSONValue {
        let start = at
        for index in 0..<word.utf8CodeUnitCount {
            guard next == word.utf8Start[index] else { throw problem("`\(word)`") }
            at += 1
        }
        return JSONValue(kind: kind, range: start..<at)
    }

    private mutating func elements(depth: Int) throws(JSONProblem) -> [JSONValue] {
        var values: [JSONValue] = []
        skipSpace()
        if next == UInt8(ascii: "]") {
            at += 1
            return values
        }
        while true {
            skipSpace()
            if next == UInt8(ascii: "]") { throw JSONProblem(kind: .trailingComma, range: at..<at + 1) }
            values.append(try value(depth: depth))
            skipSpace()
            switch next {
            case UInt8(ascii: ","): at += 1
            case UInt8(ascii: "]"):
                at += 1
                return values
            default: throw problem("`,` or `]`")
            }
        }
    }

    private mutating func members(depth: Int) throws(JSONProblem) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        skipSpace()
        if next == UInt8(ascii: "}") {
            at += 1
            return members
        }
        while true {
            skipSpace()
            let start = at
            if next == UInt8(ascii: "}") { throw JSONProblem(kind: .trailingComma, range: at..<at + 1) }
            guard next == UInt8(ascii: "\"") else { throw problem("a key in double quotes") }
            let key = try string()
            let keyRange = start..<at
            skipSpace()
            guard next == UInt8(ascii: ":") else { throw problem("`:`") }
            at += 1
            skipSpace()
            members.append(JSONValue.Member(key: key, keyRange: keyRange, value: try value(depth: depth)))
            skipSpace()
            switch next {
            case UInt8(ascii: ","): at += 1
            case UInt8(ascii: "}"):
                at += 1
                return members
            default: throw problem("`,` or `}`")
            }
        }
    }

    private mutating func number() throws(JSONProblem) -> String {
        let start = at
        if next == UInt8(ascii: "-") { at += 1 }
        if next == UInt8(ascii: "0") { at += 1 } else { try digits() }
        if next == UInt8(ascii: ".") {
            at += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            at += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func digits() throws(JSONProblem) {
        let start = at
        while let byte = next, byte &- 0x30 < 10 { at += 1 }
        guard at > start else { throw problem("a digit") }
    }

    private mutating func string() throws(JSONProblem) -> String {
        let opening = at
        at += 1
        var start = at
        var text: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw problem("an escape such as `\\n`") }
            guard byte == UInt8(ascii: "\\") else {
                at += 1
                continue
            }
            text += bytes[start..<at]
            try escape(into: &text)
            start = at
        }
        guard next != nil else { throw problem("a closing quote") }
        text += bytes[start..<at]
        at += 1
        guard let string = String(validating: text, as: UTF8.self) else {
            throw JSONProblem(kind: .notUTF8, range: opening..<at)
        }
        return string
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONProblem) {
        at += 1
        guard let byte = next else { throw problem("an escaped character") }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): return try unicodeEscape(into: &text)
        default: throw problem("a valid escape")
        }
        at += 1
    }

    private mutating func unicodeEscape(into text: inout [UInt8]) throws(JSONProblem) {
        var unit = try codeUnit()
        // A pair of surrogates is one scalar. RFC 8259 §8.2 does not define the meaning of a lone one.
        if unit & 0xFC00 == 0xD800, at + 1 < bytes.count, bytes[at] == 0x5C, bytes[at + 1] == UInt8(ascii: "u") {
            let mark = at
            at += 1
            let low = try codeUnit()
            if low & 0xFC00 == 0xDC00 {
                unit = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
            } else {
                at = mark
            }
        }
        text += Array(String(Character(Unicode.Scalar(unit) ?? "\u{FFFD}")).utf8)
    }

    private mutating func codeUnit() throws(JSONProblem) -> UInt32 {
        at += 1
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw problem("a hexadecimal digit")
            }
            unit = unit << 4 | UInt32(digit)
            at += 1
        }
        return unit
    }
}
