import Federation
import Linting
import Reporting
import Testing

@Suite("The page of an audit")
struct AuditPageTests {
    @Test("the table has the worst server first, and links to its details")
    func worstFirst() throws {
        let page = try ParsedPage(
            SamplePages.audit(
                ["example.org", "not a name", "example.com"], SamplePages.evidence(hosts: 1, addresses: 1)))
        let names = page.named("th").filter { $0.attributes["scope"] == "row" }.map(\.text)
        #expect(names.prefix(3) == ["not a name", "example.org", "example.com"])
        #expect(page.styled("server").count == 3)
        #expect(page.named("h2").map(\.text).suffix(3) == ["not a name", "example.org", "example.com"])
        #expect(page.styled("verdict").first?.text.contains("3 servers") == true)
    }

    @Test("the page of one server is about it alone")
    func single() throws {
        let page = try ParsedPage(SamplePages.audit(["example.com"], SamplePages.evidence(hosts: 1, addresses: 1)))
        #expect(page.named("h1").map(\.text) == ["example.com"])
        #expect(page.styled("server").isEmpty)
    }

    @Test("every server is in the table, but only the worst have details")
    func bounded() throws {
        let names = (0..<203).map { "s\($0).example" } + ["not a name"]
        let page = try ParsedPage(SamplePages.audit(names, Evidence()))
        #expect(page.named("th").count { $0.attributes["scope"] == "row" && $0.text.contains(".example") } >= 203)
        #expect(page.styled("server").count == 200)
        #expect(page.styled("server").first?.text.contains("not a name") == true)
        #expect(page.named("main")[0].text.contains("Details follow for the 200 worst servers only."))
    }
}
