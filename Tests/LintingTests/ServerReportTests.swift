import Diagnostics
import Linting
import ServerRules
import TestSupport
import Testing
import ZoneFile

@Suite("Reports on servers")
struct ServerReportTests {
    @Test("A failed check whose rule is ignored stays in the report, for the exit code")
    func unselected() throws {
        let text = ExampleRun.baseZone + "$INCLUDE /outside.inc\n"
        let input = ZoneInput(.source(SourceFile(path: "example.com.zone", text: text)))
        let selection = try RuleSelection(select: [], ignore: ["X103"])
        let linter = Linter(selection: selection, loader: ZoneLoader(includes: TextFiles([:])))
        let report = linter.report(on: ServerInput("example.com"), [input])
        #expect(!report.findings.contains { $0.rule.code == "X103" })
        #expect(report.unselected.map(\.rule.code) == ["X103"])
    }
}
