import DNS
import Diagnostics
import Federation
import Linting
import ServerRules
import TestSupport
import Testing
import ZoneFile

@Suite("Differences between published records and the zone file")
struct ZoneDriftTests {
    private static let zone = """
        matrix           IN A   192.0.2.10
        www              IN CNAME matrix
        _matrix-fed._tcp IN SRV 10 5 8448 matrix
        sub              IN NS  ns.sub
        ns.sub           IN A   192.0.2.99

        """

    private func drift(_ answers: String..., zone: String = Self.zone) -> [Finding] {
        let evidence = EvidenceReader.read(
            Array(
                """
                {"https": [{"url": "https://example.com/.well-known/matrix/server", "status": 404}],
                 "dns": [\(answers.joined(separator: ","))]}
                """.utf8))
        #expect(evidence.problems.isEmpty, "\(evidence.problems)")
        var input = ServerInput("example.com", evidence: evidence.evidence)
        let compared = ZoneInput(
            .source(SourceFile(path: "compared", text: ExampleRun.baseZone + zone)),
            origin: Name("example.com.").map { ($0, .option) })
        input.compared = ZoneLoader().load([compared]).evidence
        var linter = Linter()
        linter.servers = [input]
        return linter.lint([]).findings.filter { $0.rule.code == "N108" }
    }

    private func text(_ finding: Finding?) -> String? {
        finding?.primary.map { $0.span.source.text(in: $0.span.range) }
    }

    private func service(_ target: String, ttl: Int = 3600, _ more: String = "") -> String {
        """
        {"name": "_matrix-fed._tcp.example.com.", "type": "SRV", "status": "NOERROR"\(more),
         "records": ["_matrix-fed._tcp.example.com. \(ttl) IN SRV 10 5 8448 \(target)"]}
        """
    }

    @Test("Equal records are not reported, whatever their case and remaining TTL")
    func equal() {
        #expect(drift(service("MATRIX.example.com.", ttl: 17)).isEmpty)
    }

    @Test("A higher TTL is reported for authoritative servers, not for a resolver")
    func higherTTL() {
        let server = #", "authoritative": true, "nameServer": "ns1.example.net.", "zone": "example.com.""#
        #expect(drift(service("matrix.example.com.", ttl: 86_400)).isEmpty)
        let findings = drift(service("matrix.example.com.", ttl: 86_400, server))
        #expect(findings.map(\.severity) == [.warning])
        #expect(findings.first?.message.contains("TTL of 86400") == true)
    }

    @Test("Different data is reported at the record in the file")
    func differentData() {
        let findings = drift(service("old.example.com."))
        #expect(findings.count == 1)
        #expect(text(findings.first) == "10 5 8448 matrix")
        #expect(findings.first?.message.contains("SRV 10 5 8448 old.example.com.") == true)
        #expect(findings.first?.source?.question == "_matrix-fed._tcp.example.com. SRV")
    }

    @Test("A record is reported if it is not published, or not in the file")
    func missing() {
        let missing = drift(#"{"name": "_matrix-fed._tcp.example.com.", "type": "SRV", "status": "NXDOMAIN"}"#)
        #expect(text(missing.first) == "10 5 8448 matrix")
        let extra = drift(
            """
            {"name": "_matrix._tcp.example.com.", "type": "SRV", "status": "NOERROR",
             "records": ["_matrix._tcp.example.com. 60 IN SRV 10 5 8448 matrix.example.com."]}
            """)
        #expect(extra.count == 1)
        #expect(extra.first?.primary == nil)
        #expect(extra.first?.subject.zone == "example.com.")
    }

    @Test("An alias and the records of its target are compared")
    func alias() {
        let chain = #"["www.example.com. 60 IN CNAME matrix.example.com.", "matrix.example.com. 60 IN A 192.0.2.11"]"#
        let findings = drift(#"{"name": "www.example.com.", "type": "A", "status": "NOERROR", "records": \#(chain)}"#)
        #expect(text(findings.first) == "192.0.2.10")
        let plain = drift(
            #"{"name": "www.example.com.", "type": "A", "status": "NOERROR", "records": ["www.example.com. 60 IN A 192.0.2.10"]}"#
        )
        #expect(text(plain.first) == "matrix")
    }

    @Test("Other zones, names below a delegation and failed queries are not compared")
    func notCompared() {
        for name in ["example.net.", "a.sub.example.com."] {
            #expect(
                drift(
                    #"{"name": "\#(name)", "type": "A", "status": "NOERROR", "records": ["\#(name) 60 IN A 192.0.2.11"]}"#
                ).isEmpty)
        }
        #expect(drift(#"{"name": "matrix.example.com.", "type": "A", "status": "SERVFAIL"}"#).isEmpty)
    }

    @Test("Answers of authoritative servers take precedence over the resolver, and equal ones are reported once")
    func authoritative() {
        func by(_ number: Int) -> String {
            #", "authoritative": true, "nameServer": "ns\#(number).example.net.", "zone": "example.com.", "server": "192.0.2.5\#(number):53""#
        }
        #expect(drift(service("old.example.com."), service("matrix.example.com.", by(1))).isEmpty)
        let findings = drift(
            service("matrix.example.com."), service("old.example.com.", by(1)), service("old.example.com.", by(2)))
        #expect(findings.count == 1)
        #expect(findings.first?.message.contains("ns1.example.net`") == true)
    }

    @Test("The serials show whether the zone was reloaded")
    func serials() {
        func soa(_ serial: Int) -> String {
            """
            {"name": "example.com.", "type": "SOA", "status": "NOERROR", "authoritative": true,
             "nameServer": "ns1.example.net.", "zone": "example.com.", "server": "192.0.2.51:53",
             "records": ["example.com. 60 IN SOA ns1.example.net. hostmaster.example.com. \(serial) 1 1 1 1"]}
            """
        }
        let older = drift(service("old.example.com."), soa(2_026_112_001)).first
        #expect(older?.why.contains("`2026112101`") == true)
        let same = drift(service("old.example.com."), soa(2_026_112_101)).first
        #expect(same?.why.contains("both have the serial") == true)
    }
}
