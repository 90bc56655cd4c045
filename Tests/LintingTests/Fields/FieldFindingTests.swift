import DNS
import Linting
import TestSupport
import Testing
import ZoneFile

@Suite("Findings about the fields of records")
struct FieldFindingTests {
    private func findings(_ line: String) -> [(place: String, code: String, message: String)] {
        let zone = """
            $ORIGIN example.com.
            $TTL 3600
            @ IN SOA ns1.example.net. hostmaster.example.com. ( 2024010101 7200 3600 1209600 3600 )
            @ IN NS ns1.example.net.
            @ IN NS ns2.example.net.
            mail IN A 192.0.2.25
            \(line)

            """
        return Linter().lint([ZoneInput(.source(SourceFile(path: "zone", text: zone)))]).findings.map { finding in
            (
                finding.primary.map { "\($0.span.start.line):\($0.span.start.column)" } ?? "", finding.rule.code,
                finding.message
            )
        }
    }

    @Test(
        "Public reports: one error, at the right field, with the right name",
        arguments: [
            ("c IN MX 192.0.2.25", "7:9", "Z102", "the MX record has no preference"),
            ("c IN MX mail.example.com.", "7:9", "Z102", "the MX record has no preference"),
            ("c IN MX mail.example.com. 10", "7:9", "Z104", "two fields of the MX record are swapped"),
            ("c IN SOA company. 2017042745 7200 3600 1209600 3600", "7:19", "Z102", "the SOA record has no mailbox"),
            ("c IN SRV 10 8448 mail", "7:13", "Z102", "the priority or the weight of the SRV record is missing"),
            (
                "c IN HINFO Intel Xeon Linux", "7:23", "Z103",
                "unexpected `Linux` after the last field of an HINFO record"
            ),
            ("c MX 3600 10 mail", "7:6", "Z103", "the TTL is after the type `MX`"),
            ("c LOC 52 14 05N 00 08 50 E 10m", "7:13", "Z104", "a space is missing in the LOC record"),
            ("c LOC 52 14 05 00 08 50 E 10m", "7:16", "Z102", "the LOC record has no latitude hemisphere"),
            (
                "c TXT v=spf1 a mx ~all", "7:7", "Z264",
                "the SPF record has 4 strings without spaces between them"
            ),
        ]
    )
    func publicReports(_ line: String, _ place: String, _ code: String, _ message: String) throws {
        let found = findings(line).filter { $0.code != "S309" }
        try #require(found.count == 1, "\(found)")
        #expect([found[0].place, found[0].code, found[0].message] == [place, code, message])
    }

    @Test("A wildcard that does not apply because the name exists is shown")
    func wildcard() throws {
        let zone = ExampleRun.baseZone + "* 300 IN A 192.0.2.1\nmail 300 IN TXT x\n@ 300 IN MX 10 mail\n"
        let input = ZoneInput(
            .source(SourceFile(path: "zone", text: zone)), origin: Name("example.com.").map { ($0, .option) })
        let finding = try #require(Linter().lint([input]).findings.first { $0.rule.code == "Z244" })
        #expect(finding.related.map(\.label) == ["does not apply, because `mail.example.com.` exists"])
    }
}
