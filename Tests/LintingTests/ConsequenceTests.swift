import DNS
import Linting
import TestSupport
import Testing
import ZoneFile

/// What follows from a mistake is not reported in addition to the mistake.
@Suite("Consequences of a mistake")
struct ConsequenceTests {
    private static let zone = """
        $TTL 3600
        @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
        @ IN NS ns1.example.net.
        @ IN NS ns2.example.net.
        mail IN A 192.0.2.25

        """

    private func report(_ lines: String) -> LintReport {
        let source = SourceFile(path: "zone", text: Self.zone + lines)
        return Linter().lint([ZoneInput(.source(source), origin: Name("example.com.").map { ($0, .option) })])
    }

    private func problems(_ lines: String) -> [String] { PublicZone.problems(report(lines)) }

    @Test(
        "A name that an owner was meant to be is not reported as missing",
        arguments: [
            ("w.example.com A 192.0.2.7\n@ MX 10 w.example.com.\n_sip._tcp SRV 0 0 5060 w\nx CNAME w\n", ["Z241 6:1"]),
            ("w.example.com AAAA 2001:db8::7\n@ MX 10 w\nsvc HTTPS 1 w alpn=h2\n", ["Z241 6:1"]),
            ("$ORIGIN sub.example.com.\nw.example.com A 192.0.2.7\n@ MX 10 w.example.com.\n", ["Z241 7:1"]),
            ("v.@ A 192.0.2.9\n@ MX 10 v\nx CNAME v\n", ["Z262 6:1"]),
            // Other types, and other names, are still missing.
            ("w.example.com TXT x\n@ MX 10 w\n", ["Z241 6:1", "Z244 7:9"]),
            ("w.example.com A 192.0.2.7\n@ MX 10 u\n", ["Z241 6:1", "Z244 7:9"]),
            // The doubled name is what was meant.
            ("w.example.com A 192.0.2.7\n@ MX 10 w.example.com.example.com.\n", []),
        ])
    func ownersWithoutDots(_ lines: String, _ expected: [String]) {
        #expect(problems(lines) == expected)
    }

    @Test("The missing dots of other zones of the run count, too")
    func otherZones() {
        let parent = Self.zone + "w.example.com A 192.0.2.7\nsub NS ns1.example.net.\nsub NS ns2.example.net.\n"
        let child = """
            $TTL 3600
            @ SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600
            @ NS ns1.example.net.
            @ NS ns2.example.net.
            @ MX 10 w.example.com.
            @ MX 20 u.example.com.

            """
        let inputs = [("example.com.", parent), ("sub.example.com.", child)].map { origin, text in
            ZoneInput(.source(SourceFile(path: origin, text: text)), origin: Name(origin).map { ($0, .option) })
        }
        #expect(
            PublicZone.problems(Linter().lint(inputs)) == ["example.com. Z241 6:1", "sub.example.com. Z244 6:9"])
    }

    @Test(
        "A target that ends in `.@` has one finding",
        arguments: ["x CNAME www.@\n", "x MX 10 www.@\n", "_sip._tcp SRV 0 0 5060 www.@\n", "x PTR www.@\n"])
    func atSigns(_ line: String) {
        let codes = report(line).findings.filter { $0.severity > .info }.map(\.rule.code)
        #expect(codes == ["Z262"])
    }

    @Test(
        "A URL or port in place of a name has one finding, with the host as its fix",
        arguments: [
            ("a CNAME https://www.example.net/shop\n", "a CNAME www.example.net.\n"),
            ("b CNAME www.example.net/blog\n", "b CNAME www.example.net.\n"),
            ("c CNAME mail:8080\n", "c CNAME mail\n"),
            ("d MX 10 mail.example.net:25\n", "d MX 10 mail.example.net.\n"),
            ("f MX 10 https://mail.example.com/\n", "f MX 10 mail.example.com.\n"),
            ("@ NS ns3.example.net:53\n", "@ NS ns3.example.net.\n"),
            (
                "sub NS dns://ns1.example.net.\nsub NS ns2.example.net.\n",
                "sub NS ns1.example.net.\nsub NS ns2.example.net.\n"
            ),
            ("e HTTPS 1 web.example.net:443 alpn=h2\n", "e HTTPS 1 web.example.net. alpn=h2\n"),
            ("g MX 10 <mail.example.net:25>\n", "g MX 10 mail.example.net.\n"),
        ])
    func urls(_ lines: String, _ fixed: String) {
        let problems = problems(lines)
        #expect(problems.count == 1 && problems.first?.hasPrefix("Z263 6:") == true, "\(problems)")
        #expect(FixedZone(Self.zone + lines).text == Self.zone + fixed)
    }

    @Test(
        "Slashes and colons in names that exist, or may be meant, are not URLs",
        arguments: [
            "0/25 NS ns1.example.net.\n0/25 NS ns2.example.net.\n1 CNAME 1.0/25\n", "x CNAME 1.0/25.example.net.\n",
            "a/b TXT x\nx CNAME a/b\n", "c:d TXT x\nx CNAME c:d\n",
        ])
    func names(_ lines: String) {
        #expect(problems(lines) == [])
    }

    @Test(
        "Values with commas between them are a list",
        arguments: [
            ("a A 192.0.2.1, 192.0.2.2\n", "Z103 6:5", "`A 192.0.2.1` and `A 192.0.2.2`"),
            ("a A 192.0.2.1,192.0.2.2\n", "Z104 6:5", "`A 192.0.2.1` and `A 192.0.2.2`"),
            ("a AAAA 2001:db8::1, 2001:db8::2\n", "Z103 6:8", "`AAAA 2001:db8::1` and `AAAA 2001:db8::2`"),
            (
                "a NS ns1.example.net., ns2.example.net.\n", "Z103 6:6",
                "`NS ns1.example.net.` and `NS ns2.example.net.`"
            ),
        ])
    func lists(_ line: String, _ expected: String, _ records: String) {
        #expect(problems(line) == [expected])
        #expect(report(line).findings.first?.help.contains(records) ?? false)
    }
}
