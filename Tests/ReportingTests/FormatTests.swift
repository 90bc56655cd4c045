import Diagnostics
import FoundationEssentials
import Linting
import Reporting
import TestSupport
import Testing
import ZoneFile

@Suite("Formats for code hosts, CI and monitoring")
struct FormatTests {
    @Test(
        "each format writes the sample report as in its golden file",
        arguments: [
            OutputFormat.sarif, .github, .gitlab, .junit, .checkstyle, .rdjson, .markdown, .tap, .nagios, .prometheus,
        ])
    func golden(_ format: OutputFormat) {
        let ending =
            switch format {
            case .sarif, .gitlab, .rdjson: "json"
            case .junit, .checkstyle: "xml"
            case .markdown: "md"
            default: "txt"
            }
        assertGolden(format.reporter().render(Fixture.sampleReport), "format-\(format.rawValue).\(ending)")
    }

    @Test("a run without any file or finding is written too", arguments: OutputFormat.allCases)
    func empty(_ format: OutputFormat) {
        let output = format.reporter().render(LintReport(findings: [], files: []))
        #expect(output.isEmpty == [.concise, .jsonl, .github].contains(format))
    }

    @Test("SARIF percent-encodes paths, and gives a file outside the repository its full address")
    func uris() throws {
        let paths = RepositoryPaths(of: Fixture.sampleReport) {
            $0 == "zones/example.com.zone" ? "/etc/bind/a b%:ü.zone" : $0
        }
        var settings = ReportSettings()
        settings.paths = paths
        let text = OutputFormat.sarif.reporter(settings).render(Fixture.sampleReport)
        #expect(text.contains(#""uri" : "file:///etc/bind/a%20b%25%3A%C3%BC.zone""#))
        #expect(text.contains(#""uri" : "zones/odd%20name%231.zone""#))
    }

    @Test("every rule has the description that code scanning requires")
    func ruleDescriptors() throws {
        let findings = RuleRegistry.infos.map { Finding($0, "wrong", at: nil, why: "", help: "") }
        let text = OutputFormat.sarif.reporter().render(LintReport(findings: findings, files: []))
        let driver = try #require(try JSONDecoder().decode(Log.self, from: Data(text.utf8)).runs.first?.tool.driver)
        #expect(driver.rules.map(\.id) == RuleRegistry.infos.filter { !$0.isNotChecked }.map(\.code))
        #expect(driver.notifications.map(\.id) == RuleRegistry.infos.filter(\.isNotChecked).map(\.code))
        for rule in driver.rules + driver.notifications {
            #expect((10...1024).contains(rule.shortDescription.text.count), "\(rule.id)")
            #expect((40...1024).contains(rule.fullDescription.text.count), "\(rule.id)")
            #expect(rule.help.text.contains("srvlint explain \(rule.id)") && rule.help.markdown.contains("## Example"))
            #expect(["error", "warning", "note"].contains(rule.defaultConfiguration.level))
            #expect(["error", "warning", "recommendation"].contains(rule.properties.severity))
            #expect(rule.properties.tags.contains("dns") && rule.properties.precision == "very-high")
        }
    }

    /// The properties of a rule that GitHub requires.
    private struct Log: Decodable {
        struct Run: Decodable { var tool: Tool }
        struct Tool: Decodable { var driver: Driver }
        struct Driver: Decodable { var rules, notifications: [Rule] }
        struct Text: Decodable { var text: String }
        struct Help: Decodable { var text, markdown: String }
        struct Configuration: Decodable { var level: String }
        struct Rule: Decodable {
            var id: String
            var shortDescription, fullDescription: Text
            var help: Help
            var defaultConfiguration: Configuration
            var properties: Properties
        }
        struct Properties: Decodable {
            var tags: [String]
            var precision, severity: String

            enum CodingKeys: String, CodingKey {
                case tags, precision
                case severity = "problem.severity"
            }
        }
        var runs: [Run]
    }

    @Test("formats with failures agree with --fail-on")
    func failing() {
        var settings = ReportSettings()
        settings.failure = nil
        let report = Fixture.sampleReport
        #expect(OutputFormat.junit.reporter(settings).render(report).contains(#"failures="0" errors="1""#))
        #expect(OutputFormat.nagios.reporter(settings).render(report).hasPrefix("SRVLINT UNKNOWN - "))
        settings.failure = .error
        #expect(OutputFormat.junit.reporter(settings).render(report).contains(#"failures="1" errors="1""#))
        #expect(OutputFormat.nagios.reporter(settings).render(report).hasPrefix("SRVLINT CRITICAL - "))
        settings.failure = .info
        let lines = OutputFormat.tap.reporter(settings).render(report).split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("not ok") } == 4)
        let good = LintReport(findings: [], files: [Fixture.file("z", 1)])
        #expect(OutputFormat.nagios.reporter(settings).render(good).hasPrefix("SRVLINT OK - no findings"))
    }

    @Test("a file that was not read never passes, even if the rule for that is not selected")
    func unreadInSilence() {
        let report = LintReport(findings: [], files: [Fixture.file("z", 0, .unreadable)])
        #expect(OutputFormat.junit.reporter().render(report).contains(#"errors="1""#))
        #expect(OutputFormat.tap.reporter().render(report).contains("not ok 1 - z"))
        #expect(OutputFormat.nagios.reporter().render(report).hasPrefix("SRVLINT UNKNOWN"))
        #expect(OutputFormat.checkstyle.reporter().render(report).contains("not checked"))
        #expect(OutputFormat.sarif.reporter().render(report).contains(#""executionSuccessful" : false"#))
        #expect(OutputFormat.prometheus.reporter().render(report).contains(#"srvlint_file_complete{file="z""#))
    }

    @Test("GitHub gets the most severe findings first, since it shows ten of each kind")
    func worstFirst() {
        let report = Fixture.sampleReport
        let reversed = LintReport(findings: report.findings.reversed(), files: report.files)
        let lines = OutputFormat.github.reporter().render(reversed).split(separator: "\n")
        #expect(lines.map { $0.prefix { $0 != " " } } == ["::error", "::warning", "::warning", "::notice"])
    }

    @Test("a summary with a size limit keeps it, and states how much is omitted")
    func limitedMarkdown() {
        let finding = Fixture.aliasFinding
        let report = Fixture.report(Array(repeating: finding, count: 1000))
        let text = MarkdownReporter(limit: 50_000).render(report)
        #expect(text.utf8.count < 50_100)
        let rows = text.split(separator: "\n").count { $0.hasPrefix("| error") }
        #expect(rows > 50 && text.hasSuffix("\n\(1000 - rows) more findings are omitted.\n"))
    }
}

@Suite("Fingerprints")
struct FingerprintTests {
    private func fingerprints(_ zone: String, code: String = "S301") throws -> [String] {
        let fixture = Fixture(zone)
        let findings = fixture.ranges.indices.map {
            Finding(Fixture.rule(code), "wrong", at: fixture.label($0, ""), why: "", help: "")
        }
        struct Issue: Decodable {
            var fingerprint: String
        }
        let text = OutputFormat.gitlab.reporter().render(Fixture.report(findings))
        return try JSONDecoder().decode([Issue].self, from: Data(text.utf8)).map(\.fingerprint)
    }

    @Test("do not change if records are added above or columns are aligned again")
    func stable() throws {
        let before = try fingerprints("a SRV 1 2 3 «b»\n")
        #expect(try fingerprints("; new\nx A 192.0.2.1\n\na   SRV\t1 2 3 «b»\n") == before)
        #expect(try fingerprints("a SRV 1 2 4 «b»\n") != before)
        #expect(try fingerprints("a SRV 1 2 3 «b»\n", code: "S302") != before)
    }

    @Test("are different for similar findings, on one line and on two")
    func unique() throws {
        let names = try fingerprints("a SRV «1» «1» 3 b\na SRV «1» «1» 3 b\n")
        #expect(Set(names).count == 4)
    }
}
