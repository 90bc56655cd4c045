import TestSupport
import Testing
import ZoneFile

@testable import Linting

@Suite("Old names of rules")
struct RenamedRuleTests {
    @Test("An old name is not the name of another rule, and its rule exists", arguments: RenamedRules.codes.map(\.old))
    func distinct(_ old: String) {
        #expect(!RuleRegistry.infos.contains { $0.name == old })
        #expect(RenamedRules.codes(named: old).allSatisfy { RuleRegistry.rule($0) != nil })
    }

    @Test("An old name selects the rules that had it and no others", arguments: RenamedRules.codes.map(\.old))
    func selects(_ old: String) throws {
        let selection = try RuleSelection(select: [old], ignore: [])
        let selected = RuleRegistry.infos.filter(selection.contains).map(\.code)
        #expect(selected == RenamedRules.codes(named: old).sorted())
    }

    @Test("A comment with an old name suppresses the finding and is not reported as unused or unknown")
    func suppresses() {
        let text = ExampleRun.baseZone + "www IN A 192.0.2.10 # x ; srvlint: ignore[foreign-comment]\n"
        let linter = Linter()
        let findings = linter.lint([ZoneInput(.source(SourceFile(path: "example.com.zone", text: text)))]).findings
        #expect(findings.contains { $0.rule.code == "Z120" && $0.suppression != nil })
        #expect(!findings.contains { $0.rule.code == "X101" || $0.rule.code == "X102" })
    }

    @Test("An old name leads to its rule, and to the first of two rules that had it")
    func found() {
        #expect(RuleRegistry.rule("wrong-server")?.code == "F111")
        #expect(RuleRegistry.rule("timeout")?.code == "N103")
        #expect(RuleRegistry.renamedRules("timeout").map(\.name) == ["dns-query-timeout", "well-known-timeout"])
    }
}
