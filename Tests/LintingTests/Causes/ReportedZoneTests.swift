import Diagnostics
import Linting
import Testing
import ZoneFile

@Suite("The verdicts on public reports about zone files")
struct ReportedZoneTests {
    @Test(
        "Each report has exactly the findings above info that a reader of the file would expect",
        arguments: [
            ("zone-02-underscores-eaten-by-markdown", ["S101 9:1", "S101 10:1"]),
            ("zone-04-export-without-final-dots", ["Z240 3:16", "Z240 8:38", "Z240 9:30", "Z240 10:19", "Z240 11:19"]),
            ("zone-20-underscore-in-host-name", ["Z260 8:1", "Z260 9:1", "Z261 10:12", "Z260 11:1"]),
            ("zone-25-loc-in-the-notation-of-its-rfc", []),
            ("zone-27-final-dot-in-a-sister-zone", ["db.example.com Z240 5:9", "db.example.com Z240 7:14"]),
            ("zone-24-export-with-root-origin", ["Z143 6:1", "Z145 14:24"]),
            ("zone-08-windows-age-and-wins", ["Z128 6:25", "Z141 24:27", "Z141 25:25"]),
        ])
    func problems(_ name: String, _ expected: [String]) throws {
        #expect(PublicZone.problems(try PublicZone.report(name)) == expected)
    }

    @Test("A transfer with a key is a whole zone: the TSIG record is a note, and hides no other finding")
    func transfer() throws {
        let report = try PublicZone.report("zone-18-tsig-in-transfer", named: "example.com")
        #expect(PublicZone.problems(report).isEmpty)
        #expect(report.findings.filter { $0.rule.code == "Z141" }.map { $0.primary?.span.start.line } == [12])
        #expect(report.files.first?.status == .complete)
    }

    @Test("The records with refresh times are read, and removing the times is a fix")
    func refreshTimes() throws {
        let report = try PublicZone.report("zone-08-windows-age-and-wins")
        #expect(report.files.first?.records == 10)
        let finding = try #require(report.findings.first { $0.message.contains("refresh times") })
        #expect(finding.related.map(\.span.start.line) == [28, 29, 30])
        #expect(finding.fixes.first?.edits.count == 4)
        #expect(!report.findings.contains { $0.help.contains("WKS") || $0.rule.code == "Z121" })
    }
}
