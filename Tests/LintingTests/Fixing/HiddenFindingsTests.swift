import Diagnostics
import Linting
import TestSupport
import Testing
import ZoneFile

@Suite("Findings that mistakes hide")
struct HiddenFindingsTests {
    private static let hosts = "a IN A 93.184.215.14\nb IN A 93.184.216.34\n"

    @Test("A target that does not exist is fixed even if it hid that the two SRV names lead to different hosts")
    func hidden() {
        let text =
            ExampleRun.baseZone + Self.hosts
            + "_matrix-fed._tcp IN SRV 10 0 8448 a\n_matrix._tcp IN SRV 10 0 8448 b.example.com\n"
        let fixed = FixedZone(text)
        #expect(fixed.text == text.replacing("b.example.com\n", with: "b.example.com.\n"))
        #expect(fixed.run.leftOut.isEmpty)
        let left = fixed.run.report.findings.filter { !$0.rule.isStandingNote }.map(\.rule.code)
        #expect(left == ["M203"])
    }

    @Test("A fix that itself makes the two SRV names lead to different hosts is left out")
    func created() {
        let text =
            ExampleRun.baseZone + Self.hosts + "gone IN CNAME missing\n"
            + "_matrix-fed._tcp IN SRV 10 0 8448 a\n_matrix._tcp IN SRV 10 0 8448 a ; legacy\n"
        let fixed = FixedZone(text) { report in
            var report = report
            guard let source = report.findings.first(where: { $0.rule.code == "Z223" })?.primary?.span.source,
                let range = source.contents.firstRange(of: Array("a ; legacy".utf8)),
                let rule = RuleRegistry.rule("S305")
            else { return report }
            let span = SourceSpan(source, range.lowerBound..<range.lowerBound + 1)
            var finding = Finding(
                rule, "wrong", at: LabelledSpan(span, ""), why: "", help: "",
                subject: Subject(owner: "_matrix._tcp.example.com."))
            finding.fixes = [Fix("try", .unsafe, [Edit(replace: span, with: "b")])]
            report.findings.append(finding)
            return report
        }
        #expect(fixed.text == text)
        #expect(fixed.run.leftOut.count == 1 && fixed.run.leftOut.first?.reason.contains("M203") == true)
    }
}
