import Diagnostics
import Linting
import Testing
import ZoneFile

@Suite("The verdicts on public reports about wrong and missing fields")
struct ReportedFieldTests {
    @Test("An SOA record without its mailbox has one finding, which says that the mailbox is missing")
    func mailbox() throws {
        let report = try PublicZone.report("zone-05-soa-without-mailbox")
        let problems = report.findings.filter { $0.severity > .info }
        #expect(problems.count == 1)
        let finding = try #require(problems.first)
        #expect(finding.message.contains("mailbox"))
        #expect([3, 4].contains(finding.primary?.span.start.line))
    }

    @Test("MX records without a preference, and with swapped fields, are told apart from addresses")
    func preference() throws {
        let report = try PublicZone.report("zone-22-mx-without-preference")
        #expect(
            PublicZone.problems(report).map { String($0.split(separator: " ")[1]) } == ["8:9", "9:9", "10:12", "11:9"])
        let texts = report.findings.filter { $0.severity > .info }.map {
            $0.message + " " + $0.help + " " + ($0.primary?.label ?? "")
        }
        #expect(texts[0].contains("preference") && texts[0].contains("address"))
        #expect(texts[1].contains("preference"))
        #expect(texts[2].contains("address"))
        #expect(texts[3].contains("swapped"))
    }

    @Test("SPF values without quotes, or with words in quotes of their own, are reported where they begin")
    func strings() throws {
        let report = try PublicZone.report("zone-17-spf-without-quotes")
        #expect(PublicZone.problems(report).map { $0.split(separator: " ").last } == ["8:10", "9:13"])
    }
}
