import Federation
import Testing

@Suite("The delegation that a document was meant to publish")
struct IntendedDelegationTests {
    @Test(
        "A document with a mistake still shows where the server is",
        arguments: [
            (#"{"m.server": "matrix.example.com:8448"}"#, "matrix.example.com:8448"),
            (#"'{"m.server": "matrix.example.com:8448"}'"#, "matrix.example.com:8448"),
            (#""{\"m.server\": \"matrix.example.com:8448\"}""#, "matrix.example.com:8448"),
            (#"{"m.server": "matrix.example.com:8448",}"#, "matrix.example.com:8448"),
            ("{'m.server': 'matrix.example.com:8448'}", "matrix.example.com:8448"),
            ("{\u{201C}m.server\u{201D}: \u{201C}matrix.example.com:443\u{201D}}", "matrix.example.com:443"),
            ("\u{FEFF}{\"m.server\": \"matrix.example.com:443\"}", "matrix.example.com:443"),
            (#"{"M.Server": "Matrix.Example.com:443"}"#, "matrix.example.com:443"),
            (#"{"m.server": "https://matrix.example.com/"}"#, "matrix.example.com"),
            (#"{"m.server": "matrix.example.com.:8448"}"#, "matrix.example.com:8448"),
            (#"{"m.server": " matrix.example.com "}"#, "matrix.example.com"),
            (#"{"m.server": ["matrix.example.com:443"]}"#, "matrix.example.com:443"),
            ("// federation\n{\"m.server\": \"matrix.example.com:443\"}", "matrix.example.com:443"),
            ("m.server: matrix.example.com:443\n", "matrix.example.com:443"),
            // A position counted in characters would be inside the comment: a line break of Windows is one character.
            (
                "// see: docs\(String(repeating: "\r\n", count: 40)){'m.server': 'matrix.example.com'}",
                "matrix.example.com"
            ),
        ])
    func read(_ text: String, _ name: String) {
        #expect(IntendedDelegation.read(Array(text.utf8))?.text == name)
    }

    @Test(
        "Nothing is guessed from a text that names no server",
        arguments: [
            "", "{}", #"{"m.server": ""}"#, #"{"m.server": 8448}"#,
            "<html>{\"m.server\": \"login.example.com\"}</html>",
            #"{"m.server": "matrix example com"}"#, #"{"m.server": "matrix.example.com:99999"}"#, "m.server",
            "\u{0}\u{1}",
        ])
    func nothing(_ text: String) {
        #expect(IntendedDelegation.read(Array(text.utf8)) == nil)
    }
}
