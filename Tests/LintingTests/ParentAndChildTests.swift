import DNS
import Linting
import Testing
import ZoneFile

/// Zones that are checked in one run: look-ups in other zones, and comparisons across a zone cut.
@Suite("Several zones in one run")
struct ParentAndChildTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Records of `example.com.` after SOA and NS, and of `sub.example.com.` after its SOA.
        let parent: String
        let child: String
        /// The rule, path and marked text of all findings except Z129 and Z211.
        let expected: [String]

        init(_ description: String, _ parent: String, _ child: String, _ expected: [String] = []) {
            testDescription = description
            self.parent = parent
            self.child = child
            self.expected = expected
        }
    }

    private static let servers = "@ NS ns1.example.net.\n@ NS ns2.example.net.\n"
    private static let cut = "sub NS ns1.example.net.\nsub NS ns2.example.net.\n"
    private static let insideCut = "sub NS ns.sub\nsub NS ns2.example.net.\n"
    private static let inside = "@ NS ns\n@ NS ns2.example.net.\n"

    static let cases = [
        Case(
            "The two agree, whatever the case of letters", "SUB NS NS1.example.net.\nsub NS ns2.Example.NET.\n", servers
        ),
        Case("Glue is as the child has it", insideCut + "ns.sub A 192.0.2.1\n", inside + "ns A 192.0.2.1\n"),
        Case(
            "The child has an address more than the glue",
            insideCut + "ns.sub A 192.0.2.1\n", inside + "ns A 192.0.2.1\nns A 192.0.2.2\nns AAAA 2001:db8::1\n"
        ),
        Case(
            "The parent names a server that the child does not", cut + "sub NS ns3.example.net.\n", servers,
            ["Z215 parent ns3.example.net."]
        ),
        Case(
            "The child names a server that the parent does not", cut, servers + "@ NS ns3.example.net.\n",
            ["Z215 parent ns1.example.net."]
        ),
        Case(
            "Old glue", insideCut + "ns.sub A 192.0.2.1\nns.sub AAAA 2001:db8:0::1\n",
            inside + "ns A 192.0.2.2\nns AAAA 2001:db8::1\n", ["Z216 parent 192.0.2.1"]
        ),
        Case(
            "Glue for a family that the child has no address of",
            insideCut + "ns.sub A 192.0.2.1\nns.sub AAAA 2001:db8::1\n", inside + "ns A 192.0.2.1\n",
            ["Z216 parent 2001:db8::1"]
        ),
        Case(
            "DS without DNSKEY is said, but may be right",
            cut + "sub DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n", servers,
            ["Z217 parent DS"]
        ),
        Case(
            "What is below the cut is looked up in the child",
            cut + "@ MX 10 mail.sub\n@ MX 20 ok.sub\nwww CNAME gone.sub\nlab NS ns.sub\nlab NS ns2.example.net.\n",
            servers + "mail CNAME ok\nok A 192.0.2.1\n",
            ["Z242 parent mail.sub", "Z223 parent gone.sub", "Z213 parent ns.sub"]
        ),
        Case(
            "What is above it is looked up in the parent",
            cut + "web A 192.0.2.1\nold CNAME web\n",
            servers + "@ MX 10 web.example.com.\n@ MX 20 old.example.com.\n@ MX 30 none.example.com.\n",
            ["Z242 child old.example.com.", "Z244 child none.example.com."]
        ),
        Case(
            "Aliases that lead round through both zones", cut + "a CNAME b.sub\n",
            servers + "b CNAME a.example.com.\n", ["Z224 parent b.sub", "Z224 child a.example.com."]
        ),
        Case(
            "A child that is not whole proves nothing",
            insideCut + "ns.sub A 192.0.2.1\n@ MX 10 mail.sub\n", "@ NS ns9.example.net.\n$INCLUDE missing\n",
            ["X103 child missing"]
        ),
    ]

    @Test("Table", arguments: cases)
    func table(_ example: Case) throws {
        let soa = "@ SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600\n"
        let parent = SourceFile(path: "parent", text: "$TTL 3600\n" + soa + Self.servers + example.parent)
        let child = SourceFile(path: "child", text: "$TTL 3600\n" + soa + example.child)
        let report = Linter().lint([
            ZoneInput(.source(parent), origin: (try #require(Name("example.com.")), .option)),
            ZoneInput(.source(child), origin: (try #require(Name("sub.example.com.")), .option)),
        ])
        let found = report.findings.filter { !["Z129", "Z211"].contains($0.rule.code) }.map { finding in
            let span = finding.primary?.span
            return "\(finding.rule.code) \(span?.source.path ?? "") \(span.map { $0.source.text(in: $0.range) } ?? "")"
        }
        #expect(found == example.expected)
    }

    @Test("Two views of a child zone with the same origin are not compared with the parent")
    func views() throws {
        let soa = "$TTL 3600\n@ SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600\n"
        let origin = try #require(Name("example.com."))
        let sub = try #require(Name("sub.example.com."))
        func input(_ path: String, _ text: String, _ origin: Name) -> ZoneInput {
            ZoneInput(.source(SourceFile(path: path, text: soa + text)), origin: (origin, .option))
        }
        let report = Linter().lint([
            input("parent", Self.servers + Self.cut, origin),
            input("inner", "@ NS ns8.example.net.\n@ NS ns9.example.net.\n", sub),
            input("outer", Self.servers, sub),
        ])
        #expect(report.findings.filter { $0.rule.code.hasPrefix("Z2") }.isEmpty)
    }
}
