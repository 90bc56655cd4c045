import Diagnostics
import Linting
import Reporting
import TestSupport
import Testing

/// What is true of every page. `.ci/try-html` opens pages in Chromium.
///
/// `RECORD_SNAPSHOTS=1 swift test --filter PageTests` records the golden files anew.
@Suite("HTML pages")
struct PageTests {
    private static let names = SamplePages.all.map(\.name)

    private func page(_ name: String) throws -> ParsedPage {
        try ParsedPage(try #require(SamplePages.all.first { $0.name == name }).page)
    }

    @Test("a page of each kind is that of its golden file")
    func golden() {
        assertGolden(SamplePages.check(Fixture.sampleReport), at: Self.file("page-check.html"))
        let evidence = SamplePages.evidence(of: "18-intermediate-missing")
        assertGolden(SamplePages.explanation("example.com", evidence), at: Self.file("page-explain.html"))
        assertGolden(SamplePages.audit(["example.org", "example.com"], evidence), at: Self.file("page-audit.html"))
    }

    private static func file(_ name: String) -> String {
        let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        return folder.joined(separator: "/") + "/Golden/" + name
    }

    @Test("nothing on a page runs, loads or asks for anything", arguments: names)
    func inert(_ name: String) throws {
        let page = try page(name)
        #expect(Set(page.elements.map(\.name)).isSubset(of: Self.elements), "\(Set(page.elements.map(\.name)))")
        #expect(Set(page.elements.flatMap(\.attributes.keys)).isSubset(of: Self.attributes))
        let policies = page.named("meta").filter { $0.attributes["http-equiv"] == "Content-Security-Policy" }
        #expect(policies.count == 1)
        let policy = try #require(policies.first?.attributes["content"])
        #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"))
        let sheets = page.named("style").map(\.text)
        #expect(sheets.count == 1 && !sheets[0].contains("url(") && !sheets[0].contains("@import"))
        for link in page.named("a").compactMap({ $0.attributes["href"] }) where !link.hasPrefix("#") {
            #expect(link.wholeMatch(of: #/https://www\.rfc-editor\.org/rfc/rfc[0-9]{1,5}/#) != nil, "\(link)")
        }
    }

    private static let elements: Set = [
        "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "article", "h1", "h2",
        "h3", "h4", "h5", "h6", "p", "div", "span", "strong", "a", "code", "pre", "mark", "del", "ins", "ul", "ol",
        "li",
        "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "time", "svg",
        "g",
        "path", "circle", "text", "desc", "wbr",
    ]
    private static let attributes: Set = [
        "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "datetime", "scope", "data-label",
        "role",
        "aria-hidden", "aria-labelledby", "focusable", "viewBox", "width", "height", "d", "cx", "cy", "r", "x", "y",
        "text-anchor", "transform",
    ]

    @Test("a page contains no control, invisible or direction-changing character", arguments: names)
    func visible(_ name: String) throws {
        let page = try #require(SamplePages.all.first { $0.name == name }).page
        let bad = page.unicodeScalars.filter { scalar in
            scalar != "\n"
                && [.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
        }
        #expect(bad.isEmpty)
    }

    @Test("hostile text is shown as text, and not cut by its own markup")
    func hostile() throws {
        let shown = Notice.visible(Fixture.hostileText)
        let page = try page("check, hostile")
        // Names between backticks are code, so that the text has no backticks of its own left.
        let expected = shown.split(separator: "`")[0]
        #expect(expected.contains(#"\u{1B}[31m"#) && expected.contains(#"\u{202E}"#) && expected.contains("]]>"))
        #expect(page.named("h1").contains { $0.text.contains("files") })
        #expect(page.named("h2").contains { $0.text == shown })
        #expect(page.named("h3").contains { $0.text.contains(expected) })
        #expect(page.named("body")[0].text.contains("<script>alert('x')</script>"))
        #expect(page.named("body")[0].text.contains("\\xFF"))
        // A server name is quoted up to its first line end.
        for name in ["audit of several", "explanation of no name"] {
            #expect(
                try self.page(name).named("body")[0].text.contains(#"a\u{1B}[31m\u{7}\u{0}\u{9B}\u{202E}"#), "\(name)")
        }
    }

    @Test("a screen reader finds its way: headings, landmarks, labels, tables and drawings", arguments: names)
    func structure(_ name: String) throws {
        let page = try page(name)
        #expect(page.named("html").first?.attributes["lang"] == "en")
        for landmark in ["header", "main", "footer"] { #expect(page.named(landmark).count == 1) }
        #expect(page.headings.count { $0 == 1 } == 1)
        for (level, next) in zip(page.headings, page.headings.dropFirst()) { #expect(next <= level + 1) }
        let ids = page.elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        let labels = page.elements.compactMap { $0.attributes["aria-labelledby"] }.flatMap { $0.split(separator: " ") }
        for label in labels {
            let title = page.elements.first { $0.attributes["id"] == String(label) }
            #expect(title.map { !$0.text.isEmpty } == true, "\(label)")
        }
        #expect(page.named("section").allSatisfy { $0.attributes["aria-labelledby"] != nil })
        #expect(page.named("caption").count == page.named("table").count)
        #expect(page.named("th").allSatisfy { $0.attributes["scope"] != nil })
        for drawing in page.named("svg") where drawing.attributes["aria-hidden"] != "true" {
            #expect(drawing.attributes["role"] == "img" && drawing.attributes["aria-labelledby"] != nil)
        }
        for link in page.named("a").compactMap({ $0.attributes["href"] }) where link.hasPrefix("#") {
            #expect(ids.contains(String(link.dropFirst())), "\(link)")
        }
    }

    @Test("a severity is a word and a sign, not only a colour", arguments: names)
    func severities(_ name: String) throws {
        for badge in try page(name).styled("badge") { #expect(!badge.text.isEmpty) }
        let known = [Severity.error, .warning, .info].map(\.rawValue) + ["not checked"]
        for finding in try page(name).styled("finding") { #expect(known.contains { finding.text.contains($0) }) }
    }
}
