import Diagnostics
import Linting
import Testing

@testable import Reporting

@Suite("Summary line")
struct SummaryTests {
    @Test("reports that there are no findings, and in which files")
    func clean() {
        #expect(Fixture.report([], records: 12).text() == "no findings in 1 file, 12 records\n")
        #expect(Fixture.report([], records: 1).text() == "no findings in 1 file, 1 record\n")
    }

    @Test("has separators between counts and omits zeros")
    func wide() {
        let finding = Fixture.finding(nil)
        let files = [Fixture.file("a", 1_000_000), Fixture.file("b", 234_567)]
        let report = LintReport(findings: Array(repeating: finding, count: 1000), files: files)
        #expect(SummaryLine.lines(report) == ["1,000 findings in 2 files, 1,234,567 records: 1,000 errors"])
    }

    @Test("counts unchecked parts separately, and names files that were not read completely")
    func notChecked() {
        var finding = Fixture.finding(nil)
        finding.isNotChecked = true
        var suppressed = Fixture.aliasFinding
        suppressed.suppression = Suppression(reason: "", comment: suppressed.related[0].span)
        let files = [Fixture.file("a", 3), Fixture.file("b", 2, .incomplete), Fixture.file("c", 0, .unreadable)]
        let lines = SummaryLine.lines(LintReport(findings: [finding, suppressed, finding], files: files))
        #expect(lines.count == 3)
        #expect(lines[0] == "no findings (1 suppressed) in 3 files, 5 records · 2 not checked")
        #expect(lines[1].hasPrefix("incomplete: b ("))
        #expect(lines[2] == "unreadable: c")
    }

    @Test("names the options for the available fixes, after --fix only those that were not given")
    func fixable() {
        var safe = Fixture.aliasFinding
        safe.fixes = safe.fixes.map { Fix($0.title, .safe, $0.edits) }
        var report = LintReport(findings: [safe, Fixture.aliasFinding, safe], files: [])
        func ending(_ offersUnsafe: Bool) -> String? {
            SummaryLine.lines(report, offersUnsafe: offersUnsafe)[0].split(separator: "·").last.map(String.init)
        }
        #expect(ending(false) == " 2 fixable with --fix, 1 more with --unsafe-fixes")
        #expect(ending(true) == " 3 fixable with --fix --unsafe-fixes")
        report.fixed = FixCount(findings: 1, files: 1)
        #expect(ending(false) == " 1 fixable with --fix --unsafe-fixes")
        #expect(ending(true)?.contains("fixable") == false)
        #expect(SummaryLine.lines(report).last == "1 fixed in 1 file")
    }
}
