import Diagnostics
import TestSupport
import Testing
import ZoneFile

@Suite("Diff of a fix")
struct FixDiffTests {
    @Test("shows only the inserted line")
    func insertion() {
        let zone = Fixture("a IN A 192.0.2.1\n«»b IN A «192.0.2.2»\n")
        let finding = Fixture.finding(
            zone.label(1, ""), edits: [Edit(replace: zone.span(0), with: "new IN A 192.0.2.3\n")])
        #expect(diff(finding) == ["2 + new IN A 192.0.2.3"])
    }

    @Test("shows a line appended after the last, with and without a final line end")
    func appending() {
        let ended = Fixture("«a»\n«»")
        let first = Fixture.finding(ended.label(0, ""), edits: [Edit(replace: ended.span(1), with: "b\n")])
        #expect(diff(first) == ["2 + b"])
        let open = Fixture("«a»«»")
        let second = Fixture.finding(open.label(0, ""), edits: [Edit(replace: open.span(1), with: "\nb\n")])
        #expect(diff(second) == ["2 + b", "3 +"])
        let empty = Fixture("«»")
        let third = Fixture.finding(empty.label(0, ""), edits: [Edit(replace: empty.span(0), with: "b\n")])
        #expect(diff(third).first == "1 + b")
    }

    @Test("shows only the deleted line, at any position")
    func deletion() {
        for text in ["a\n«b\n»c\n", "a«\nb»\nc\n", "a\n«b\n»"] {
            let zone = Fixture(text)
            let finding = Fixture.finding(zone.label(0, ""), edits: [Edit(replace: zone.span(0), with: "")])
            #expect(diff(finding) == ["2 - b"], "\(text)")
        }
    }

    @Test("shows lines that are replaced by more or fewer")
    func replacement() {
        let zone = Fixture("@ IN SOA ns host «(\n  1\n  2 )»\n«x»\n")
        let edits = [Edit(replace: zone.span(0), with: "1 2"), Edit(replace: zone.span(1), with: "y\r\nz")]
        #expect(
            diff(Fixture.finding(zone.label(0, ""), edits: edits)) == [
                "1 - @ IN SOA ns host (", "2 -   1", "3 -   2 )", "1 + @ IN SOA ns host 1 2", "4 - x", "2 + y", "3 + z",
            ]
        )
    }

    @Test("joins edits of one line, in any order")
    func severalEdits() {
        let zone = Fixture("«a» IN SRV 1 «2» 3 «b»\n")
        let edits = [
            Edit(replace: zone.span(2), with: "B."), Edit(replace: zone.span(0), with: ""),
            Edit(replace: zone.span(1), with: "22"),
        ]
        #expect(
            diff(Fixture.finding(zone.label(0, ""), edits: edits)) == ["1 - a IN SRV 1 2 3 b", "1 +  IN SRV 1 22 3 B."]
        )
    }

    @Test("names the file if it is a different one")
    func otherFile() {
        let zone = Fixture("«a»\n")
        let other = Fixture("x\n«b»\n", path: "other.zone")
        let finding = Fixture.finding(
            zone.label(0, ""),
            edits: [Edit(replace: other.span(0), with: "c"), Edit(replace: zone.span(0), with: "A")]
        )
        assertGolden(finding.text(), "fix-other-file.txt")
    }

    @Test("is shortened if it is long")
    func long() {
        let text = Array(repeating: "line", count: 5000).joined(separator: "\n")
        let zone = Fixture("«\(text)»\n")
        let finding = Fixture.finding(zone.label(0, ""), edits: [Edit(replace: zone.span(0), with: text + "\nmore")])
        #expect(finding.text().utf8.count < 2000)
        let places = Fixture(Array(repeating: "«a»", count: 5000).joined(separator: "\n"))
        let edits = (0..<5000).map { Edit(replace: places.span($0), with: "b") }
        #expect(Fixture.finding(places.label(0, ""), edits: edits).text().utf8.count < 2000)
    }

    /// The rows of the diff, without the spaces before the numbers.
    private func diff(_ finding: Finding) -> [String] {
        finding.text().split(separator: "\n").map { $0.drop { $0 == " " } }
            .filter { $0.contains(/^\d+ [-+]/) }.map(String.init)
    }
}
