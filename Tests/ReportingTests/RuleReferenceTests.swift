import Foundation
import Linting
import TestSupport
import Testing

/// The generated part of `Sources/Linting/Linting.docc`: `Linting.md`, `Rules.md` and `Rules/`. `make docs` writes it, with
/// `RECORD_SNAPSHOTS=1`.
@Suite("The rule reference")
struct RuleReferenceTests {
    private static let catalogue = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/Linting/Linting.docc")
    private static let reference = RuleReference(rules: RuleRegistry.infos, articles: articles)

    /// All other pages at the top of the catalogue.
    private static var articles: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: catalogue.path(percentEncoded: false))) ?? []
        return names.filter { $0.hasSuffix(".md") && !["Linting.md", "Rules.md"].contains($0) }.sorted()
    }

    @Test("Every page is up to date, and there is none of a removed rule")
    func pagesAreFresh() throws {
        let pages = Self.reference.pages
        #expect(Set(pages.map(\.path)).count == pages.count, "two rules have the same code")
        try FileManager.default.createDirectory(
            at: Self.catalogue.appending(path: "Rules"), withIntermediateDirectories: true)
        for page in pages {
            assertGolden(page.text, at: Self.catalogue.appending(path: page.path).path(percentEncoded: false))
        }
        #expect(Set(RuleRegistry.infos.map { String($0.code.prefix(2)) }).isSubset(of: RuleReference.titles.keys))
        let known = Set(pages.map(\.path) + Self.articles + ["Rules"])
        let found = try FileManager.default.subpathsOfDirectory(atPath: Self.catalogue.path(percentEncoded: false))
        let stale = found.filter { !known.contains($0) }
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            for path in stale { try FileManager.default.removeItem(at: Self.catalogue.appending(path: path)) }
        } else {
            #expect(stale.isEmpty, "`make docs` removes them")
        }
    }

    @Test(
        "The text of a page contains no accidental markup or HTML",
        arguments: RuleRegistry.infos.map(\.code))
    func pageIsPlainMarkdown(_ code: String) throws {
        let rule = try #require(RuleRegistry.rule(code))
        let texts = [rule.summary, rule.page.whatItChecks, rule.page.whyItMatters, rule.page.howToFix]
        for text in texts + rule.page.references {
            let parts = text.split(separator: "`", omittingEmptySubsequences: false)
            #expect(parts.count % 2 == 1, "an unpaired backtick: \(text)")
            let prose = stride(from: 0, to: parts.count, by: 2).map { parts[$0] }.joined()
            #expect(!prose.contains { "*<>|[]\\".contains($0) }, "put code between backticks: \(prose)")
        }
        #expect(!rule.summary.contains("|"), "a bar ends a cell of the table")
    }
}
