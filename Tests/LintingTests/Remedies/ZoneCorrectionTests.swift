import Diagnostics
import Federation
import Linting
import Reporting
import ServerRules
import TestSupport
import Testing
import ZoneFile

@Suite("Corrections of zones")
struct ZoneCorrectionTests {
    private func input(_ text: String) -> ZoneInput {
        ZoneInput(
            .source(
                SourceFile(
                    path: "example.com.zone",
                    text: "$ORIGIN example.com.\n" + ExampleRun.baseZone + "matrix IN A 9.9.9.9\n" + text)))
    }

    private func report(_ text: String) -> ServerReport {
        let evidence = Evidence(
            https: [HTTPSEntry(url: "https://example.com/.well-known/matrix/server", status: 404)])
        return Linter().report(on: ServerInput("example.com", evidence: evidence), [input(text)])
    }

    private func applied(_ correction: TriedCorrection, to text: String) throws -> String {
        guard case .source(let source) = input(text).content else { return "" }
        var revised = RevisedText(source)
        revised.replace(
            correction.edits.map { RevisedText.Replacement($0.span.range, with: Array($0.text.utf8)) })
        let prefix = source.count - text.utf8.count
        return String(decoding: revised.bytes[prefix...], as: UTF8.self)
    }

    private static let dotless = """
        _matrix-fed._tcp IN SRV 10 5 8448 matrix.example.com
        _matrix._tcp     IN SRV 10 5 8448 matrix.example.com

        """

    @Test("A missing dot at both SRV names is one correction of two lines, and what it resolves is gone afterwards")
    func missingDots() throws {
        let before = report(Self.dotless)
        let correction = try #require(before.correction)
        #expect(correction.edits.map(\.text) == [".", "."])
        #expect(correction.resolved.contains("Z240") && correction.remaining.isEmpty)
        #expect(correction.lines.map(\.word) == ["matrix.example.com.", "matrix.example.com."])
        #expect(correction.lines.allSatisfy { $0.new == $0.old + "." })
        let after = report(try applied(correction, to: Self.dotless))
        #expect(after.problems.isEmpty, "\(after.problems.map(\.message))")
        #expect(after.correction == nil)
        let text = ExplanationText(style: .plain, width: nil).render(before)
        let first = correction.lines[0].number
        #expect(
            text.contains(
                "\nNext: Add the final dot in lines \(first) and \(first + 1) of `example.com.zone`: write `matrix.example.com.`."
            ), "\(text)")
    }

    @Test("A doubled owner is corrected at the owner, and nothing is removed")
    func doubledOwner() throws {
        let text = "_matrix-fed._tcp.example.com IN SRV 10 5 8448 matrix\n"
        let correction = try #require(report(text).correction)
        #expect(try applied(correction, to: text) == "_matrix-fed._tcp.example.com. IN SRV 10 5 8448 matrix\n")
    }

    @Test("An edit that leaves the server broken is not recommended")
    func notEnough() {
        // With the dot, the target is a name that does not exist either.
        let text = "_matrix._tcp IN SRV 10 5 8448 martix.example.com\n"
        let report = report(text)
        #expect(report.verdict == .failed)
        #expect(report.correction == nil)
    }

    @Test("A server without a mistake in its zone has no correction")
    func nothingToCorrect() {
        #expect(report("_matrix-fed._tcp IN SRV 10 5 8448 matrix\n").correction == nil)
    }
}
