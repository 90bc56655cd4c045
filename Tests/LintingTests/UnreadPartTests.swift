import DNS
import Diagnostics
import Linting
import TestSupport
import Testing
import ZoneFile

/// What is reported as missing in a zone with lines that could not be read.
@Suite("Unread parts of a zone")
struct UnreadPartTests {
    private static let zone = """
        $TTL 3600
        @ IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600
        @ IN NS ns1.example.net.
        @ IN NS ns2.example.net.

        """
    private static let mail = "@ MX 10 mx\n@ MX 20 mx2\n"

    private func findings(
        _ text: String, origin: String? = "example.com.", files: [String: String] = [:], others: [String: String] = [:]
    ) -> [Finding] {
        let linter = Linter(loader: ZoneLoader(includes: TextFiles(files, zoneFile: ("zone", text))))
        var inputs = [input("zone", text, origin)]
        for (origin, text) in others { inputs.append(input(origin, text, origin)) }
        return linter.lint(inputs).findings
    }

    private func input(_ path: String, _ text: String, _ origin: String?) -> ZoneInput {
        let name = origin.flatMap { Name($0) }
        return ZoneInput(
            .source(SourceFile(path: path, text: text)), origin: name.map { ($0, .option) }, identity: path)
    }

    /// The codes above info, each with the text of its span.
    private func marks(_ text: String, files: [String: String] = [:], others: [String: String] = [:]) -> [String] {
        findings(text, files: files, others: others).filter { $0.severity > .info }.map { finding in
            let text = finding.primary.map { $0.span.source.text(in: $0.span.range) } ?? ""
            return "\(finding.rule.code) \(text)"
        }
    }

    @Test(
        "Only what the unread record may contain is not reported as missing",
        arguments: [
            // Its type and owner are known.
            ("mx A 192.0.2\n", ["Z244 mx2", "Z104 192.0.2"]),
            ("mx AAAA 2001:db8::g\n", ["Z244 mx2", "Z104 2001:db8::g"]),
            ("mx TXT \\400\n", ["Z244 mx", "Z244 mx2", "Z108 \\400"]),
            ("other A 192.0.2\n", ["Z244 mx", "Z244 mx2", "Z104 192.0.2"]),
            // Only its owner is known.
            ("mx AA 192.0.2.1\n", ["Z244 mx2", "Z101 AA"]),
            ("mx CH A 192.0.2.1\n", ["Z244 mx2", "Z123 CH"]),
            ("mx\n", ["Z244 mx2", "Z102 mx"]),
            // Only the first label of its owner is known.
            ("mx..example.com. A 192.0.2.1\n", ["Z244 mx2", "Z109 .."]),
            ("mx..example.com. TXT x\n A 192.0.2.1\n", ["Z244 mx2", "Z109 .."]),
            ("mx..example.com. TXT x\n", ["Z244 mx", "Z244 mx2", "Z109 .."]),
            ("$ORIGIN ..\nmx A 192.0.2.1\n", ["Z244 mx2", "Z109 ."]),
            ("$ORIGN sub\nmx A 192.0.2.1\n", ["Z244 mx2", "Z111 $ORIGN"]),
            // It may be a wildcard, or a delegation of both.
            ("* A 192.0.2\n", ["Z104 192.0.2"]),
            ("*.sub A 192.0.2\n", ["Z244 mx", "Z244 mx2", "Z104 192.0.2"]),
            // Nothing is known but the type.
            ("..example.com. A 192.0.2.1\n", ["Z109 ."]),
            ("..example.com. TXT x\n", ["Z244 mx", "Z244 mx2", "Z109 ."]),
            // Any number of records.
            ("$INCLUDE hosts\n", ["Z113 hosts"]),
            ("$INCLUDE hosts mx2\n", ["Z244 mx", "Z113 hosts"]),
            ("$GENERATE 1-x mx$ A 192.0.2.$\n", ["Z115 1-x"]),
            ("$GENERATE 1-x mx$ TXT $\n", ["Z244 mx", "Z244 mx2", "Z115 1-x"]),
            ("$TLL 300\n", ["Z244 mx", "Z244 mx2", "Z111 $TLL"]),
            ("$WHATEVER\n", ["Z111 $WHATEVER"]),
        ])
    func addresses(line: String, expected: [String]) {
        #expect(marks(Self.zone + Self.mail + line) == expected)
    }

    @Test("A name server, delegation or alias that may be in an unread record is not reported as missing")
    func otherRecords() {
        let soa = "$TTL 3600\n@ IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600\n"
        #expect(marks(soa + "@ NS ns1..example.net.\n") == ["Z109 .."])
        #expect(marks(soa + "www A 192.0.2\n") == ["Z210 @", "Z104 192.0.2"])
        let child = "sub DS 1 13 2 \(String(repeating: "00", count: 32))\n"
        #expect(marks(Self.zone + child + "sub NS ns..example.net.\n") == ["Z109 .."])
        #expect(marks(Self.zone + child + "sub A 192.0.2\n").contains("Z229 DS"))
        #expect(marks(Self.zone + "www CNAME web\nweb XX 1\n") == ["Z101 XX"])
        #expect(marks(Self.zone + "www CNAME web\nwww2 CNAME web2\nweb TXT \\400\n") == ["Z223 web2", "Z108 \\400"])
        #expect(
            marks(Self.zone + "sub NS ns.sub\nsub NS ns2.sub\nns.sub A 192.0.2\n") == ["Z228 ns2.sub", "Z104 192.0.2"])
    }

    @Test("An unreadable SOA record is not reported as missing, and its zone is still a whole zone")
    func soa() {
        let servers = "@ IN NS ns1.example.net.\n@ IN NS ns2.example.net.\nwww IN A 192.0.2.1\n" + Self.mail
        let missing = ["Z244 mx", "Z244 mx2"]
        for (line, own) in [
            ("@ IN SOA ns1.example.net. hostmaster.example.com. x 7200 3600 1209600 3600\n", "Z104 x"),
            ("@ IN SOAA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600\n", "Z101 SOAA"),
        ] {
            #expect(marks("$TTL 3600\n" + line + servers) == [own] + missing)
        }
        #expect(marks("$TTL 3600\n@ IN SOA ns1. h. x 1 1 1 1\n" + "www IN A 192.0.2.1\n") == ["Z104 x", "Z210 x"])
        #expect(marks("$TTL 3600\n" + servers) == ["Z201 @"])
        #expect(marks("$TTL 3600\n" + servers + "www IN A 192.0.2\n") == ["Z201 @", "Z104 192.0.2"])
    }

    @Test("Names in another zone of the run are not reported as missing if an unread record may have them")
    func otherZones() {
        let other = Self.zone + "a A 192.0.2\n"
        #expect(
            marks(Self.zone + "@ MX 10 a.example.org.\n@ MX 20 b.example.org.\n", others: ["example.org.": other])
                == ["Z244 b.example.org.", "Z104 192.0.2"])
        #expect(
            marks(Self.zone + "@ MX 10 a.example.org.\n", others: ["example.org.": Self.zone + "$INCLUDE x\n"]).first?
                .hasPrefix("Z113") == true)
    }

    @Test("A file of absolute owners without an SOA record and an origin is not checked, and says so")
    func hardlyChecked() throws {
        let text = "www.example.com. 3600 IN A 192.0.2.1\nmail.example.net. 3600 IN MX 10 www.example.com.\n"
        let finding = try #require(findings(text, origin: nil).first { $0.rule.code == "X103" })
        #expect(finding.isNotChecked && finding.primary?.span.range == 0..<16)
        #expect(!findings(text, origin: "example.com.").contains { $0.rule.code == "X103" })
        #expect(!findings(text + "www 3600 IN A 192.0.2.1\n", origin: nil).contains { $0.rule.code == "X103" })
        #expect(!findings("$ORIGIN example.com.\n" + text, origin: nil).contains { $0.rule.code == "X103" })
        #expect(!findings("", origin: nil).contains { $0.rule.code == "X103" })
    }
}
