import DNS
import Federation
import Linting
import Reporting
import ServerRules
import Testing
import ZoneFile

/// Checks that the cost of anything that is published or in a file is linear in its size.
@Suite("The time for thousands of items is linear in their number")
struct ServerScalingTests {
    @Test("evidence of a server name is read, judged and explained in linear time", arguments: ServerShape.all)
    func evidence(_ shape: ServerShape) throws {
        try Growth.check(shape.name, from: shape.size) { n, stages in
            let evidence = try shape.evidence(n)
            let text = stages.measure("written") { EvidenceWriter.text(evidence) }
            let (read, problems) = stages.measure("read") { EvidenceReader.read(Array(text.utf8)) }
            try #require(problems.isEmpty, "\(problems)")
            let input = ServerInput("example.com", evidence: read)
            let report = stages.measure("judged") { Linter().report(on: input) }
            render(report, &stages)
        }
    }

    @Test("server names that share one file are judged in linear time", arguments: [false, true])
    func names(_ isAtOneAddress: Bool) throws {
        try Growth.check("server names", from: 40) { n, stages in
            let evidence = try ServerShape.names(n, isAtOneAddress: isAtOneAddress)
            let common = stages.measure("arranged") { CommonEvidence(evidence) }
            stages.measure("judged") {
                for number in 0..<n {
                    let name = "s\(number).example.com"
                    _ = Linter().report(on: ServerInput(name, evidence: common.evidence(for: name)))
                }
            }
        }
    }

    @Test("parts of common evidence are found in linear time", arguments: [false, true])
    func parts(_ isAtOneAddress: Bool) throws {
        try Growth.check("server names", from: 1000) { n, stages in
            let common = CommonEvidence(try ServerShape.names(n, isAtOneAddress: isAtOneAddress))
            stages.measure("found") {
                for number in 0..<n { _ = common.evidence(for: "s\(number).example.com") }
            }
        }
    }

    @Test("zones are judged in linear time", arguments: ZoneShape.all)
    func zone(_ shape: ZoneShape) throws {
        try Growth.check(shape.name, from: shape.size) { n, stages in
            let source = SourceFile(path: "example.com.zone", text: ZoneShape.header + shape.text(n))
            let input = ZoneInput(.source(source), origin: Name("example.com.").map { ($0, .option) })
            var linter = Linter()
            linter.recordsContent = true
            let report = stages.measure("judged") { linter.lint([input]) }
            for format in OutputFormat.allCases {
                _ = stages.measure("\(format)") { format.reporter().render(report) }
            }
            let text = stages.measure("baseline written") {
                Baseline().updated(by: report, BaselinePaths(name: { $0 })).text
            }
            let baseline = try stages.measure("baseline read") {
                try Baseline(reading: SourceFile(path: "baseline.json", text: text))
            }
            _ = stages.measure("baseline applied") {
                Linter().suppress(in: report, by: KnownFindings(baseline, BaselinePaths(name: { $0 })))
            }
            let server = ServerInput("example.com")
            render(stages.measure("server judged") { Linter().report(on: server, [input]) }, &stages)
        }
    }

    /// Renders all the reports on one server name.
    private func render(_ report: ServerReport, _ stages: inout Growth.Stages) {
        _ = stages.measure("explained as text") { ExplanationText(style: .plain, width: 80).render(report) }
        _ = stages.measure("explained as Markdown") { ExplanationMarkdown().render(report) }
        _ = stages.measure("explained as JSON") { ExplanationJSON().render(report) }
        let audit = stages.measure("audited") { ServerAudit(report) }
        for format in OutputFormat.allCases {
            _ = stages.measure("audited as \(format)") {
                format.auditReporter(ReportSettings())?.render(audit)
                    ?? format.reporter().render(LintReport(findings: audit.report.findings, files: []))
            }
        }
    }
}

/// A zone with n items of some kind.
struct ZoneShape: Sendable, CustomTestStringConvertible {
    let name: String
    var size = 200
    let text: @Sendable (Int) -> String

    var testDescription: String { name }

    static let header = """
        $ORIGIN example.com.
        $TTL 3600
        @ SOA ns1 host 1 7200 3600 1209600 3600
        @ NS ns1
        @ NS ns2
        ns1 A 192.0.2.1
        ns2 A 192.0.2.2

        """

    private static func lines(_ n: Int, _ line: (Int) -> String) -> String {
        (0..<n).map { line($0) + "\n" }.joined()
    }

    static let all: [ZoneShape] = [
        ZoneShape(name: "an SRV set with a target each") { n in
            lines(n) { "_matrix-fed._tcp SRV 0 0 8448 t\($0)\nt\($0) A 10.0.\($0 >> 8).\($0 & 255)" }
        },
        ZoneShape(name: "SRV sets at both names whose targets are missing") { n in
            lines(n) {
                "_matrix-fed._tcp SRV 0 0 \($0 + 1) missing\($0)\n_matrix._tcp SRV 0 0 \($0 + 1) other\($0)"
            }
        },
        ZoneShape(name: "an SRV set and many addresses of its target") { n in
            lines(n) { "_matrix-fed._tcp SRV 0 0 \($0 + 1) m\nm A 10.0.\($0 >> 8).\($0 & 255)" }
        },
        ZoneShape(name: "a chain of aliases") { n in
            lines(n) { "c\($0) CNAME c\($0 + 1)" } + "c\(n) A 9.9.9.9\n_matrix-fed._tcp SRV 0 0 8448 c0\n"
        },
        ZoneShape(name: "server names", size: 60) { n in
            lines(n) { "_matrix-fed._tcp.s\($0) SRV 0 0 8448 m" } + "m A 9.9.9.9\n"
        },
        ZoneShape(name: "server names without possible problems") { n in
            lines(n) { "_matrix-fed._tcp.s\($0) SRV 0 0 8448 m\n_matrix._tcp.s\($0) SRV 0 0 8448 m" } + "m A 9.9.9.9\n"
        },
        ZoneShape(name: "findings, each suppressed") { n in
            lines(n) { "h\($0) SRV 0 0 1 x ; srvlint: ignore[S301] known" } + "x CNAME m\nm A 9.9.9.9\n"
        },
    ]
}
