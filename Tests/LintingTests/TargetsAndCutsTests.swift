import DNS
import Linting
import Testing
import ZoneFile

/// The rules for name servers, mail servers, aliases and zone cuts: which one reports a mistake, and when none may.
@Suite("Targets and zone cuts: which rule reports a mistake, and when none may")
struct TargetsAndCutsTests {
    private static let soa = "$TTL 3600\n@ IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600\n"
    private static let zone = soa + "@ IN NS ns1.example.net.\n@ IN NS ns2.example.net.\n"

    private func codes(_ text: String, origin: String? = "example.com.", path: String = "zone") -> [String] {
        let name = origin.flatMap { Name($0) }
        let source = SourceFile(path: path, text: text)
        let report = Linter().lint([ZoneInput(.source(source), origin: name.map { ($0, .option) })])
        return report.findings.filter { !$0.isNotChecked && $0.severity > .info }.map(\.rule.code)
    }

    private static let absent = "@ NS ns9\n@ MX 10 mail\nwww CNAME web\nsub NS ns.sub\nold.sub A 192.0.2.1\n"

    @Test(
        "A record is not reported as missing if it may be in text that could not be read, or in another part of the zone"
    )
    func incomplete() {
        #expect(codes(Self.zone + Self.absent) == ["Z213", "Z244", "Z223", "Z228", "Z227"])
        #expect(codes(Self.zone + Self.absent + "$INCLUDE hosts\n").isEmpty)
        let unreadable = "ns9 A 192.0.2\nns.sub A 192.0.2\nold.sub XX 1\n"
        #expect(codes(Self.zone + Self.absent + unreadable) == ["Z244", "Z223", "Z227", "Z104", "Z104", "Z101"])
        #expect(codes("$TTL 3600\n" + Self.absent) == ["Z201"])
        #expect(codes("$TTL 3600\n" + Self.absent, origin: nil, path: "example.com.zone").isEmpty)
    }

    @Test("Dangling aliases in a response-policy zone are intended")
    func responsePolicy() {
        let text = """
            bad.example.org CNAME .
            a.example.org CNAME rpz-drop.
            wall.example.org CNAME garden
            mail.example.org MX 10 sink

            """
        #expect(codes(Self.zone + text).isEmpty)
    }

    @Test(
        "ALIAS and LUA records of PowerDNS count as addresses",
        arguments: ["ALIAS web.example.net.", "LUA A \"pickrandom()\""])
    func serverPrivateTypes(data: String) {
        let text = "host \(data)\n@ NS host\n@ MX 10 host\nwww CNAME host\n"
        #expect(!codes(Self.zone + text).contains { ["Z213", "Z223", "Z244"].contains($0) })
    }

    @Test(
        "The rule that explains the others speaks alone",
        arguments: [
            ("@ NS ns9.example.com\n", ["Z240"]),
            ("@ MX 10 mail.example.com\n", ["Z240"]),
            ("www CNAME web.example.com\n", ["Z240"]),
            ("@ NS 192.0.2.1\n", ["Z214"]),
            ("$ORIGIN sub.example.com.\n@ NS 192.0.2.1\n", ["Z214"]),
            ("@ MX 10 192.0.2.1\n", ["Z243"]),
            ("@ NS gone\ngone CNAME nothing\n", ["Z212", "Z223"]),
            ("sub NS ns1.example.net.\na.sub NS ns.a.sub\n", ["Z227"]),
            ("sub NS ns1.example.net.\nwww.sub CNAME nothing\n@ MX 10 mail.sub\n", ["Z227"]),
            ("sub NS ns1.example.net.\nsub CNAME web.example.net.\n", ["Z220"]),
            ("sub NS ns1.example.net.\na.sub DS 20326 8 1 " + String(repeating: "ab", count: 20) + "\n", ["Z227"]),
            ("www.example.org. CNAME www.example.org.\n", ["Z232"]),
        ]
    )
    func precedence(text: String, expected: [String]) {
        #expect(codes(Self.zone + text) == expected)
    }

    @Test("A host name without its final dot in a reverse zone is reported once")
    func reverseZone() {
        #expect(
            codes(Self.soa + "@ NS ns1.example.net\n@ NS ns2.example.net.\n", origin: "2.0.192.in-addr.arpa.") == [
                "Z240"
            ])
    }

    @Test("A wildcard below a zone cut is a warning, because some servers use it as glue")
    func wildcardGlue() {
        let source = SourceFile(path: "zone", text: Self.zone + "sub NS ns.sub\n*.sub A 192.0.2.1\n")
        let report = Linter().lint([ZoneInput(.source(source), origin: Name("example.com.").map { ($0, .option) })])
        #expect(report.findings.filter { $0.rule.code == "Z228" }.map(\.severity) == [.warning])
    }

    @Test("NSEC records and signatures at delegations, and NSEC3 records at their hashes, have no findings")
    func signed() {
        let signature = "8 3 3600 20301231000000 20251231000000 12345 example.com. c2lnbmF0dXJlcw=="
        let text = """
            sub NS ns1.example.net.
            sub DS 20326 8 2 \(String(repeating: "ab", count: 32))
            sub RRSIG DS \(signature)
            sub NSEC example.com. NS DS RRSIG NSEC
            sub RRSIG NSEC \(signature)

            """
        #expect(codes(Self.zone + text).isEmpty)
    }

    @Test("A loop of a hundred thousand aliases is one finding")
    func longLoop() {
        let ring = (0..<100_000).map { "a\($0) CNAME a\(($0 + 1) % 100_000)\n" }.joined()
        #expect(codes(Self.zone + ring) == ["Z224"])
    }
}
