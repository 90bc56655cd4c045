import DNS
import Diagnostics
import Linting
import TestSupport
import Testing
import ZoneFile

@Suite("Duplicate records")
struct DuplicateTests {
    private static let head = """
        @ 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600
        @ 3600 IN NS ns1.example.net.

        """

    private func lint(_ text: String) -> [Finding] {
        let input = ZoneInput(
            .source(SourceFile(path: "zone", text: text)), origin: Name("example.com.").map { ($0, .option) })
        return Linter().lint([input]).findings
    }

    private func duplicates(_ text: String) -> [Finding] {
        lint(text).filter { $0.rule.code == "Z230" }
    }

    /// A record, and the same record in another spelling.
    static let spellings: [(String, String)] = [
        ("a 3600 IN A 192.0.2.1", "A.example.com. 1h IN a ( 192.0.2.1 )"),
        ("a 3600 IN A 192.0.2.1", "a 3600 IN A \\# 4 C0000201"),
        ("a 3600 IN AAAA 2001:db8::1", "\\097 60m IN AAAA 2001:0DB8:0:0:0:0:0:1"),
        ("a 3600 IN AAAA ::ffff:192.0.2.1", "a 3600 IN AAAA ::FFFF:c000:201"),
        ("a 3600 IN NS ns.example.com.", "a 3600 IN NS NS"),
        ("a 3600 IN CNAME b.c", "a IN 3600 CNAME \\098.C.Example.Com."),
        ("a 3600 IN DNAME b", "a 3600 IN DNAME ( ; here\n  B )"),
        ("a 3600 IN PTR b", "a 3600 IN PTR \\# 15 01 62 07 6578616d706c65 03636f6d 00"),
        ("a 3600 IN MX 10 mail", "a 3600 IN MX 010 mail.example.com."),
        ("_s._tcp 3600 IN SRV 1 2 3 t", "_S._TCP 1H IN SRV 1 2 (\n3\n) T.EXAMPLE.COM."),
        ("a 3600 IN TXT \"v=spf1 -all\"", "a 3600 IN TXT v=spf1\\ \\045all"),
        ("a 3600 IN TXT one two", "a 3600 IN TXT \"one\" ( \"two\" )"),
        ("a 3600 IN CAA 0 issue \"ca.example\"", "a 3600 IN CAA 0 issue ca.example"),
        ("a 3600 IN TLSA 3 1 1 00112233", "a 3600 IN TLSA 3 1 1 ( 0011 22 33 )"),
        (
            "a 3600 IN DS 1 8 2 " + String(repeating: "ab", count: 32),
            "a 3600 IN DS 1 RSASHA256 2 " + String(repeating: "AB", count: 32)
        ),
        ("a 3600 IN RP m.example.com. t", "a 3600 IN RP M T.example.COM."),
        ("a 3600 IN NAPTR 1 2 \"u\" \"s\" \"\" R.example.net.", "a 3600 IN NAPTR 1 2 u s \"\" r.EXAMPLE.net."),
        ("a 3600 IN HTTPS 1 Svc.example.net. alpn=h2", "a 3600 IN HTTPS 1 svc.example.net. alpn=\"h2\""),
        ("a 3600 IN TYPE65400 \\# 2 abcd", "a 3600 IN TYPE65400 \\# 2 AB CD"),
    ]

    @Test("A duplicate in another spelling is reported once, at the second record", arguments: 0..<spellings.count)
    func otherSpelling(index: Int) {
        let (first, second) = Self.spellings[index]
        let text = Self.head + first + "\n" + second + "\n"
        let found = duplicates(text)
        #expect(found.count == 1)
        #expect(found.first?.primary?.span.range.lowerBound == (Self.head + first + "\n").utf8.count)
        #expect(found.first?.related.first?.span.text == first)
        // The pairs use hosts without other findings.
        let expected = ["Z230", "Z130", "S302", "Z213", "Z223", "Z229", "Z244", "Z275"]
        #expect(lint(text).allSatisfy { $0.severity <= .info || expected.contains($0.rule.code) })
    }

    @Test(
        "Records with a significant difference are not duplicates",
        arguments: [
            ("a 3600 IN TXT one two", "a 3600 IN TXT \"one two\""),
            ("a 3600 IN TXT One", "a 3600 IN TXT one"),
            ("a 3600 IN MX 10 m", "a 3600 IN MX 20 m"),
            ("_s._tcp 3600 IN SRV 1 2 3 t", "_s._tcp 3600 IN SRV 1 2 4 t"),
            ("a 3600 IN TXT \"\"", "a 3600 IN TXT \"\" \"\""),
            ("a 3600 IN CAA 0 issue \"ca.example\"", "a 3600 IN CAA 0 issue \"CA.example\""),
            ("a 3600 IN HINFO x y", "a 3600 IN HINFO x Y"),
            ("a 3600 IN NAPTR 1 2 \"u\" \"s\" \"!A!b!\" .", "a 3600 IN NAPTR 1 2 \"u\" \"s\" \"!a!b!\" ."),
        ])
    func differing(first: String, second: String) {
        #expect(duplicates(Self.head + first + "\n" + second + "\n").isEmpty)
    }

    @Test("A zone with all records duplicated in another spelling has one finding for each")
    func everyRecordTwice() {
        var first = ""
        var second = ""
        for (number, pair) in Self.spellings.enumerated() {
            first +=
                "$ORIGIN z\(number).example.com.\n" + pair.0.replacing("example.com.", with: "z\(number).example.com.")
                + "\n"
            second +=
                "$ORIGIN Z\(number).example.com.\n"
                + pair.1.replacing(#/(?i)example\.com\./#, with: "z\(number).example.com.")
                .replacing("\\# 15 01 62 07 6578616d706c65 03636f6d 00", with: "B") + "\n"
        }
        let found = duplicates(Self.head + first + "$ORIGIN example.com.\n" + second)
        #expect(found.count == Self.spellings.count)
    }

    @Test("The second and third copy of a record are duplicates of the first")
    func threeTimes() {
        let record = "a 3600 IN A 192.0.2.1\n"
        let found = duplicates(Self.head + record + record + record)
        #expect(found.count == 2)
        let first = Self.head.utf8.count
        #expect(found.allSatisfy { $0.related.first?.span.range.lowerBound == first })
    }

    // MARK: - The fix

    /// The records of a zone, each as one line, without order and duplicates.
    private func contents(_ text: String) -> Set<String> {
        let zone = Zone(
            reading: SourceFile(path: "zone", text: text), options: ReadingOptions(origin: Name("example.com.")))
        return Set(
            zone.records.indices.map {
                "\(zone.names.text(zone.records[$0].owner)) \(zone.records[$0].ttl) \(zone.records[$0].type) \(zone.rdata(of: $0))"
            })
    }

    @Test(
        "The fix never changes the published records",
        arguments: [
            "a 3600 IN A 192.0.2.1\na 3600 IN A 192.0.2.1\n  3600 IN AAAA 2001:db8::1\n",
            "a 3600 IN A 192.0.2.1\nb 3600 IN A 192.0.2.2\na 3600 IN A 192.0.2.1 ; gone\nc 3600 IN A 192.0.2.3\n",
            "a 3600 IN TXT ( \"x\"\n \"y\" )\nb 3600 IN A 192.0.2.2\na 3600 IN TXT ( \"x\" ; one\n\n \"y\" ) ; two\nc 60 IN A 192.0.2.3\n",
            "a 3600 IN A 192.0.2.1\na 3600 IN A 192.0.2.1",
            "a 3600 IN A 192.0.2.1\r\nb 3600 IN A 192.0.2.1\r\na 3600 IN A 192.0.2.1\r\nb 60 IN TXT x\r\n",
            "a 300 IN A 192.0.2.1\n  300 IN A 192.0.2.1\n  IN A 192.0.2.2\n",
        ])
    func fixKeepsContents(text: String) throws {
        let before = Self.head + text
        let fix = try #require(duplicates(before).first?.fixes.first)
        let after = ExampleRun.apply(fix, to: before)
        #expect(contents(after) == contents(before))
        #expect(duplicates(after).isEmpty)
        #expect(after.utf8.count < before.utf8.count)
    }

    @Test(
        "There is no fix where what follows, or another file, depends on the second record",
        arguments: [
            // The next record inherits its owner.
            "a 3600 IN A 192.0.2.1\nb 3600 IN A 192.0.2.2\na 3600 IN A 192.0.2.1\n  3600 IN AAAA 2001:db8::1\n",
            // The next record inherits its TTL.
            "a 300 IN A 192.0.2.1\nb 60 IN A 192.0.2.2\na 300 IN A 192.0.2.1\nc IN A 192.0.2.3\n",
            // It is unknown which TTL is intended.
            "a 300 IN A 192.0.2.1\na 600 IN A 192.0.2.1\n",
            // It is unknown where the entries end.
            "a 300 IN A 192.0.2.1\na 300 IN A 192.0.2.1\nb 300 IN TXT ( \"x\"\n",
            // An unreadable line may continue it.
            "a 300 IN A 192.0.2.1\nb 300 IN A 192.0.2.1\na 300 IN A 192.0.2.1\n  300 IN A 192.0.2.256\nc 300 IN A 192.0.2.1\n",
        ])
    func noFix(text: String) throws {
        let found = try #require(duplicates(Self.head + text).first)
        #expect(found.fixes.isEmpty)
    }

    @Test("The fix removes only the duplicate, whatever the surrounding text", arguments: 0..<300)
    func fixInAnyZone(seed: UInt64) {
        var random = Lottery(seed: seed)
        var text = Self.head
        for _ in 0..<random.below(14) + 4 {
            switch random.below(8) {
            case 0: text += "$TTL \(random.pick(["300", "600"]))\n"
            case 1: text += "$ORIGIN \(random.pick(["example.com.", "sub.example.com."]))\n"
            default:
                let owner = random.pick(["a", "b", "", "", "a.example.com."])
                let ttl = random.pick(["", "", "300", "600", "5m"])
                let data = random.pick(["A 192.0.2.1", "A 192.0.2.2", "TXT ( x\n  y )", "MX 1 a.example.com."])
                text += "\(owner) \(ttl) IN \(data)\(random.pick(["", " ; said"]))\n"
            }
        }
        let before = contents(text)
        for fix in duplicates(text).flatMap(\.fixes) {
            let after = ExampleRun.apply(fix, to: text)
            #expect(contents(after) == before, "the zone was\n\(text)and is now\n\(after)")
        }
        // All at once, as `--fix` applies them.
        let all = Fix("all", .safe, duplicates(text).flatMap(\.fixes).flatMap(\.edits))
        #expect(contents(ExampleRun.apply(all, to: text)) == before, "\(text)")
    }

    /// Random numbers that are the same in every run.
    private struct Lottery {
        private var state: UInt64

        init(seed: UInt64) {
            state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        }

        mutating func below(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }

        mutating func pick(_ choices: [String]) -> String {
            choices[below(choices.count)]
        }
    }

    // MARK: - Cost

    @Test("The time to find duplicates at one name is not quadratic", arguments: ["A", "TXT", "MX"])
    func manyAtOneName(type: String) {
        func data(_ number: Int) -> String {
            switch type {
            case "A": "10.\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)"
            case "MX": "\(number % 65_536) m\(number)"
            default: "\"text \(number)\""
            }
        }
        func time(_ count: Int) -> Double {
            var text = Self.head
            for number in 0..<count { text += "a 60 IN \(type) \(data(number))\n" }
            text += "a 60 IN \(type) \(data(77))\n"
            return ThreadTime.measure { #expect(duplicates(text).count == 1) }
        }
        // Eight times the records take about 8 times the time; a quadratic comparison takes 64 times.
        let (small, large) = (time(12_500), time(100_000))
        #expect(large < 24 * small, "\(small) s, then \(large) s")
    }

    @Test("A $GENERATE that generates the same record repeatedly is reported once")
    func generated() {
        #expect(duplicates(Self.head + "$GENERATE 1-100 a 3600 A 192.0.2.1\n").count == 1)
    }
}
