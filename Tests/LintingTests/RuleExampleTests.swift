import Diagnostics
import Foundation
import Linting
import TestSupport
import Testing
import ZoneFile

/// An example with its rule, and a description for the output of tests.
struct RuleCase: Sendable, CustomTestStringConvertible {
    let rule: RuleInfo
    let number: Int
    let example: RuleExample

    var testDescription: String { "\(rule.code) example \(number + 1) (\(example.verdict))" }

    /// Whether it has a fix. A rule may have none if it cannot know what was intended.
    var hasFix: Bool { rule.fix != nil && ExampleRun(rule, example).findings.contains { !$0.fixes.isEmpty } }

    /// Whether the marked text is in the zone, which can have comments.
    var pointsIntoZone: Bool { example.text.contains("«") }

    static let all: [RuleCase] = RuleRegistry.infos.flatMap { rule in
        rule.examples.enumerated().map { RuleCase(rule: rule, number: $0.offset, example: $0.element) }
    }
    static let bad = all.filter { $0.example.verdict == .bad }
    static let good = all.filter { $0.example.verdict == .good }
}

@Suite("Examples of all rules")
struct RuleExampleTests {
    @Test("A bad example is reported exactly at its marks, with no other finding above info", arguments: RuleCase.bad)
    func badExampleFires(_ ruleCase: RuleCase) {
        let run = ExampleRun(ruleCase.rule, ruleCase.example)
        let ranges = run.findings.compactMap { $0.primary?.span.range }
        // Findings from evidence have no file that could be marked.
        #expect(!run.marks.isEmpty || ruleCase.example.server?.evidence != nil, "the example marks nothing")
        #expect(!run.findings.isEmpty)
        #expect(ranges == run.marks, "found at \(ranges.map { run.text(in: $0) })")
        #expect(run.others.isEmpty, "also found: \(run.others.map { "\($0.rule.code) \($0.message)" })")
    }

    @Test("A good example has no findings", arguments: RuleCase.good)
    func goodExampleIsSilent(_ ruleCase: RuleCase) {
        let run = ExampleRun(ruleCase.rule, ruleCase.example)
        let found = (run.findings + run.others).map { "\($0.rule.code) \($0.message)" }
        #expect(found.isEmpty)
    }

    /// The texts of all test files.
    private static let testSources: [String] = {
        let directory = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let files = FileManager.default.enumerator(at: directory, includingPropertiesForKeys: nil)
        return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
            .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
    }()

    @Test("Every rule has a bad and a good example, and a complete page", arguments: RuleRegistry.infos.map(\.code))
    func ruleIsDocumented(_ code: String) throws {
        let rule = try #require(RuleRegistry.rule(code))
        if let suite = rule.examplesElsewhere {
            #expect(Self.testSources.contains { $0.contains("struct \(suite) ") && $0.contains(code) })
        } else {
            #expect(rule.examples.contains { $0.verdict == .bad })
        }
        #expect(rule.examples.contains { $0.verdict == .good })
        #expect(!rule.page.whatItChecks.isEmpty && !rule.page.whyItMatters.isEmpty && !rule.page.howToFix.isEmpty)
        #expect(!rule.page.references.isEmpty)
        #expect(!rule.summary.hasSuffix("."))
    }

    @Test(
        "A suppression comment for the whole file suppresses the finding",
        arguments: RuleCase.bad.filter(\.pointsIntoZone)
    )
    func suppressionSilences(_ ruleCase: RuleCase) {
        let run = ExampleRun(ruleCase.rule, ruleCase.example)
        let comment = "; srvlint: ignore-file[\(ruleCase.rule.code)] tried on purpose"
        // Before the text, unless a byte order mark must remain first, and with the line end of the text.
        let lineEnd = run.text.utf8.contains(0x0A) ? "\n" : "\r"
        let hasMark = run.text.hasPrefix("\u{FEFF}")
        let text = hasMark ? run.text + lineEnd + comment : comment + lineEnd + run.text
        let report = ExampleRun.lint(text, ruleCase.example)
        let ofRule = report.findings.filter { $0.rule.code == ruleCase.rule.code }
        #expect(!ofRule.isEmpty)
        #expect(ofRule.allSatisfy { $0.suppression?.reason == "tried on purpose" })
    }

    @Test("A fix resolves its finding without new ones, and a second run has nothing to fix", arguments: RuleCase.bad)
    func fixSilences(_ ruleCase: RuleCase) throws {
        let run = ExampleRun(ruleCase.rule, ruleCase.example)
        guard ruleCase.rule.fix != nil else {
            #expect(run.findings.allSatisfy { $0.fixes.isEmpty }, "the rule does not say that it has a fix")
            return
        }
        guard ruleCase.hasFix else {
            #expect(RuleCase.bad.contains { $0.rule.code == ruleCase.rule.code && $0.hasFix }, "no example has a fix")
            return
        }
        var (text, example) = (run.text, ruleCase.example)
        for _ in 0..<(run.findings.count) {
            let again = ExampleRun.lint(text, example).findings.first {
                $0.rule.code == ruleCase.rule.code && !$0.fixes.isEmpty
            }
            guard let fix = again?.fixes.first else { break }
            // A rule with safe fixes may also have some that a person must decide on.
            #expect(fix.safety == ruleCase.rule.fix || ruleCase.rule.fix == .safe)
            (text, example) = ExampleRun.apply(fix, to: text, example)
        }
        #expect(
            text != run.text
                || example.server?.documents.map(\.text) != ruleCase.example.server?.documents.map(\.text),
            "nothing was fixed")
        let after = ExampleRun.lint(text, example).findings
        #expect(!after.contains { $0.rule.code == ruleCase.rule.code && !$0.fixes.isEmpty })
        let before = Set(run.report.findings.map(\.rule.code))
        let new = after.filter { $0.severity > .info && !before.contains($0.rule.code) }.map(\.rule.code)
        #expect(new.isEmpty, "the fix causes new findings; the text is now:\n\(text)")
    }
}
