import Diagnostics
import Federation
import Linting
import Reporting
import ServerRules
import Testing

@Suite("Verdicts, and causes before consequences")
struct VerdictTests {
    /// The codes of the findings above info, each with the code of its cause.
    private static func problems(_ report: ServerReport) -> [String] {
        zip(report.findings, report.causes).filter { $0.0.severity > .info }.map { finding, cause in
            finding.rule.code + (cause.map { " from \(report.findings[$0].rule.code)" } ?? "")
        }
    }

    private static func lines(_ report: ServerReport) -> [String] {
        ExplanationText(style: .plain, width: 1_000).render(report).split(separator: "\n").map(String.init)
    }

    @Test("A page in place of the document is the cause of the refused port that peers fall back to")
    func page() async throws {
        let report = try await PublicCase.report("matrix-01-sso-login-page")
        #expect(Self.problems(report) == ["W110", "F101 from W110"])
        let lines = Self.lines(report)
        #expect(lines[0].hasPrefix("failed: Peers cannot federate with `example.com`: a sign-on page is served"))
        #expect(lines[0].contains("Peers connect to `example.com` port 8448 instead, which fails"))
        #expect(lines[1].hasPrefix("Next: "))
        #expect(!report.findings.contains { $0.rule.code == "M303" })
    }

    @Test("A right document behind the wrong certificate is the cause of the wrong name at port 8448")
    func certificateOfWebsite() async throws {
        let report = try await PublicCase.report("matrix-17-default-certificate-of-the-proxy")
        #expect(Self.problems(report) == ["W209", "C101 from W209"])
        let text = Self.lines(report).joined(separator: "\n")
        #expect(text.contains("Goes away with 1: peers then use `matrix.example.com` port 8448."))
        #expect(!report.findings.contains { $0.rule.code == "M303" })
        #expect(!text.contains("not delegated") && !text.contains("no delegation"))
        #expect(ExplanationJSON().render(report).contains("\"causedBy\" : 0"))
    }

    @Test("Records for another name are the cause of the refused port that peers use without records")
    func recordsForAnotherName() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.answerServices(at: "matrix.example.com", "10 5 8449 matrix.example.com.")
        try server.respond(404)
        try server.connect("example.com", 8448, as: "example.com")
        let report = server.report()
        #expect(Self.problems(report) == ["M211", "F101 from M211"])
        let lines = Self.lines(report)
        #expect(lines[0].hasPrefix("failed: Peers cannot federate with `example.com`: the SRV record at `"))
        let text = lines.joined(separator: "\n")
        #expect(text.contains("Goes away with 1: peers then use `matrix.example.com` port 8449."), "\(text)")
        // Without records for another name, the port is the cause.
        server.evidence.dns.removeAll { $0.question.name.description.hasSuffix("._tcp.matrix.example.com.") }
        #expect(Self.problems(server.report()) == ["F101"])
    }

    @Test("A refused handshake is the first finding, and follows from nothing")
    func handshake() async throws {
        let report = try await PublicCase.report("matrix-18-cipher-refused")
        #expect(Self.problems(report) == ["F103"])
        #expect(report.verdict == .failed)
        #expect(report.conclusion == .unreachable)
    }

    @Test("A certificate in order that ends in an old cross-signed root is no failure")
    func crossSigned() async throws {
        let report = try await PublicCase.report(
            "matrix-14-expired-cross-sign", evidence: "evidence-2021.json", root: "new-root.pem")
        #expect(report.verdict == .ok)
        #expect(Self.lines(report)[0].hasPrefix("ok: `example.com` works"))
        let later = try await PublicCase.report(
            "matrix-14-expired-cross-sign", evidence: "evidence-2026.json", root: "new-root.pem")
        #expect(later.verdict == .ok)
        #expect(Self.problems(later).isEmpty)
    }

    @Test("Without trusted roots, an expired last issuer is a doubt and not an unreachable server")
    func crossSignedWithoutRoots() async throws {
        let report = try await PublicCase.report(
            "matrix-14-expired-cross-sign", evidence: "evidence-2026.json", root: nil)
        #expect(Self.problems(report) == ["C106"])
        #expect(report.verdict == .degraded)
        #expect(Self.lines(report)[0].hasPrefix("degraded: `example.com` can be reached, but has a warning"))
        #expect(report.remedies.isEmpty)
    }

    @Test("A client document that browsers cannot read does not make peers fail")
    func clientDocument() async throws {
        let report = try await PublicCase.report("matrix-11-client-redirect-without-cors")
        #expect(Self.problems(report) == ["W302"])
        #expect(report.verdict == .degraded)
    }

    @Test("Records that were not collected leave the verdict open, and the next action says how to get them")
    func notCollected() async throws {
        let report = try await PublicCase.report("matrix-12-record-for-the-delegate-name", root: nil)
        #expect(report.verdict == .unknown)
        let lines = Self.lines(report)
        #expect(lines[0].contains("was not collected"))
        #expect(lines[1].contains("`srvlint audit example.com`"))
    }

    @Test(
        "The verdict fits into two lines, whatever the details of the cause are",
        arguments: [
            "matrix-01-sso-login-page", "matrix-17-default-certificate-of-the-proxy", "matrix-18-cipher-refused",
        ])
    func headline(_ name: String) async throws {
        let text = ExplanationText(style: .plain, width: nil).render(try await PublicCase.report(name))
        let lines = text.split(separator: "\n").prefix(3)
        #expect(lines.dropFirst().contains { $0.hasPrefix("Next: ") }, "\(lines)")
    }

    @Test(
        "On every combination of faults, explanations and audits have the same verdict and claim no more than is known")
    func combinations() throws {
        var verdicts: Set<ServerVerdict> = []
        for server in CombinedServer.all {
            let report = try server.report()
            let audit = ServerAudit(report)
            verdicts.insert(report.verdict)
            let explained = try JSONReader.read(Array(ExplanationJSON().render(report).utf8))
            let rendered = OutputFormat.json.auditReporter(ReportSettings())?.render(audit) ?? ""
            let audited = try JSONReader.read(Array(rendered.utf8))
            let sentence = try #require(explained["verdict"]?.string)
            #expect(audit.verdict == report.verdict, "\(server)")
            #expect(audited["sentence"]?.string == sentence, "\(server)")
            Self.checkForest(report, "\(server)")
            Self.checkClaims(report, sentence, "\(server)")
        }
        #expect(verdicts == [.ok, .degraded, .failed, .unknown])
    }

    private static func checkForest(_ report: ServerReport, _ name: String) {
        #expect(report.causes.count == report.findings.count)
        for (index, cause) in report.causes.enumerated() {
            guard let cause else { continue }
            #expect(cause < index, "\(name)")
            #expect(report.findings[cause].rule.stopsPeers, "\(name)")
        }
    }

    private static func checkClaims(_ report: ServerReport, _ sentence: String, _ name: String) {
        let health = report.context.addressOutcomes.map(\.health)
        let isDead = !health.isEmpty && health.allSatisfy { $0 == .failing }
        if sentence.hasPrefix("Peers cannot federate") { #expect(isDead, "\(name): \(sentence)") }
        if report.findings.contains(where: { ($0.why + $0.message).lowercased().contains("no peer can reach") }) {
            #expect(isDead, "\(name)")
        }
        if sentence.contains("cannot find") {
            #expect(report.context.routes?.specification.outcome == .failed, "\(name)")
        }
        let endsWell = sentence.contains(" works:")
        #expect(!endsWell || report.verdict == .ok, "\(name)")
        if report.verdict == .unknown { #expect(!sentence.contains("cannot federate"), "\(name): \(sentence)") }
        let hasDocument = report.context.unacceptedDelegation != nil
        if hasDocument { #expect(!report.findings.contains { $0.rule.code == "M303" }, "\(name)") }
    }
}
