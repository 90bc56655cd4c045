import Diagnostics
import Federation
import FoundationEssentials
import Linting
import Reporting
import ServerRules
import TestSupport
import Testing
import ZoneFile

@Suite("Audits for monitoring systems")
struct MonitoringTests {
    /// Renders audits of servers with a certificate, of which those with `true` refuse connections and of the others too
    /// little is known.
    private static func render(_ format: OutputFormat, _ servers: [(name: String, isClosed: Bool)]) throws -> String {
        var settings = ReportSettings()
        settings.failure = .warning
        var document = try #require(format.auditDocument(settings))
        var tally = AuditTally()
        let certificate = SourceFile(path: "chain.pem", text: try ExampleCertificate(["matrix.example.com"]).pem())
        for (name, isClosed) in servers {
            let evidence = isClosed ? self.closed : Evidence()
            let input = ServerInput(name, certificate: certificate, evidence: evidence)
            let audit = ServerAudit(Linter().report(on: input))
            document.add(audit)
            tally.add(audit)
        }
        return document.text(tally)
    }

    private static let failing = ("example.com", true)

    private static let closed = EvidenceReader.read(
        Array(
            """
            {"schema": 1, "collected": "2026-11-21T08:00:00Z",
             "https": [{"url": "https://example.com/.well-known/matrix/server", "status": 200, "milliseconds": 1234,
                        "body": "{\\"m.server\\": \\"matrix.example.com:8448\\"}"}],
             "dns": [{"name": "matrix.example.com.", "type": "A", "status": "NOERROR", "milliseconds": 7,
                      "records": ["matrix.example.com. 60 IN A 8.8.8.8"]},
                     {"name": "matrix.example.com.", "type": "AAAA", "status": "NOERROR"}],
             "tls": [{"address": "8.8.8.8", "port": 8448, "serverName": "matrix.example.com",
                      "error": "connection-refused", "phase": "connect"}]}
            """.utf8)
    ).evidence

    @Test("an error is CRITICAL, and the performance data have the days left and a time for each phase")
    func nagios() throws {
        let lines = try Self.render(.nagios, [Self.failing]).split(separator: "\n")
        let first = try #require(lines.first)
        #expect(first.hasPrefix("SRVLINT CRITICAL - ") && lines.count > 1, "\(lines)")
        let parts = first.split(separator: "|")
        #expect(parts.count == 2)
        // Monitoring Plugins Development Guidelines, "Performance data".
        let value = #/'?[^'=\n]+'?=-?[0-9]+(ms)?(;[0-9:]*(;[0-9:]*(;[0-9]*)?)?)?/#
        for word in parts[1].split(separator: " ") { #expect(word.wholeMatch(of: value) != nil, "\(word)") }
        #expect(parts[1].contains(" certificate_days_left=") && parts[1].contains("errors=1;;;0"), "\(first)")
        #expect(parts[1].contains(" dns_time=7ms;;;0 documents_time=1234ms;;;0"), "\(first)")
    }

    @Test("several servers are listed with the worst first, and each label occurs once")
    func severalServers() throws {
        let text = try Self.render(.nagios, [("unknown.example", false), Self.failing, Self.failing])
        let lines = text.split(separator: "\n")
        #expect(lines.count == 4 && lines[1].hasPrefix("CRITICAL: ") && lines[3].hasPrefix("UNKNOWN: "), "\(text)")
        let labels = lines[0].matches(of: #/'([^']+)'=/#).map(\.1)
        #expect(!labels.isEmpty && Set(labels).count == labels.count, "\(text)")
    }

    @Test("metrics have one series for each verdict and phase, and exactly one verdict is true")
    func prometheus() throws {
        let text = try Self.render(.prometheus, [Self.failing, Self.failing, ("b.example", false)])
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(Set(lines.map { $0.prefix { $0 != " " } }).count == lines.count, "\(text)")
        let verdicts = lines.filter { $0.hasPrefix("srvlint_server_verdict") && $0.contains("\"example.com\"") }
        #expect(verdicts.count == 4 && verdicts.count { $0.hasSuffix(" 1") } == 1)
        #expect(lines.contains { $0.hasPrefix("srvlint_server_failed_phase{phase=\"connect\"") && $0.hasSuffix(" 1") })
        #expect(lines.contains { $0.hasPrefix("srvlint_server_certificate_expiry_timestamp_seconds{") })
        let documents = #"srvlint_server_phase_duration_seconds{phase="documents",server="example.com"} 1.234"#
        #expect(lines.contains { $0 == documents }, "\(text)")
    }

    @Test("text that a server chooses stays in its label and its line")
    func hostile() throws {
        var settings = ReportSettings()
        settings.failure = .warning
        for format in [OutputFormat.nagios, .prometheus] {
            var document = try #require(format.auditDocument(settings))
            let audit = ServerAudit(SamplePages.report("example.com", SamplePages.hostileEvidence))
            document.add(audit)
            let text = document.text(AuditTally())
            #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
            if format == .nagios { #expect(text.count { $0 == "|" } == 1) }
        }
    }

    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/")

    /// The one of `.ci/install-promtool`, or an installed one.
    private static let promtool: Program? = {
        let folder = ProcessInfo.processInfo.environment["SRVLINT_PROMTOOL"] ?? root + "/.build/promtool"
        let isThere = FileManager.default.isExecutableFile(atPath: folder + "/promtool")
        return isThere ? Program(path: folder + "/promtool") : try? Program("promtool", package: "prometheus")
    }()

    @Test(
        "promtool accepts the metrics, the alert rules and their tests",
        .enabled(if: promtool != nil, "promtool is not installed: `make test` does it"))
    func acceptedByPromtool() throws {
        let promtool = try #require(Self.promtool)
        let folder = try TemporaryFolder()
        try folder.write(try Self.render(.prometheus, [Self.failing]), to: "metrics")
        // It prints complaints about names and units, too.
        let script = "\(promtool.path) check metrics <\(folder.path(of: "metrics")) && echo accepted"
        #expect(try Program(path: "/bin/sh").run(["-c", script], in: folder) == "accepted\n")
        let tests = try promtool.run(["test", "rules", "\(Self.root)/.ci/monitoring/alerts-test.yml"], in: folder)
        #expect(tests.contains("SUCCESS") && !tests.contains("FAILED"), "\(tests)")
    }
}
