import Federation
import Linting
import Reporting
import Testing

@Suite("The drawing of a route")
struct RouteDrawingTests {
    private func drawing(_ serverName: String, _ evidence: Evidence) throws -> (page: ParsedPage, words: String) {
        let page = try ParsedPage(SamplePages.explanation(serverName, evidence))
        let drawings = page.named("svg").filter { $0.attributes["role"] == "img" }
        #expect(drawings.count == 1)
        return (page, try #require(page.named("desc").first).text)
    }

    @Test("its description names every station with its state")
    func description() throws {
        let (page, words) = try drawing("example.com", SamplePages.evidence(hosts: 1, addresses: 1))
        #expect(page.named("title").map(\.text).contains("Route to example.com"))
        #expect(
            words == """
                Server name example.com: taken. Well-known document https://example.com/.well-known/matrix/server: failed \
                (its status is 404, not 200). SRV records _matrix-fed._tcp.example.com. SRV: taken (found). \
                Host h0.example port 8448: taken (priority 0, weight 0). Address 192.0.0.0: not tried. \
                TLS handshake: not tried.
                """)
        #expect(
            page.styled("state").filter { $0.name == "text" }.map(\.text) == [
                "taken", "failed", "taken", "taken", "not tried", "not tried",
            ])
    }

    @Test("a missing document is not drawn as a mistake")
    func optionalDocument() throws {
        let (page, _) = try drawing("example.com", SamplePages.evidence(hosts: 1, addresses: 1))
        #expect(page.named("g").map { $0.attributes["class"] } == ["ok", "skipped", "ok", "ok", "unknown", "unknown"])
    }

    @Test("of many hosts and addresses a few are drawn, and the others are counted")
    func bounded() throws {
        let (page, words) = try drawing("example.com", SamplePages.evidence(hosts: 12, addresses: 9))
        #expect(page.named("circle").count <= 3 + 3 * (1 + 2 * 3))
        #expect(words.hasSuffix("Not drawn: 9 more hosts, 18 more addresses. The tables have all."))
    }

    @Test("a route that fails ends in a station that failed, and says why")
    func failure() throws {
        let (page, words) = try drawing("example.com", SamplePages.evidence(hosts: 1, addresses: 0))
        #expect(page.named("g").last?.attributes["class"] == "error")
        #expect(words.contains("h0.example port 8448: failed (") || words.contains("Host none: failed ("), "\(words)")
    }

    @Test("a server name with a port skips the document and the records")
    func port() throws {
        let (_, words) = try drawing("example.com:8448", Evidence())
        #expect(words.contains("Well-known document not used: skipped"))
        #expect(words.contains("SRV records not queried: skipped"))
    }

    @Test("no line of text is longer than the drawing is wide")
    func longNames() throws {
        let name = Array(repeating: String(repeating: "w", count: 60), count: 4).joined(separator: ".")
        let (page, _) = try drawing(name, Evidence())
        let lines = page.named("text").map(\.text)
        #expect(lines.allSatisfy { $0.count <= 50 } && lines.contains { $0.hasSuffix("…") })
    }
}
