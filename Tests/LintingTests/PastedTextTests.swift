import Linting
import TestSupport
import Testing

@Suite("Text around a zone file is removed")
struct PastedTextTests {
    private static let zone = """
        $TTL 3600
        @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
          IN NS ns1.example.net.
          IN NS ns2.example.net.

        mail IN A 192.0.2.25

        """

    /// The zone with text before each of its lines.
    private static func lines(_ prefix: (_ number: Int, _ line: Substring) -> String) -> String {
        zone.dropLast().split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { prefix($0 + 1, $1) + $1 + "\n" }.joined()
    }

    @Test(
        "A safe fix restores the zone file",
        arguments: [
            lines { _, line in line.isEmpty ? ">" : "> " }, lines { _, _ in "> " },
            lines { number, _ in "     \(number)\t" },
            "```zone\n" + zone + "```\n", zone + "\u{1A}", zone + "\u{1A}\n", zone + "EOF\n", zone + "EOT",
            zone.replacing(" 2026112101 ", with: "\n(\n 2026112101 ").replacing("1209600 3600", with: "1209600 3600 )"),
        ])
    func restored(_ text: String) {
        let fixed = FixedZone(text, unsafe: false).text
        let isJoined = text.contains("(")
        #expect(
            fixed
                == (isJoined
                    ? Self.zone.replacing(" 2026112101 ", with: " (\n 2026112101 ")
                        .replacing("1209600 3600", with: "1209600 3600 )")
                    : Self.zone))
    }

    @Test(
        "Numbers without a tab after them are removed by an unsafe fix",
        arguments: [lines { number, _ in "\(number)  " }, lines { number, _ in "  \(number): " }])
    func numbers(_ text: String) {
        #expect(!FixedZone(text, unsafe: false).isChanged)
        #expect(FixedZone(text).text == Self.zone)
    }

    @Test("The space of an indented line stays if the other lines have none after the quotation mark")
    func quotedWithoutSpace() {
        let text = Self.lines { _, _ in ">" }
        #expect(FixedZone(text, unsafe: false).text == Self.zone)
    }

    @Test("Numbers of which it is not certain where they end are left")
    func uncertain() {
        let text = "1 $TTL 3600\n2  @ IN NS ns1.example.net.\n3   IN NS ns2.example.net.\n4  mail IN A 192.0.2.25\n"
        #expect(!FixedZone(text, unsafe: false).isChanged)
    }

    @Test(
        "A character that is published as part of a name or text is not removed by a safe fix",
        arguments: [
            ("a\u{200B} IN A 192.0.2.1\n", false), ("a IN CNAME mail\u{200B}\n", false),
            ("a IN TXT \"b\"\u{200B}\n", false), ("a IN CNAME mail\u{A0}\n", false),
            ("a IN A\u{200B} 192.0.2.1\n", true), ("a IN A 192.0.2.1\u{200B}\n", true),
            ("a IN MX 10\u{200B} mail\n", true),
        ])
    func published(_ line: String, _ isSafe: Bool) {
        let run = FixedZone(Self.zone + line, unsafe: false)
        #expect(run.isChanged == isSafe)
        #expect(FixedZone(Self.zone + line).isChanged)
    }
}
