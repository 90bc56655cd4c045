import DNS
import TestSupport
import Testing
import ZoneFile

/// A zone `example.com.` read from a text.
struct Reading {
    let zone: Zone
    let marks: [Range<Int>]

    init(_ marked: String, origin: String? = "example.com.") {
        let text = MarkedText(marked)
        marks = text.ranges
        zone = Zone(
            reading: SourceFile(path: "test", text: text.text),
            options: ReadingOptions(origin: origin.flatMap { Name($0) })
        )
    }

    /// The owner, TTL, type and target of each record.
    var records: [String] {
        zone.records.map { record in
            let target = [.ns, .cname, .mx, .srv, .ptr, .dname].contains(record.type)
            let numbers =
                record.type == .srv
                ? "\(record.priority) \(record.weight) \(record.port) "
                : record.type == .mx ? "\(record.priority) " : ""
            let data = target ? " \(numbers)\(zone.names.text(record.target))" : ""
            return "\(zone.names.text(record.owner)) \(record.ttl) \(record.type)\(data)"
        }
    }

    var problems: [ZoneProblem.Kind] { zone.problems.map(\.kind) }
    var spans: [Range<Int>] { zone.problems.map(\.span.range) }
}

@Suite("Reading records (RFC 1035 §5)")
struct ReaderTests {
    @Test(
        "TTL and class are optional, and in either order",
        arguments: [
            "a 300 IN A 192.0.2.1", "a IN 300 A 192.0.2.1", "a 300 A 192.0.2.1", "a 5m A 192.0.2.1",
            "a In 300 a 192.0.2.1", "a\t300\tIN\tA\t192.0.2.1", "a ( 300 ) IN ( A\n 192.0.2.1 )",
            "( a 300 IN A 192.0.2.1 )", "a 300 CLASS1 TYPE1 192.0.2.1", "a 300 IN A 192.0.2.1 ; comment",
            "a 300 IN A 192.0.2.1;comment", "A 300 IN A 192.0.2.1\r", "\\097 300 A 192.0.2.1", "\\a 300 A 192.0.2.1",
            "a.example.com. 300 IN A 192.0.2.1",
        ]
    )
    func headerForms(_ line: String) {
        let reading = Reading("$TTL 1\n\(line)\n")
        #expect(reading.records == ["a.example.com. 300 A"])
        #expect(reading.problems == [])
    }

    @Test("A line that starts with white space inherits the owner before it")
    func inheritedOwner() {
        let reading = Reading(
            "$TTL 60\na A 192.0.2.1\n  A 192.0.2.2\n\n; comment\n\tA 192.0.2.3\n@ A 192.0.2.4\n A 192.0.2.5\n")
        #expect(
            reading.records == [
                "a.example.com. 60 A", "a.example.com. 60 A", "a.example.com. 60 A", "example.com. 60 A",
                "example.com. 60 A",
            ]
        )
        #expect(reading.problems == [])
    }

    @Test("A TTL is the explicit one, or else that of $TTL, or else the last one")
    func ttls() {
        let reading = Reading(
            "a 5 A 192.0.2.1\nb A 192.0.2.1\n$TTL 1h30m\nc A 192.0.2.1\nd 0 A 192.0.2.1\ne A 192.0.2.1\n")
        #expect(reading.zone.records.map(\.ttl) == [5, 5, 5400, 0, 5400])
        #expect(reading.problems == [])
    }

    @Test("$ORIGIN applies to the names after it. A relative one is below the one before")
    func origins() {
        let reading = Reading(
            "$TTL 1\n$ORIGIN b.example.com.\na CNAME c\n@ CNAME d.\n$origin .\nexample.com MX 10 m\n$ORIGIN «x»\ny CNAME @\n"
        )
        #expect(
            reading.records == [
                "a.b.example.com. 1 CNAME c.b.example.com.", "b.example.com. 1 CNAME d.", "example.com. 1 MX 10 m.",
                "y.x. 1 CNAME x.",
            ]
        )
        #expect(reading.problems == [.relativeOrigin])
        #expect(reading.spans == reading.marks)
    }

    @Test("Names are equal in any case, and with any characters escaped")
    func namesAreInterned() {
        let reading = Reading(
            "$TTL 1\nMatrix A 192.0.2.1\nmATR\\105x A 192.0.2.2\n\\m\\a\\trix.Example.COM. A 192.0.2.3\n")
        #expect(Set(reading.zone.records.map(\.owner)).count == 1)
        #expect(reading.zone.records(at: reading.zone.records[0].owner, type: .a).count == 3)
    }

    @Test("An escaped dot is part of its label, and is printed with the escape")
    func escapedDot() {
        let reading = Reading("$TTL 1\na\\.b.c A 192.0.2.1\n")
        #expect(reading.records == ["a\\.b.c.example.com. 1 A"])
        #expect(reading.zone.names.depth(of: reading.zone.records[0].owner) == 4)
    }

    @Test(
        "A port, weight or priority out of range is refused",
        arguments: [
            ("a SRV 10 5 «70000» t", 2), ("a SRV 10 5 «-1» t", 2), ("a SRV 10 5 «99999999999999999999» t", 2),
            ("a SRV 10 «65536» 8448 t", 1), ("a SRV «65536» 5 8448 t", 0),
        ]
    )
    func srvNumbersOutOfRange(_ line: String, _ index: Int) {
        let reading = Reading("$TTL 1\n\(line)\n")
        let fields = ["priority", "weight", "port"]
        #expect(
            reading.problems == [
                .numberOutOfRange(.srv, field: fields[index], fieldIndex: index, range: 0...65535)
            ]
        )
        #expect(reading.spans == reading.marks)
        #expect(reading.records.isEmpty)
    }

    @Test("Leading zeros are accepted, as by servers")
    func leadingZeros() {
        let reading = Reading("$TTL 1\na SRV 0000000010 005 008448 t\nb MX 0000065535 m\n")
        #expect(
            reading.records == [
                "a.example.com. 1 SRV 10 5 8448 t.example.com.", "b.example.com. 1 MX 65535 m.example.com.",
            ]
        )
        #expect(reading.problems.allSatisfy { if case .leadingZero = $0 { true } else { false } })
    }

    @Test("A NAPTR expression with an invalid repetition is refused, as by BIND")
    func naptrExpressions() {
        func problems(_ expression: String) -> [ZoneProblem.Kind] {
            Reading("$TTL 1\na NAPTR 1 2 \"U\" \"E2U+sip\" \"!\(expression)!sip:a@b.c!\" .\n").problems
        }
        for right in ["^.*$", "a|b", "(a)+b?", "[*]*", "\\\\*+", "[]a]", "a{2}", "()", ".*)$"] {
            #expect(problems(right) == [])
        }
        for wrong in ["^*", "a**", "*", "|a", "a|", "(*)", "$+", ""] { #expect(problems(wrong).count == 1, "\(wrong)") }
    }

    @Test("A sign or a letter is not part of a number", arguments: ["«+1»", "«0x10»", "«1e3»", "«1.5»"])
    func srvNumbersInvalid(_ text: String) {
        let reading = Reading("$TTL 1\na SRV \(text) 5 8448 t\n")
        let expected = "a number from 0 to 65535"
        #expect(reading.problems == [.invalidField(.srv, field: "priority", fieldIndex: 0, expected: expected)])
        #expect(reading.spans == reading.marks)
    }

    @Test("An MX record with only a mail server is reported as lacking its preference")
    func missingPreference() {
        let reading = Reading("$TTL 1\na MX «mail.example.net.»\n")
        let expected = "the preference, such as 10, before the mail server"
        #expect(reading.problems == [.invalidField(.mx, field: "preference", fieldIndex: 0, expected: expected)])
        #expect(reading.spans == reading.marks)
    }

    @Test("Parentheses are white space: `SRV(10 5 8448 t)` is an SRV record")
    func parenthesesSeparate() {
        let reading = Reading("$TTL 1\na SRV(10 5 8448 t)\nb MX(10\n\n;x )\n\tm)\n")
        #expect(
            reading.records == [
                "a.example.com. 1 SRV 10 5 8448 t.example.com.", "b.example.com. 1 MX 10 m.example.com.",
            ])
        #expect(reading.problems == [])
    }

    @Test("Spans are exact in parentheses over several lines, in CRLF files, and after tabs and multi-byte characters")
    func spans() {
        let reading = Reading(
            "$TTL 1\r\n; ä漢\r\na\tSRV\t( 1 ; ü\r\n\t2\r\n\t«70000» ;漢\r\n\tt )\r\nb A «1.2.3»\r\n\"ä\"\tA\t«::1»\r\n"
        )
        let kinds = reading.problems.filter { if case .quotedName = $0 { false } else { true } }
        #expect(kinds.count >= 3)
        for mark in reading.marks { #expect(reading.spans.contains(mark)) }
    }

    @Test("Without an origin, relative names remain relative")
    func unknownOrigin() {
        let reading = Reading("$TTL 1\na CNAME b\nc CNAME d.\n", origin: nil)
        #expect(reading.records == ["a 1 CNAME b", "c 1 CNAME d."])
        #expect(reading.zone.origin == nil)
    }

    @Test("Only records whose names repeat the origin's last label after a dot are flagged")
    func dottedNames() {
        let reading = Reading(
            "$TTL 1\nx SRV 1 2 3 m.example.com\nx.example.com A 192.0.2.1\nm.sub A 192.0.2.1\ny MX 1 m.sub\n")
        #expect(reading.zone.recordsWithDottedNames == [0, 1])
    }

    @Test("Generic RDATA of a known type is the same record")
    func genericRDATA() {
        let reading = Reading("$TTL 1\na TYPE33 \\# 15 000A 0005 2100 01740165036E657400\n")
        #expect(reading.records == ["a.example.com. 1 SRV 10 5 8448 t.e.net."])
    }

    @Test("A name of 255 octets and a label of 63 are accepted, 256 and 64 are not")
    func limits() {
        let label = String(repeating: "a", count: 63)
        let rest = String(repeating: "b", count: 61)
        let longest = "\(label).\(label).\(label).\(rest)."
        #expect(Reading("$TTL 1\n\(longest) A 192.0.2.1\n").problems == [])
        let over = Reading("$TTL 1\n«\(longest.dropLast())b.» A 192.0.2.1\n")
        #expect(over.spans == over.marks)
        #expect(over.problems.count == 1)
        let reading = Reading("$TTL 1\n«\(label)a».b A 192.0.2.1\n")
        #expect(reading.problems == [.labelTooLong(64)])
        #expect(reading.spans == reading.marks)
    }
}

@Suite("Finding the origin in a file")
struct OriginFinderTests {
    @Test(
        "The origin is the absolute owner of the SOA record, or else an absolute $ORIGIN before the first record",
        arguments: [
            ("example.com. IN SOA a b 1 2 3 4 5\n", OriginFinder.Found.soa(Name("example.com.")!)),
            ("$ORIGIN .\n$TTL 1\nexample.com IN SOA a b 1 2 3 4 5\n", .soa(Name("example.com.")!)),
            ("$ORIGIN com.\nexample 1 IN SOA a b ( 1\n2 3 4 5 )\n", .soa(Name("example.com.")!)),
            ("$ORIGIN com.\n$ORIGIN example\n@ SOA a b 1 2 3 4 5\n", .soa(Name("example.com.")!)),
            ("example.com\t3600\tIN\tSOA a b 1 2 3 4 5\n", .soa(Name("example.com.")!)),
            ("; x\n$origin Example.com.\na A 192.0.2.1\n", .directive(Name("example.com.")!)),
            ("\u{FEFF}$ORIGIN example.com.\n@ IN SOA a b 1 2 3 4 5\n", .soa(Name("example.com.")!)),
        ]
    )
    func found(_ text: String, _ expected: OriginFinder.Found) {
        #expect(OriginFinder.find(in: SourceFile(path: "x", text: text)) == expected)
    }

    @Test(
        "A relative SOA owner or $ORIGIN does not determine the origin",
        arguments: ["@ IN SOA a b 1 2 3 4 5\n", "$ORIGIN example\n", "", "soa"])
    func nothing(_ text: String) {
        #expect(OriginFinder.find(in: SourceFile(path: "x", text: text)) == nil)
    }
}
