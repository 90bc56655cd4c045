import Diagnostics
import Linting
import Reporting
import Testing
import ZoneFile

@Suite("The page of a check")
struct CheckPageTests {
    private func page(_ finding: Finding) throws -> ParsedPage {
        try ParsedPage(SamplePages.check(Fixture.report([finding])))
    }

    @Test("the result is first, and what to do about the worst finding second")
    func order() throws {
        let page = try ParsedPage(SamplePages.check(Fixture.sampleReport))
        let panel = try #require(page.styled("verdict").first)
        #expect(panel.attributes["class"] == "verdict error")
        #expect(
            page.styled("next").first?.text
                == "Next: zones/example.com.zone:10:35: Use the host behind the alias as the SRV target.")
    }

    @Test("the span of a finding is marked in its line, and its label is below")
    func marks() throws {
        let page = try page(Fixture.aliasFinding)
        #expect(page.named("mark").map(\.text) == ["CNAME", "matrix"])
        #expect(page.named("mark").map { $0.attributes["class"] } == ["related", "primary error"])
        #expect(page.styled("source").map(\.text).contains("_matrix-fed._tcp IN SRV 10 0 8448 matrix"))
        #expect(page.styled("note").last?.text == "↳ expected a name with A or AAAA records")
        #expect(page.named("del").map(\.text) == ["- _matrix-fed._tcp IN SRV 10 0 8448 matrix"])
        #expect(page.named("ins").map(\.text) == ["+ _matrix-fed._tcp IN SRV 10 0 8448 web"])
    }

    @Test(
        "an empty span is visible, within a line and at its end",
        arguments: [("a «»b\n", "b"), ("a b«»\n", " "), ("«»\n", " "), ("é\t«»日x\n", "日")])
    func emptySpan(_ marked: String, _ shown: String) throws {
        let text = Fixture(marked)
        #expect(try page(Fixture.finding(text.label(0, "here"))).named("mark").map(\.text) == [shown])
    }

    @Test("where spans overlap, the primary one is visible")
    func overlap() throws {
        let text = Fixture("a «b «c» d» e\n")
        let inner = text.ranges.indices.min { text.ranges[$0].count < text.ranges[$1].count } ?? 0
        let finding = Fixture.finding(text.label(inner, ""), related: [text.label(1 - inner, "")])
        let page = try page(finding)
        #expect(page.named("mark").map(\.text) == ["b ", "c", " d"])
        #expect(page.named("mark").map { $0.attributes["class"] } == ["related", "primary error", "related"])
    }

    @Test("a line of a megabyte is cut around the span")
    func longLine() throws {
        let filler = String(repeating: "x", count: 500_000)
        let page = SamplePages.check(
            Fixture.report([Fixture.finding(Fixture("\(filler)«wrong»\(filler)\n").label(0, ""))]))
        #expect(page.utf8.count < 40_000)
        #expect(try ParsedPage(page).named("mark").map(\.text) == ["wrong"])
    }

    @Test("of very many findings the worst are shown, and the others are counted")
    func limit() throws {
        let info = (0..<1500).map { _ in Finding(Fixture.rule("Z101", "a", .info), "note", at: nil, why: "", help: "") }
        let report = Fixture.report(info + [Finding(Fixture.rule(), "the error", at: nil, why: "", help: "")])
        let page = try ParsedPage(SamplePages.check(report))
        #expect(page.named("article").count == 1000)
        #expect(page.named("h3").contains { $0.text == "the error" })
        #expect(page.named("main")[0].text.contains("501 more findings are omitted."))
    }

    @Test("RFCs are links, and other references are text")
    func references() throws {
        let page = try page(Fixture.aliasFinding)
        let links = page.named("a").compactMap { $0.attributes["href"] }
        #expect(links == ["#rule-S301", "https://www.rfc-editor.org/rfc/rfc2782"])
        #expect(page.named("dd").last?.text == "RFC 2782, Matrix server-server §2.1")
    }
}
