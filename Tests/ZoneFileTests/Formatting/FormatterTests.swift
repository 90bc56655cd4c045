import TestSupport
import Testing
import ZoneFile

@Suite("Formatting")
struct FormatterTests {
    /// The formatted text.
    static func formatted(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for edit in ZoneFormatter.format(SourceFile(path: "a", bytes: bytes)).reversed() {
            result.replaceSubrange(edit.range, with: edit.bytes)
        }
        return result
    }

    private func formatted(_ text: String) -> String {
        String(decoding: Self.formatted(Array(text.utf8)), as: UTF8.self)
    }

    @Test("The columns of a block are aligned, with blanks for what a record inherits")
    func columns() {
        let text = """
            $ORIGIN   example.com.
            $TTL\t3600   ; an hour
            @ IN\tNS ns1
            \tIN NS  ns2.example.net.
            www 300 IN   A 192.0.2.1   \t
             AAAA 2001:db8::1
            _matrix-fed._tcp IN SRV 10  0\t8448 matrix

            a A 192.0.2.2
            """
        let expected = """
            $ORIGIN example.com.
            $TTL 3600 ; an hour
            @                    IN NS   ns1
                                 IN NS   ns2.example.net.
            www              300 IN A    192.0.2.1
                                    AAAA 2001:db8::1
            _matrix-fed._tcp     IN SRV  10 0 8448 matrix

            a       A 192.0.2.2
            """
        #expect(formatted(text) == expected)
    }

    @Test("Comments at the ends of lines are aligned, and the others stay")
    func comments() {
        let text = """
            ; a  heading
              ; an indented one
            www A 192.0.2.1 ; first
            mail  A 192.0.2.20  ;  second, as written\u{20}
            ftp A 192.0.2.3;glued
              \t
            x A 192.0.2.4 ; another block
            """
        let expected = """
            ; a  heading
              ; an indented one
            www     A 192.0.2.1  ; first
            mail    A 192.0.2.20 ;  second, as written\u{20}
            ftp     A 192.0.2.3;glued

            x       A 192.0.2.4 ; another block
            """
        #expect(formatted(text) == expected)
    }

    @Test("Lines in parentheses begin at the column of the data")
    func parentheses() {
        let text = """
            @ IN SOA ns1 hostmaster (
            \t2026112101 ; serial
            \t7200\t; refresh

            ; the rest
               3600 1209600 3600 )
            www IN A 192.0.2.1
            """
        let expected = """
            @       IN SOA ns1 hostmaster (
                           2026112101 ; serial
                           7200       ; refresh

                           ; the rest
                           3600 1209600 3600 )
            www     IN A   192.0.2.1
            """
        #expect(formatted(text) == expected)
    }

    @Test("The order of TTL and class stays, also where a block has both")
    func order() {
        #expect(
            formatted("a IN 60 A 192.0.2.1\nbb IN A 192.0.2.1\n")
                == "a       IN 60 A 192.0.2.1\nbb      IN    A 192.0.2.1\n")
        #expect(
            formatted("a IN 60 A 192.0.2.1\nbb 3600 IN A 192.0.2.1\n")
                == "a       IN   60 A 192.0.2.1\nbb      3600 IN A 192.0.2.1\n")
    }

    @Test("A long owner does not move the others")
    func longOwner() {
        let owner = String(repeating: "x", count: 50)
        #expect(
            formatted("\(owner)  A 192.0.2.1\na  A  192.0.2.1\n") == "\(owner) A 192.0.2.1\na       A 192.0.2.1\n")
        // Nor its own lines in parentheses.
        let text = "\(owner) TXT ( x\n y )\na\tMX 10 mail\n"
        #expect(formatted(text) == "\(owner) TXT ( x\n            y )\na       MX  10 mail\n")
    }

    @Test("Lines without an owner are indented, also in a block of short owners")
    func indentation() {
        #expect(
            formatted("@ IN NS ns1\n IN NS ns2\n\n IN MX 10 a\n")
                == "@       IN NS ns1\n        IN NS ns2\n\n        IN MX 10 a\n")
    }

    @Test(
        "What is not certainly a record stays as it is",
        arguments: [
            "www  A  192.0.2.1 )\n", "t  TXT  \"not  closed\n", "www  FOO  x\n", "  www  A  192.0.2.1\n",
            "www  IN  IN  A  192.0.2.1\n", "w\u{A0}w  A  192.0.2.1\n", "a\r  b\nwww   \rA 192.0.2.1\n", "(\n\n)\n",
            "a  A  192.0.2.1 (\nb  A  192.0.2.2\n)\n",
        ])
    func untouched(text: String) {
        #expect(formatted(text) == text)
    }

    @Test("Strings and line ends stay, and an end without one too")
    func bytes() {
        #expect(
            formatted("t  TXT  \"a  ; b\"  \"c\"\"d\"\r\n\r\nu   A 192.0.2.1")
                == "t       TXT \"a  ; b\" \"c\"\"d\"\r\n\r\nu       A 192.0.2.1")
    }
}
