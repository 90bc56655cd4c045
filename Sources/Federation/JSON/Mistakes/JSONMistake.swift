/// A mistake in a text that was meant to be JSON, as its author sees it.
public struct JSONMistake: Sendable, Equatable {
    public var kind: Kind
    /// The wrong bytes; empty if something is missing there.
    public var range: Range<Int>

    public enum Kind: Sendable, Equatable {
        /// Quotes around an otherwise correct document.
        case quotesAroundDocument
        case quoteStyle(QuoteStyle)
        case quoteMissing
        case unquotedKey(String)
        case unquotedValue(String)
        /// `True`, `None` and the like.
        case literal(String, expected: String)
        case trailingComma
        case extraComma
        case commaMissing
        case colonMissing
        /// Another character where a colon or a comma belongs.
        case separator(String, expected: String)
        /// The marker that begins the comment.
        case comment(String)
        case openingBraceMissing
        case bracketMissing(String)
        case wrongBracket(String, expected: String)
        case extraBracket(String)
        /// A character that no editor shows, or that looks like a space.
        case invisibleCharacter(UInt32)
        case codeFence
        case textBefore(Preamble)
        case textAfter
        case secondDocument
        case yaml
        case webPage
        case plainText
        /// UTF-16, possibly without a byte order mark.
        case utf16
        case nulByte
        /// A mistake that only the strict reader knows.
        case problem(JSONProblem.Kind)
    }

    /// Quotes that JSON does not have.
    public enum QuoteStyle: Sendable, Equatable {
        case single, backquote, typographic, escaped, entity
    }

    /// Text before a document.
    public enum Preamble: Sendable, Equatable {
        case phpMessage, headers, other
    }
}

// MARK: - Messages

extension JSONMistake {
    /// The mistake as a noun phrase or clause: "trailing comma".
    public var words: String {
        switch kind {
        case .quotesAroundDocument: "there are quotes around the whole document"
        case .quoteStyle(let style): style.words
        case .quoteMissing: "a quote is missing"
        case .unquotedKey(let key): "the key `\(Self.shortened(key))` is not in quotes"
        case .unquotedValue(let value): "the value `\(Self.shortened(value))` is not in quotes"
        case .literal(let found, let expected): "`\(found)` instead of `\(expected)`"
        case .trailingComma: "trailing comma"
        case .extraComma: "there is an extra comma"
        case .commaMissing: "a comma is missing"
        case .colonMissing: "a colon is missing"
        case .separator(let found, let expected): "`\(found)` instead of `\(expected)`"
        case .comment(let marker): "it has a comment (`\(marker)`)"
        case .openingBraceMissing: "the opening `{` is missing"
        case .bracketMissing(let bracket): "the closing `\(bracket)` is missing"
        case .wrongBracket(let found, let expected): "`\(found)` instead of `\(expected)`"
        case .extraBracket(let bracket): "there is an extra `\(bracket)` at the end"
        case .invisibleCharacter(let scalar): "it has an invisible character (\(Self.codePoint(scalar)))"
        case .codeFence: "there are Markdown code fences around it"
        case .textBefore(.phpMessage): "a PHP message precedes the document"
        case .textBefore(.headers): "HTTP headers precede the document"
        case .textBefore(.other): "there is text before the document"
        case .textAfter: "there is text after the document"
        case .secondDocument: "a second document follows the first"
        case .yaml: "it is YAML"
        case .webPage: "it is a web page"
        case .plainText: "it is plain text"
        case .utf16: "it is encoded in UTF-16, not UTF-8"
        case .nulByte: "it has a NUL byte"
        case .problem(let kind): JSONProblem(kind: kind, range: range).words
        }
    }

    /// The label of the wrong bytes.
    public var label: String {
        switch kind {
        case .quotesAroundDocument, .codeFence: "remove this"
        case .quoteStyle: "expected `\"`"
        case .quoteMissing: "missing `\"`"
        case .unquotedKey, .unquotedValue: "not in quotes"
        case .literal(_, let expected), .separator(_, let expected), .wrongBracket(_, let expected):
            "expected `\(expected)`"
        case .trailingComma: "trailing comma"
        case .extraComma: "extra comma"
        case .commaMissing: "missing comma"
        case .colonMissing: "missing colon"
        case .comment: "JSON has no comments"
        case .openingBraceMissing: "missing `{`"
        case .bracketMissing(let bracket): "missing `\(bracket)`"
        case .extraBracket: "extra bracket"
        case .invisibleCharacter: "invisible character"
        case .textBefore: "the document begins after this"
        case .textAfter: "text after the end of the document"
        case .secondDocument: "a second document"
        case .yaml, .plainText: "expected `{`"
        case .webPage: "HTML, not JSON"
        case .utf16: "not UTF-8"
        case .nulByte: "NUL byte"
        case .problem(let kind): Self.label(kind)
        }
    }

    /// What to do, as an imperative.
    ///
    /// - Parameter example: A complete document of the intended kind.
    public func help(example: String) -> String {
        switch kind {
        case .quotesAroundDocument:
            "remove the quotes around the document, and any backslashes before the quotes inside it"
        case .quoteStyle(.escaped): "remove the backslashes before the quotes"
        case .quoteStyle: "write straight double quotes (`\"`) around keys and strings"
        case .quoteMissing: "add the missing `\"`"
        case .unquotedKey(let key): "write `\"\(Self.shortened(key))\"`"
        case .unquotedValue(let value): "write `\"\(Self.shortened(value))\"`"
        case .literal(_, let expected), .separator(_, let expected), .wrongBracket(_, let expected):
            "write `\(expected)`"
        case .trailingComma: "remove the comma before the bracket"
        case .extraComma: "remove the extra comma"
        case .commaMissing: "add a comma between the two members"
        case .colonMissing: "add a colon between the key and its value"
        case .comment: "remove the comment, because JSON has none"
        case .openingBraceMissing: "add `{` at the start"
        case .bracketMissing(let bracket): "add `\(bracket)`"
        case .extraBracket(let bracket): "remove the extra `\(bracket)`"
        case .invisibleCharacter: "delete the character, and type a space there if one is needed"
        case .codeFence: "remove the lines with the backquotes"
        case .textBefore(.phpMessage): "correct the PHP error, or serve the document as a static file"
        case .textBefore: "remove the text before the document"
        case .textAfter: "remove the text after the document"
        case .secondDocument: "keep only one document, in one pair of braces"
        case .yaml, .plainText: "write a JSON object, such as `\(example)`"
        case .webPage: "serve the JSON document at this path, or return status 404 if you do not publish one"
        case .utf16, .problem(.notUTF8): "save the document as UTF-8"
        case .nulByte: "remove the NUL byte"
        case .problem(.byteOrderMark): "save the document as UTF-8 without a byte order mark"
        case .problem(.textAfterValue): "remove the text after the document"
        case .problem(.trailingComma): "remove the comma before the bracket"
        case .problem: "write one JSON object, such as `\(example)`"
        }
    }

    private static func label(_ kind: JSONProblem.Kind) -> String {
        switch kind {
        case .byteOrderMark: "a byte order mark"
        case .empty: "no content"
        case .notUTF8: "not UTF-8"
        case .tooDeep: "nested too deeply"
        case .unexpected(let expected, _): "expected \(expected)"
        case .endsEarly(let expected): "missing \(expected)"
        case .trailingComma: "trailing comma"
        case .textAfterValue: "text after the end of the document"
        }
    }

    private static func shortened(_ text: String) -> String {
        text.count > 40 ? "\(text.prefix(39))…" : text
    }

    private static func codePoint(_ scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension JSONMistake.QuoteStyle {
    fileprivate var words: String {
        switch self {
        case .single: "single quotes instead of double quotes"
        case .backquote: "backquotes instead of double quotes"
        case .typographic: "typographic quotes instead of straight ones"
        case .escaped: "there are backslashes before the quotes"
        case .entity: "`&quot;` instead of quotes"
        }
    }
}
