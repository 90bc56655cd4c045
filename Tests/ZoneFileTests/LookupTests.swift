import DNS
import Testing
import ZoneFile

/// A zone and its answers to questions, in a short notation.
private struct AskedZone {
    private let zone: Zone

    init(_ text: String, origin: String, asked: some Sequence<Question>) {
        // A look-up needs names of the zone's table. Records outside the zone add the names of the questions.
        let questions = asked.map { "asked.invalid. IN PTR \($0.name)\n" }.joined()
        zone = Zone(
            reading: SourceFile(path: "zone", text: text + "\n" + questions),
            options: ReadingOptions(origin: Name(origin))
        )
    }

    /// `DATA…`, `alias TARGET`, `renamed TARGET`, `referral CUT`, `nodata`, `nxdomain` or `out of zone`, with `by OWNER` for
    /// an answer from a wildcard.
    func answer(_ number: Int, _ type: RecordType) throws -> String {
        let questions = zone.records(ofType: .ptr)
        try #require(number < questions.count, "not every question could be read")
        switch zone.lookup(zone.records[Int(questions[number])].target, type) {
        case .answer(let set, let wildcard):
            let data = set.map { zone.fields(of: $0).rdata.map(\.text).joined(separator: " ") }.sorted()
            return data.joined(separator: ", ") + by(wildcard)
        case .alias(let alias, let wildcard): return "alias \(target(of: alias))" + by(wildcard)
        case .renamed(let dname): return "renamed \(target(of: dname))"
        case .delegated(let servers, let cut):
            #expect(!servers.isEmpty)
            return "referral \(zone.names.text(cut))"
        case .noData(let wildcard): return "nodata" + by(wildcard)
        case .noName: return "nxdomain"
        case .outOfZone: return "out of zone"
        }
    }

    private func target(of id: RecordID) -> String { zone.names.text(zone.records[id].target) }

    private func by(_ wildcard: NameID?) -> String { wildcard.map { " by \(zone.names.text($0))" } ?? "" }
}

private struct Question: Sendable {
    let name: String
    let type: RecordType
    let expected: String

    init(_ name: String, _ type: RecordType, _ expected: String) {
        self.name = name
        self.type = type
        self.expected = expected
    }
}

private func expect(_ questions: [Question], of text: String, origin: String) throws {
    let zone = AskedZone(text, origin: origin, asked: questions)
    for (number, question) in questions.enumerated() {
        let answer = try zone.answer(number, question.type)
        #expect(answer == question.expected, "\(question.name) \(question.type)")
    }
}

@Suite("Answers of a zone")
struct LookupTests {
    @Test("The example zone of RFC 4592 answers as described in section 2.2.1")
    func wildcardsOfRFC4592() throws {
        let zone = """
            $ORIGIN example.
            $TTL 3600
            @                   IN SOA  ns.example.com. host.example.com. 1 7200 3600 1209600 3600
                                   NS   ns.example.com.
                                   NS   ns.example.net.
            *                      TXT  "this is a wildcard"
            *                      MX   10 host1
            sub.*                  TXT  "this is not a wildcard"
            host1                  A    192.0.2.1
            _ssh._tcp.host1        SRV  0 0 22 host1
            _ssh._tcp.host2        SRV  0 0 22 host2
            subdel                 NS   ns.example.com.
            subdel                 NS   ns.example.net.
            """
        let questions = [
            Question("host3.example.", .mx, "10 host1 by *.example."),
            Question("host3.example.", .a, "nodata by *.example."),
            Question("foo.bar.example.", .txt, "this is a wildcard by *.example."),
            Question("host1.example.", .mx, "nodata"),
            Question("sub.*.example.", .mx, "nodata"),
            Question("_telnet._tcp.host1.example.", .srv, "nxdomain"),
            Question("host.subdel.example.", .a, "referral subdel.example."),
            Question("ghost.*.example.", .mx, "nxdomain"),
            // Not in the RFC's list.
            Question("*.example.", .txt, "this is a wildcard"),
            Question("*.example.", .a, "nodata"),
            Question("sub.*.example.", .txt, "this is not a wildcard"),
            Question("host2.example.", .txt, "nodata"),
            Question("_tcp.host2.example.", .txt, "nodata"),
            Question("x.host2.example.", .txt, "nxdomain"),
            Question("example.", .ns, "ns.example.com., ns.example.net."),
        ]
        try expect(questions, of: zone, origin: "example.")
    }

    private static let zone = """
        $ORIGIN example.com.
        $TTL 3600
        @              SOA   ns1 hostmaster 1 7200 3600 1209600 3600
                       NS    ns1
        ns1            A     192.0.2.1
        www            CNAME web
        web            A     192.0.2.2
        web            AAAA  2001:db8::2
        a.b.c          A     192.0.2.3
        del            NS    ns.del
        del            DS    1 13 1 c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3
        ns.del         A     192.0.2.4
        below.del      CNAME elsewhere.example.net.
        deep.del       NS    ns.deep.del
        old            DNAME new.example.net.
        old            A     192.0.2.5
        x.old          A     192.0.2.6
        both           NS    ns1
        both           DNAME new.example.net.
        *.wild         A     192.0.2.7
        *.inner.wild   A     192.0.2.8
        *.alias        CNAME web
        a\\.b          A     192.0.2.9
        \\097lpha      A     192.0.2.10
        """

    @Test("A name without data is distinguished from one that does not exist")
    func noDataAndNoName() throws {
        try expect(
            [
                Question("web.example.com.", .mx, "nodata"),
                Question("b.c.example.com.", .a, "nodata"),
                Question("c.example.com.", .a, "nodata"),
                Question("d.c.example.com.", .a, "nxdomain"),
                Question("x.web.example.com.", .a, "nxdomain"),
                Question("example.com.", .a, "nodata"),
                Question("nothing.example.com.", .a, "nxdomain"),
            ],
            of: Self.zone,
            origin: "example.com."
        )
    }

    @Test("An alias answers all questions except those for the CNAME itself and its signatures")
    func aliases() throws {
        try expect(
            [
                Question("www.example.com.", .a, "alias web.example.com."),
                Question("www.example.com.", .srv, "alias web.example.com."),
                Question("www.example.com.", .cname, "web"),
                Question("www.example.com.", .nsec, "nodata"),
                Question("x.www.example.com.", .a, "nxdomain"),
            ],
            of: Self.zone,
            origin: "example.com."
        )
    }

    @Test("Everything at and below a cut is a referral, including glue, but not the cut's DS")
    func delegations() throws {
        try expect(
            [
                Question("del.example.com.", .a, "referral del.example.com."),
                Question("del.example.com.", .ns, "referral del.example.com."),
                Question("del.example.com.", .ds, "1 13 1 c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3"),
                Question("both.example.com.", .ds, "nodata"),
                Question("ns.del.example.com.", .a, "referral del.example.com."),
                Question("ns.del.example.com.", .ds, "referral del.example.com."),
                Question("below.del.example.com.", .a, "referral del.example.com."),
                Question("no.del.example.com.", .a, "referral del.example.com."),
                Question("ns.deep.del.example.com.", .a, "referral del.example.com."),
                Question("both.example.com.", .a, "referral both.example.com."),
                Question("x.both.example.com.", .a, "referral both.example.com."),
            ],
            of: Self.zone,
            origin: "example.com."
        )
    }

    @Test("A DNAME renames the names below it, but not its owner")
    func dnames() throws {
        try expect(
            [
                Question("old.example.com.", .a, "192.0.2.5"),
                Question("old.example.com.", .aaaa, "nodata"),
                Question("old.example.com.", .dname, "new.example.net."),
                Question("x.old.example.com.", .a, "renamed new.example.net."),
                Question("y.x.old.example.com.", .a, "renamed new.example.net."),
            ],
            of: Self.zone,
            origin: "example.com."
        )
    }

    @Test("A DNAME at the apex renames the whole zone except the apex, including cuts")
    func dnameAtApex() throws {
        let zone = """
            $TTL 3600
            @    SOA   ns1.example.net. hostmaster 1 7200 3600 1209600 3600
                 NS    ns1.example.net.
                 DNAME example.net.
                 MX    10 mail.example.net.
            del  NS    ns1.example.net.
            """
        try expect(
            [
                Question("example.com.", .mx, "10 mail.example.net."),
                Question("example.com.", .ns, "ns1.example.net."),
                Question("example.com.", .a, "nodata"),
                Question("www.example.com.", .a, "renamed example.net."),
                Question("x.del.example.com.", .a, "renamed example.net."),
            ],
            of: zone,
            origin: "example.com."
        )
    }

    @Test("Only the wildcard at the closest encloser answers")
    func nestedWildcards() throws {
        try expect(
            [
                Question("x.wild.example.com.", .a, "192.0.2.7 by *.wild.example.com."),
                Question("x.y.wild.example.com.", .a, "192.0.2.7 by *.wild.example.com."),
                Question("x.inner.wild.example.com.", .a, "192.0.2.8 by *.inner.wild.example.com."),
                Question("inner.wild.example.com.", .a, "nodata"),
                Question("wild.example.com.", .a, "nodata"),
                Question("x.wild.example.com.", .aaaa, "nodata by *.wild.example.com."),
                Question("*.wild.example.com.", .a, "192.0.2.7"),
                Question("x.*.wild.example.com.", .a, "nxdomain"),
                Question("x.alias.example.com.", .a, "alias web.example.com. by *.alias.example.com."),
                Question("x.alias.example.com.", .cname, "web by *.alias.example.com."),
            ],
            of: Self.zone,
            origin: "example.com."
        )
    }

    @Test("There is no answer for names outside the zone")
    func outOfZone() throws {
        try expect(
            [
                Question("www.example.net.", .a, "out of zone"), Question("com.", .ns, "out of zone"),
                Question(".", .ns, "out of zone"), Question("myexample.com.", .a, "out of zone"),
            ],
            of: Self.zone,
            origin: "example.com."
        )
    }

    @Test("Case is ignored, escapes are decoded, and an escaped dot does not separate labels")
    func spelling() throws {
        try expect(
            [
                Question("WEB.Example.COM.", .a, "192.0.2.2"),
                Question("\\119eb.example.com.", .a, "192.0.2.2"),
                Question("alpha.example.com.", .a, "192.0.2.10"),
                Question("a\\.b.example.com.", .a, "192.0.2.9"),
                Question("a\\046b.example.com.", .a, "192.0.2.9"),
                Question("a.b.example.com.", .a, "nxdomain"),
                Question("\\*.wild.example.com.", .a, "192.0.2.7"),
            ],
            of: Self.zone,
            origin: "example.com."
        )
    }

    @Test("The root zone answers")
    func rootZone() throws {
        let zone = """
            $TTL 3600
            .    SOA ns.example. hostmaster.example. 1 7200 3600 1209600 3600
                 NS  ns.example.
            com. NS  ns.example.
            """
        try expect(
            [
                Question(".", .ns, "ns.example."), Question("www.com.", .a, "referral com."),
                Question("net.", .a, "nxdomain"),
            ],
            of: zone,
            origin: "."
        )
    }
}
