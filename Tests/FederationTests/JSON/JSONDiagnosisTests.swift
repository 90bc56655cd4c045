import Federation
import Testing

@Suite("Mistakes in JSON")
struct JSONDiagnosisTests {
    private static let right = #"{"m.server": "matrix.example.com:443"}"#

    /// The text, what is wrong as people see it, and the position of the mistake.
    static let corrected: [(text: String, words: String)] = [
        (#"{"m.server": "matrix.example.com:443",}"#, "trailing comma (line 1, column 38)"),
        ("{\n  \"m.server\": \"matrix.example.com:443\",\n}\n", "trailing comma (line 2, column 39)"),
        (
            "{'m.server': 'matrix.example.com:443'}",
            "single quotes instead of double quotes (line 1, column 2)"
        ),
        ("'\(right)'", "there are quotes around the whole document (line 1, column 1)"),
        ("\"\(right)\"\n", "there are quotes around the whole document (line 1, column 1)"),
        ("“\(right)”", "there are quotes around the whole document (line 1, column 1)"),
        ("`\(right)`", "there are quotes around the whole document (line 1, column 1)"),
        (
            #""{\"m.server\": \"matrix.example.com:443\"}""#,
            "there are quotes around the whole document (line 1, column 1)"
        ),
        (
            #"'{\"m.server\": \"matrix.example.com:443\"}'"#,
            "there are quotes around the whole document (line 1, column 1)"
        ),
        ("'\(right)", "there are quotes around the whole document (line 1, column 1)"),
        (
            #"{\"m.server\": \"matrix.example.com:443\"}"#,
            "there are backslashes before the quotes (line 1, column 2)"
        ),
        (
            "{&quot;m.server&quot;: &quot;matrix.example.com:443&quot;}",
            "`&quot;` instead of quotes (line 1, column 2)"
        ),
        (
            "{“m.server”: “matrix.example.com:443”}",
            "typographic quotes instead of straight ones (line 1, column 2)"
        ),
        (
            #"{"m.server”: "matrix.example.com:443"}"#,
            "typographic quotes instead of straight ones (line 1, column 11)"
        ),
        (
            "{\n  // delegation\n  \"m.server\": \"matrix.example.com:443\"\n}",
            "it has a comment (`//`) (line 2, column 3)"
        ),
        ("# delegation\n\(right)\n", "it has a comment (`#`) (line 1, column 1)"),
        ("{/* a */\"m.server\": \"matrix.example.com:443\"}", "it has a comment (`/*`) (line 1, column 2)"),
        (
            #"{m.server: "matrix.example.com:443"}"#,
            "the key `m.server` is not in quotes (line 1, column 2)"
        ),
        (
            #"{"m.server": matrix.example.com:443}"#,
            "the value `matrix.example.com:443` is not in quotes (line 1, column 14)"
        ),
        (#"{"m.server": "matrix.example.com:443}"#, "a quote is missing (line 1, column 37)"),
        (#"{"m.server: "matrix.example.com:443"}"#, "a quote is missing (line 1, column 11)"),
        (#"{m.server": "matrix.example.com:443"}"#, "a quote is missing (line 1, column 2)"),
        (#"{"m.server": matrix.example.com:443"}"#, "a quote is missing (line 1, column 14)"),
        (#"{"m.server": "matrix.example.com:443""#, "the closing `}` is missing (line 1, column 38)"),
        ("{\"m.server\": \"matrix.example.com:443\"\n\n", "the closing `}` is missing (line 1, column 38)"),
        (#""m.server": "matrix.example.com:443"}"#, "the opening `{` is missing (line 1, column 1)"),
        (#""m.server": "matrix.example.com:443""#, "the opening `{` is missing (line 1, column 1)"),
        (#"{"m.server": "matrix.example.com:443"]"#, "`]` instead of `}` (line 1, column 38)"),
        (right + "}", "there is an extra `}` at the end (line 1, column 39)"),
        (right + ";", "there is text after the document (line 1, column 39)"),
        (#"{"m.server" "matrix.example.com:443"}"#, "a colon is missing (line 1, column 12)"),
        (#"{"m.server" => "matrix.example.com:443"}"#, "`=>` instead of `:` (line 1, column 13)"),
        (#"{"m.server" = "matrix.example.com:443"}"#, "`=` instead of `:` (line 1, column 13)"),
        (
            "{\u{A0}\"m.server\": \"matrix.example.com:443\"}",
            "it has an invisible character (U+00A0) (line 1, column 2)"
        ),
        ("\u{200B}\(right)", "it has an invisible character (U+200B) (line 1, column 1)"),
        ("```json\n\(right)\n```\n", "there are Markdown code fences around it (line 1, column 1)"),
        (
            "<br />\n<b>Warning</b>: Undefined variable in <b>x.php</b> on line <b>3</b><br />\n\(right)",
            "a PHP message precedes the document (line 1, column 1)"
        ),
        (
            "PHP Warning:  Module is already loaded\n\(right)\n",
            "a PHP message precedes the document (line 1, column 1)"
        ),
        ("Content-Type: application/json\n\n\(right)\n", "HTTP headers precede the document (line 1, column 1)"),
        ("const a = \(right)", "there is text before the document (line 1, column 1)"),
        ("m.server: matrix.example.com:443\n", "it is YAML (line 1, column 1)"),
        ("m.server: 'matrix.example.com:443'\n", "it is YAML (line 1, column 1)"),
        (right + "\0", "it has a NUL byte (line 1, column 39)"),
        ("\u{FEFF}\(right)", "it begins with a byte order mark (line 1, column 1)"),
        ("\u{FEFF}{'m.server': 'matrix.example.com:443'}", "it begins with a byte order mark (line 1, column 1)"),
    ]

    @Test(
        "A mistake is named as people see it, and its correction leads to the intended document", arguments: corrected)
    func correction(_ example: (text: String, words: String)) throws {
        let bytes = Array(example.text.utf8)
        let diagnosis = try #require(JSONDiagnosis.of(bytes))
        #expect(diagnosis.words(in: bytes) == example.words)
        let repaired = try #require(diagnosis.repaired(bytes), "no correction")
        let value = try JSONReader.read(repaired)
        #expect(value["m.server"]?.string == "matrix.example.com:443")
        #expect(value.members?.count == 1)
    }

    /// Documents with several members.
    static let others: [(text: String, words: String, right: String)] = [
        (
            #"{"a": "1" "b": "2"}"#, "a comma is missing (line 1, column 10)", #"{"a": "1", "b": "2"}"#
        ),
        (#"{"a": "1"; "b": "2"}"#, "`;` instead of `,` (line 1, column 10)", #"{"a": "1", "b": "2"}"#),
        (#"{"a": "1",, "b": "2"}"#, "there is an extra comma (line 1, column 11)", #"{"a": "1", "b": "2"}"#),
        (#"{"a": True, "b": None}"#, "`True` instead of `true` (line 1, column 7)", #"{"a": true, "b": null}"#),
        (#"{"a": ["1", "2",]}"#, "trailing comma (line 1, column 16)", #"{"a": ["1", "2"]}"#),
        (#"{"a": {"b": "1"}"#, "the closing `}` is missing (line 1, column 17)", #"{"a": {"b": "1"}}"#),
        (
            "{\n  a: 'x', // first\n  b: ['y',],\n}\n", "the key `a` is not in quotes (line 2, column 3)",
            "{\n  \"a\": \"x\", \n  \"b\": [\"y\"]\n}\n"
        ),
    ]

    @Test("All mistakes of a document are corrected together", arguments: others)
    func together(_ example: (text: String, words: String, right: String)) throws {
        let bytes = Array(example.text.utf8)
        let diagnosis = try #require(JSONDiagnosis.of(bytes))
        #expect(diagnosis.words(in: bytes) == example.words)
        #expect(diagnosis.repaired(bytes).map { String(decoding: $0, as: UTF8.self) } == example.right)
    }

    @Test(
        "A text whose intention is not clear gets no correction",
        arguments: [
            (
                "{\"m.server\": \"a.example:443\"}\n{\"m.server\": \"b.example:443\"}",
                "a second document follows the first"
            ),
            ("matrix.example.com:443\n", "it is plain text"),
            ("a: 1\nb: 2\n", "it is YAML"),
            ("<!DOCTYPE html><p>{}</p>", "it is a web page"),
            ("", "it is empty"),
            (" \n", "it is empty"),
            ("{", "the closing `}` is missing"),
        ])
    func unclear(_ text: String, _ words: String) throws {
        let bytes = Array(text.utf8)
        let diagnosis = try #require(JSONDiagnosis.of(bytes))
        #expect(diagnosis.mistake.words == words)
        #expect(diagnosis.repaired(bytes) == nil)
    }

    @Test("UTF-16 is recognized with and without a byte order mark", arguments: [true, false], [true, false])
    func utf16(_ isBigEndian: Bool, _ hasMark: Bool) throws {
        let units = Array(((hasMark ? "\u{FEFF}" : "") + Self.right).utf16)
        let bytes = units.flatMap { unit -> [UInt8] in
            isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        let diagnosis = try #require(JSONDiagnosis.of(bytes))
        #expect(diagnosis.mistake.kind == .utf16)
        #expect(diagnosis.repaired(bytes) == Array(Self.right.utf8))
    }

    @Test("JSON has no mistake", arguments: [right, "[1, 2]", "12", #""text""#, #""{not json}""#, "{}"])
    func json(_ text: String) {
        #expect(JSONDiagnosis.of(Array(text.utf8)) == nil)
    }

    @Test("Any damage to a document is diagnosed without a crash, and a correction is JSON")
    func damage() throws {
        let alphabet = Array("{}[]\",:'`\\/*# \n<>;=&“".utf8) + [0, 0xFF, 0xC2, 0xE2]
        let bytes = Array(Self.right.utf8)
        for position in bytes.indices {
            for byte in alphabet {
                for (start, end) in [(position, position), (position, position + 1)] {
                    var damaged = bytes
                    damaged.replaceSubrange(start..<end, with: [byte])
                    guard let diagnosis = JSONDiagnosis.of(damaged) else { continue }
                    #expect(diagnosis.mistake.range.upperBound <= damaged.count)
                    guard let repaired = diagnosis.repaired(damaged) else { continue }
                    #expect(throws: Never.self) { try JSONReader.read(repaired) }
                }
            }
        }
    }

    @Test("A long document is read once")
    func long() {
        for unit in ["{", "'", "/*", "\"a\"", "{'a':", "[,", "&quot;", "\\\"", "a:"] {
            let bytes = Array(String(repeating: unit, count: 200_000 / unit.utf8.count).utf8)
            #expect(JSONDiagnosis.of(bytes)?.repaired(bytes) == nil)
        }
    }

    @Test("A document of marks or brackets does not exhaust the stack")
    func stack() {
        let marks = Array(String(repeating: "\u{FEFF}", count: 17_000).utf8)
        let brackets = Array(("{\"m.server\":\"a.example.com\"}" + String(repeating: "}", count: 51_000)).utf8)
        for bytes in [marks, brackets] { #expect(JSONDiagnosis.of(bytes) != nil) }
    }
}
