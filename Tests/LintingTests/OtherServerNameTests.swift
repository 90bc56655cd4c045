import Diagnostics
import Federation
import Foundation
import Linting
import ServerRules
import TestSupport
import Testing
import ZoneFile

/// The server name gets an answer, and only its own findings.
@Suite("SRV records for another server name")
struct OtherServerNameTests {
    private static let reports = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../fixtures/reports")

    private func zone(_ text: String) -> ZoneInput {
        ZoneInput(
            .source(
                SourceFile(
                    path: "example.com.zone",
                    text: "$ORIGIN example.com.\n" + ExampleRun.baseZone + "@ IN A 9.9.9.8\n" + text)))
    }

    private func lint(_ text: String, _ names: [ServerInput] = [ServerInput("example.com")]) -> [Finding] {
        var linter = Linter()
        linter.servers = names
        return linter.lint([zone(text)]).findings
    }

    private static let misplaced = "matrix IN A 9.9.9.9\n_matrix._tcp.matrix IN SRV 10 5 443 matrix\n"

    @Test("matrix-12: the record at the host is named, with where it belongs, and nothing about that host is said")
    func reportedCase() throws {
        let directory = Self.reports.appending(path: "matrix-12-record-for-the-delegate-name")
        let zone = try Data(contentsOf: directory.appending(path: "example.com.zone"))
        let source = SourceFile(path: "example.com.zone", bytes: Array(zone))
        let saved = try Data(contentsOf: directory.appending(path: "evidence.json"))
        let (evidence, problems) = EvidenceReader.read(Array(saved))
        try #require(problems.isEmpty)
        for evidence in [nil, evidence] {
            let server = ServerInput("example.com", evidence: evidence)
            let report = Linter().report(on: server, [ZoneInput(.source(source))])
            let codes = report.findings.map(\.rule.code)
            #expect(codes.contains("M303") && codes.contains("M211"), "\(codes)")
            #expect(!codes.contains { ["M201", "S209", "M301"].contains($0) }, "\(codes)")
            let finding = try #require(report.findings.first { $0.rule.code == "M211" })
            #expect(finding.severity == .warning)
            #expect(finding.message.contains("`_matrix._tcp.matrix.example.com`"))
            #expect(finding.message.contains("for the server name `matrix.example.com`, not `example.com`"))
            let help = finding.help
            #expect(help.contains("`_matrix-fed._tcp.example.com` and `_matrix._tcp.example.com`"))
            #expect(help.contains("certificate for `example.com`"))
            #expect(help.contains("delegates `example.com` to `matrix.example.com:443`"))
            #expect(report.findings.allSatisfy { $0.fixes.isEmpty })
            let publications = report.remedies.map { $0.remedy.publications.map(\.text) }
            #expect(publications.first == ["{\"m.server\": \"matrix.example.com:443\"}"], "\(publications)")
            #expect(
                publications.contains { $0.joined().hasPrefix("_matrix-fed._tcp.example.com. 3600 IN SRV") },
                "\(publications)")
        }
    }

    @Test("A record at www is never right for a server name without records of its own")
    func website() {
        let found = lint("www IN A 9.9.9.9\nhs IN A 9.9.9.7\n_matrix-fed._tcp.www IN SRV 10 5 8448 hs\n")
        #expect(found.first { $0.rule.code == "M211" }?.severity == .warning)
    }

    @Test("A record that leads elsewhere may be of another server, so it is a note, without a fix at that name")
    func perhapsAnotherServer() {
        let found = lint("hs IN A 9.9.9.7\n_matrix._tcp.chat IN SRV 10 5 8448 hs\n")
        #expect(found.first { $0.rule.code == "M211" }?.severity == .info)
        #expect(found.first { $0.rule.code == "M201" }?.fixes.isEmpty == true)
    }

    @Test("A document with a port does not turn the host into a server name that needs a second record")
    func delegatedWithPort() {
        let server = ServerInput("example.com", wellKnown: Self.document("matrix.example.com:443"))
        #expect(lint(Self.misplaced, [server]).allSatisfy { $0.fixes.isEmpty })
    }

    @Test(
        "Records that are right for a name in the zone are not misplaced",
        arguments: [
            // The server name has its own records.
            (misplaced + "_matrix-fed._tcp IN SRV 10 5 8448 matrix\n", [ServerInput("example.com")]),
            // The host is the delegated server, whose records peers look up.
            (misplaced, [ServerInput("example.com", wellKnown: document("matrix.example.com"))]),
            // Both names are server names.
            (misplaced, [ServerInput("example.com"), ServerInput("matrix.example.com")]),
            // Another server name is delegated to the host.
            (
                misplaced,
                [ServerInput("example.com"), ServerInput("example.org", wellKnown: document("matrix.example.com"))]
            ),
            // The document has a port, so no records are looked up.
            (misplaced, [ServerInput("example.com", wellKnown: document("matrix.example.com:443"))]),
            // Nobody said what the server name is.
            (misplaced, []),
        ])
    func rightRecords(_ text: String, _ names: [ServerInput]) {
        let found = lint(text, names)
        #expect(!found.contains { $0.rule.code == "M211" })
    }

    private static func document(_ server: String) -> SourceFile {
        SourceFile(path: "server.json", text: "{\"m.server\": \"\(server)\"}")
    }

    @Test("Nobody is asked to publish an address in the zone of a CDN")
    func hostOfSomebodyElse() throws {
        let text = """
            {"dns": [{"name": "d1.cdn.example.net.", "type": "A", "status": "NXDOMAIN"},
                     {"name": "d1.cdn.example.net.", "type": "AAAA", "status": "NXDOMAIN"}]}
            """
        let server = ServerInput(
            "example.com", wellKnown: Self.document("d1.cdn.example.net:443"),
            evidence: EvidenceReader.read(Array(text.replacing("{\"dns\"", with: "{\"schema\": 1, \"dns\"").utf8))
                .evidence)
        let finding = try #require(Linter().report(on: server).findings.first { $0.rule.code == "M302" })
        #expect(finding.help.hasPrefix("use a host that has an A or AAAA record"))
    }

    @Test("A given server name without any record gets an answer")
    func nothing() {
        let found = lint("")
        let finding = found.first { $0.rule.code == "M303" }
        #expect(finding?.message.hasPrefix("`example.com` has no SRV record: without a well-known document") == true)
    }

    @Test("matrix-11: the redirect without the CORS header is named, and nothing else is wrong")
    func redirectWithoutCORS() throws {
        let path = Self.reports.appending(path: "matrix-11-client-redirect-without-cors/evidence.json")
        let (evidence, problems) = EvidenceReader.read(Array(try Data(contentsOf: path)))
        try #require(problems.isEmpty)
        let report = Linter().report(on: ServerInput("example.com", evidence: evidence))
        let above = report.findings.filter { $0.severity > .info }
        #expect(above.map(\.rule.code) == ["W302"])
        let finding = try #require(above.first)
        #expect(
            finding.message
                == "the redirect at `https://example.com/.well-known/matrix/client` is sent without "
                + "`Access-Control-Allow-Origin`")
        #expect(finding.why.contains("stop here"))
        #expect(!report.findings.contains { $0.message.contains("redirect") && $0.message.contains("/server") })
    }
}
