import Federation
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
    private let value: JSONValue = [
        "list": ["a", 1, true, .null, []], "empty": [:], "absent": nil, "nested": ["z": 1, "a": 2],
    ]

    @Test("sorts members, omits absent ones and writes one line without spaces")
    func compact() {
        #expect(
            JSONWriter(.compact).text(value)
                == #"{"empty":{},"list":["a",1,true,null,[]],"nested":{"a":2,"z":1}}"#)
        #expect(JSONWriter(.compact, sortsKeys: false).text(["b": 1, "a": 2]) == #"{"b":1,"a":2}"#)
    }

    @Test("indents members and elements, also inside an indented text")
    func indented() {
        #expect(
            JSONWriter(.indented).text(["a": [1, 2], "b": []]) == "{\n  \"a\" : [\n    1,\n    2\n  ],\n  \"b\" : []\n}"
        )
        #expect(JSONWriter(.indented).text([1], indent: 4) == "[\n      1\n    ]")
    }

    @Test("escapes quotes, control characters and invisible characters")
    func strings() {
        #expect(JSONWriter.quoted("a\"\\\n\r\t") == #""a\"\\\n\r\t""#)
        #expect(JSONWriter.quoted("\u{1B}\u{7F}\u{9B}\u{202E}\u{200B}") == #""\u001b\u007f\u009b\u202e\u200b""#)
        #expect(JSONWriter.quoted("\u{E0001}") == #""\udb40\udc01""#)
        #expect(JSONWriter.quoted("Grüße 日本 😀 /") == "\"Grüße 日本 😀 /\"")
    }

    @Test("writes a replacement for a scalar, escaped")
    func replacement() {
        let writer = JSONWriter(.compact) { $0 == "é" ? "\\y" : nil }
        #expect(writer.text(["é": "aéa"]) == #"{"\\y":"a\\ya"}"#)
    }

    @Test("writes text that the reader accepts and that does not change any more", arguments: [true, false])
    func roundTrip(isCompact: Bool) throws {
        let writer = JSONWriter(isCompact ? .compact : .indented)
        let text = writer.text(value)
        #expect(writer.text(try JSONReader.read(Array(text.utf8))) == text)
    }
}
