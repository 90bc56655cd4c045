import DNS
import Testing

@testable import ZoneFile

@Suite("Comments of other languages inside parentheses")
struct NestedCommentTests {
    private static let comment = ZoneProblem.Kind.foreignComment

    @Test(
        "Only the comments are reported, not the fields that are in the position of others because of them",
        arguments: [
            "a SRV ( 10 «# priority»\n 5 8448 m )\n", "a SRV ( «# one»\n 10 5 «// it's»\n 8448 m )\n",
            "@ SOA ns host (\n 1 «# (old) serial»\n 2 3\n«# expire»\n 4 5 ) «# (minimum»\nb A 192.0.2.1\n",
            "a A ( «# web»\n 192.0.2.1 )\n", "a SRV ( 010 «# priority»\n 5 8448 m )\n",
            "a SRV ( 10 «# it's \"new»\n 5 8448 m )\n",
        ])
    func comments(_ text: String) {
        let reading = Reading("$TTL 1\n" + text)
        #expect(zip(reading.problems, reading.spans).filter { $0.0 == Self.comment }.map(\.1) == reading.marks)
        let others = reading.problems.filter { $0 != Self.comment }
        #expect(others.allSatisfy { if case .leadingZero = $0 { true } else { false } }, "\(others)")
        #expect(!reading.zone.isComplete)
    }

    @Test("A field that is missing apart from the comments is reported")
    func missingField() {
        let reading = Reading("$TTL 1\na SRV ( 10 «# priority»\n 5 8448 ) ; no target\nb A 192.0.2.1\n")
        #expect(reading.problems == [Self.comment, .missingField(.srv, field: "target", fieldIndex: 3)])
        #expect(reading.records == ["b.example.com. 1 A"])
    }

    @Test("The parenthesis that is not closed is found before the record after a comment")
    func recordAfterComment() {
        let reading = Reading("$TTL 1\na A «(» 192.0.2.1\n«# mail»\nb A 192.0.2.2\nc TXT ( x )\n")
        #expect(Set(reading.spans.map(\.lowerBound)) == Set(reading.marks.map(\.lowerBound)))
        #expect(reading.records == ["a.example.com. 1 A", "b.example.com. 1 A", "c.example.com. 1 TXT"])
    }

    @Test("Many comments in one record are read in linear time")
    func manyComments() {
        // In quadratic time, this would take minutes.
        let lines = String(repeating: "# x\n", count: 60_000)
        let zone = Zone(
            reading: SourceFile(path: "test", text: "$TTL 1\na SRV ( \(lines) 10 5 8448 m )\nb A 192.0.2.1\n"),
            options: ReadingOptions(origin: Name("example.com.")))
        #expect(zone.records.count == 1)
    }
}
