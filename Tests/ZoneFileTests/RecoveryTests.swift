import DNS
import TestSupport
import Testing
import ZoneFile

/// The result of reading a text with its mistakes marked `«…»`.
private struct Recovered {
    let zone: Zone
    let marks: [Range<Int>]

    init(_ marked: String) {
        let text = MarkedText(marked)
        marks = text.ranges
        zone = Self.read(Array(text.text.utf8))
    }

    static func read(_ bytes: [UInt8]) -> Zone {
        Zone(reading: SourceFile(path: "x", bytes: bytes), options: ReadingOptions(origin: Name("example.com.")))
    }

    var problems: [ZoneProblem] { zone.problems }
    var kinds: [ZoneProblem.Kind] { zone.problems.map(\.kind) }
    var ranges: [Range<Int>] { zone.problems.map(\.span.range).sorted { $0.lowerBound < $1.lowerBound } }
    /// The owner and type of each record.
    var records: [String] { zone.records.map { "\(zone.names.text($0.owner)) \($0.type)" } }
}

@Suite("Recovery: every mistake is reported once with its span, and the rest of the file is read")
struct RecoveryTests {
    static let soa = "$TTL 3600\n@ IN SOA ns1.example.net. hostmaster 1 7200 3600 1209600 3600\n"

    @Test("An SOA record with an unclosed parenthesis does not include the records after it")
    func unclosedParenthesisInSOA() {
        let reading = Recovered(
            """
            $TTL 3600
            @ IN SOA ns1.example.net. hostmaster «(»
                1       ; serial
                7200 3600 1209600
                3600
            @   IN NS ns1.example.net.
                IN NS ns2.example.net.
            www IN A  192.0.2.10

            """)
        #expect(reading.kinds == [.parenthesisNotClosed])
        #expect(reading.ranges == reading.marks)
        #expect(
            reading.records == ["example.com. SOA", "example.com. NS", "example.com. NS", "www.example.com. A"])
    }

    @Test("A parenthesis closed by a later record affects no other record, and is reported once")
    func parenthesisClosedTooLate() {
        let reading = Recovered(
            """
            \(Self.soa)a IN SRV «(» 10 5 8448 m.example.net.
            b IN A 192.0.2.10
            c IN SRV ( 10 5 8448
                m.example.net. )
            d IN A 192.0.2.11

            """)
        #expect(reading.kinds == [.parenthesisNotClosed])
        #expect(reading.ranges == reading.marks)
        #expect(reading.records.count == 5)
    }

    @Test(
        "An open parenthesis at the end of the file does not affect its record", arguments: ["", "\n", "\n\n ; x"])
    func unclosedParenthesisAtEnd(_ ending: String) {
        let reading = Recovered("\(Self.soa)a IN SRV «(» 10 5 8448\n    m.example.net.\(ending)")
        #expect(reading.kinds.filter { $0 != .noFinalNewline } == [.parenthesisNotClosed])
        #expect(reading.ranges.first == reading.marks.first)
        #expect(reading.records.last == "a.example.com. SRV")
    }

    @Test("An unterminated string ends with its line")
    func unclosedQuote() {
        let reading = Recovered("\(Self.soa)a IN TXT «\"one two ; three»\nb IN A 192.0.2.10\nc IN TXT \"x\"\n")
        #expect(reading.kinds == [.quoteNotClosed])
        #expect(reading.ranges == reading.marks)
        #expect(reading.records.suffix(2) == ["b.example.com. A", "c.example.com. TXT"])
    }

    @Test("An unterminated string in parentheses includes only the closing one of its line")
    func unclosedQuoteInParentheses() {
        let reading = Recovered("\(Self.soa)a IN TXT ( \"one\"\n  «\"two )»\nb IN A 192.0.2.10\n")
        #expect(reading.kinds == [.quoteNotClosed])
        #expect(reading.ranges == reading.marks)
        #expect(reading.records.last == "b.example.com. A")
    }

    @Test("An unmatched closing parenthesis affects no record")
    func strayParenthesis() {
        let reading = Recovered("\(Self.soa)a IN A 192.0.2.10 «)»\n«)»\nb IN A 192.0.2.11\n")
        #expect(reading.kinds == [.parenthesisNotOpened, .parenthesisNotOpened])
        #expect(reading.ranges == reading.marks)
        #expect(reading.records.suffix(2) == ["a.example.com. A", "b.example.com. A"])
    }

    @Test("An invalid owner is reported once, and the indented records after it do not get another owner")
    func badOwner() {
        let reading = Recovered(
            "\(Self.soa)a IN A 192.0.2.10\nb«..»c IN A 192.0.2.11\n  IN AAAA 2001:db8::1\n\tTXT \"x\"\nd IN A 192.0.2.12\n"
        )
        #expect(reading.kinds == [.emptyLabel])
        #expect(reading.ranges == reading.marks)
        #expect(reading.records == ["example.com. SOA", "a.example.com. A", "d.example.com. A"])
        #expect(!reading.zone.isComplete)
    }

    @Test("Several mistakes in one file are each reported once, with exact spans")
    func severalMistakes() {
        let reading = Recovered(
            """
            \(Self.soa)a IN «SVR» 10 5 8448 m.example.net.
            «$TLL» 300
            b «5x» IN A 192.0.2.10
            c IN SRV 10 5 «70000» m.example.net.
            d IN TXT «(» "x"
            e IN NS ns1.example.net. «ns2.example.net.»
            f IN MX «10»
            g«\\256» IN A 192.0.2.11
            h IN A 192.0.2.12

            """)
        #expect(
            reading.kinds.map(String.init(describing:)).map { $0.prefix { $0 != "(" } } == [
                "unknownType", "unknownDirective", "invalidTTL", "numberOutOfRange", "parenthesisNotClosed",
                "extraField", "missingField", "invalidEscape",
            ])
        #expect(reading.ranges == reading.marks)
        #expect(
            reading.records == ["example.com. SOA", "b.example.com. A", "d.example.com. TXT", "h.example.com. A"])
    }

    @Test("A record of an unknown type affects no other record, and its owner is inherited")
    func unknownType() {
        let reading = Recovered("\(Self.soa)a IN A 192.0.2.10\nb IN «ADRESS» x\n  IN A 192.0.2.11\nc IN A 192.0.2.12\n")
        #expect(reading.kinds.count == 1)
        #expect(reading.ranges == reading.marks)
        #expect(reading.records.dropFirst() == ["a.example.com. A", "b.example.com. A", "c.example.com. A"])
    }

    @Test("A name may have bytes that are not UTF-8")
    func latin1() {
        let zone = Recovered.read(
            Array(Self.soa.utf8) + [0x6D, 0xFC] + Array(" IN A 192.0.2.10\nb IN A 192.0.2.11\n".utf8))
        #expect(zone.problems.map(\.kind) == [.nonASCIIName])
        #expect(zone.problems.first?.span.range == Self.soa.utf8.count..<Self.soa.utf8.count + 2)
        #expect(zone.records.count == 3)
    }

    @Test("The limits of names and labels are exact")
    func lengths() {
        let label = String(repeating: "a", count: 63)
        // 3 × 64 + 62 + 1 = 255 octets.
        let longest = "\(label).\(label).\(label).\(String(repeating: "b", count: 61))."
        #expect(Recovered("\(longest) 300 IN TXT \"x\"\n").kinds.isEmpty)
        let tooLong = Recovered("«\(label).\(label).\(label).\(String(repeating: "b", count: 62)).» 300 IN TXT \"x\"\n")
        #expect(tooLong.kinds == [.nameTooLong(256)])
        #expect(tooLong.ranges == tooLong.marks)
        let longLabel = Recovered("x.«\(label)a».y 300 IN TXT \"x\"\n")
        #expect(longLabel.kinds == [.labelTooLong(64)])
        #expect(longLabel.ranges == longLabel.marks)
        // With escapes the text is longer than the name.
        #expect(Recovered("\(String(repeating: "\\097", count: 63)) 300 IN TXT \"x\"\n").kinds.isEmpty)
        #expect(Recovered("\(String(repeating: "\\097", count: 64)) 300 IN TXT \"x\"\n").kinds == [.labelTooLong(64)])
    }

    @Test("A name has at most 127 labels", arguments: [("a", 0), ("\\097", 0), ("a", 1), ("\\097", 1)])
    func labelCount(_ label: String, _ more: Int) {
        let name = String(repeating: "\(label).", count: 127 + more)
        let kinds = Recovered("\(name) 300 IN TXT \"x\"\nb 300 IN A 192.0.2.10\n").kinds
        #expect(kinds.isEmpty == (more == 0))
        #expect(kinds.count == more)
    }

    @Test("Decimal escapes have three digits, and values up to 255")
    func escapeLimits() {
        #expect(Recovered("a\\000\\255b 300 IN TXT \"\\000\\255\" \\0301\n").kinds.isEmpty)
        for text in ["a«\\256»", "a«\\25»", "«\\1».b", "a«\\99»x1"] {
            let reading = Recovered("\(text) 300 IN TXT \"x\"\nb 300 IN A 192.0.2.10\n")
            #expect(reading.kinds == [.invalidEscape], "\(text)")
            #expect(reading.ranges == reading.marks, "\(text)")
            #expect(reading.records == ["b.example.com. A"])
        }
    }

    @Test("A backslash at the end of a line does not escape the line end", arguments: ["\n", "\r\n"])
    func backslashAtEndOfLine(_ lineEnd: String) {
        let reading = Recovered("a 300 IN CNAME b«\\»\(lineEnd)c 300 IN A 192.0.2.10\(lineEnd)")
        #expect(reading.kinds == [.invalidEscape])
        #expect(reading.ranges == reading.marks)
        #expect(reading.records == ["c.example.com. A"])
    }

    @Test("Parentheses may be nested a hundred deep")
    func nesting() {
        let text =
            String(repeating: "( ", count: 100) + "10 5 8448\nm.example.net." + String(repeating: " )", count: 100)
        let reading = Recovered("a 300 IN SRV \(text)\nb 300 IN A 192.0.2.10\n")
        #expect(reading.kinds.isEmpty)
        #expect(reading.records == ["a.example.com. SRV", "b.example.com. A"])
    }

    @Test("Ten thousand unclosed parentheses are each reported once, in linear time")
    func manyUnclosedParentheses() {
        // In quadratic time, this would take minutes.
        let text = Self.soa + (0..<10_000).map { "h\($0) IN TXT ( \"x\"\n" }.joined()
        let zone = Recovered.read(Array(text.utf8))
        #expect(zone.problems.count { $0.kind == .parenthesisNotClosed } == 10_000)
        #expect(zone.records.count == 10_001)
    }

    @Test(
        "A file that makes the reader go back repeatedly is read in linear time",
        arguments: [("a IN SRV ( 0 0 1 m\n", ")\n"), ("# (\n", ""), ("x # (\n", "")]
    )
    func goingBack(_ line: String, _ closing: String) {
        // In quadratic time, this would take minutes.
        let lines = String(repeating: line, count: 20_000) + String(repeating: closing, count: 20_000)
        let zone = Recovered.read(Array("\(Self.soa)\(lines)last IN A 192.0.2.10\n".utf8))
        #expect(zone.records.last.map { zone.names.text($0.owner) } == "last.example.com.")
    }

    @Test("Parentheses and quotes in comments of other languages mean nothing")
    func foreignComment() {
        let reading = Recovered(
            """
            \(Self.soa)«# see (below, it's "new»
            a IN A 192.0.2.10 «// (one»
            b IN SRV ( 10 5 8448
                m.example.net. ) «# two ( "x»
            c IN A 192.0.2.12

            """)
        #expect(reading.kinds == [.foreignComment, .foreignComment, .foreignComment])
        #expect(reading.ranges == reading.marks)
        #expect(reading.records.count == 4)
    }

    @Test("A quoted name without a closing quote is reported once")
    func unclosedQuotedName() {
        let reading = Recovered("a 300 IN CNAME «\"b.example.net.»\nc 300 IN A 192.0.2.10\n")
        #expect(reading.kinds == [.quoteNotClosed])
        #expect(reading.ranges == reading.marks)
    }

    @Test("Instance names of DNS-SD may be UTF-8, also relative to a service's origin")
    func serviceInstances() {
        let text = "Büro._ipp._tcp 300 IN TXT \"x\"\n$ORIGIN _ipp._tcp.example.com.\n@ 300 IN PTR Küche\n"
        #expect(Recovered(text).kinds.isEmpty)
        #expect(Recovered("Büro 300 IN SRV 0 0 631 m.example.net.\n").kinds == [.nonASCIIName])
    }

    @Test("An entry with more fields than any record can have is reported")
    func overlongEntry() {
        let reading = Recovered("a 300 IN TXT " + String(repeating: "x ", count: 150_000) + "\nb 300 IN A 192.0.2.10\n")
        #expect(reading.kinds.contains(.entryTooLong(limit: 140_000)))
        #expect(reading.records.last == "b.example.com. A")
        #expect(!reading.zone.isComplete)
    }
}
