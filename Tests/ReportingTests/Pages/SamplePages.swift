import Federation
import FoundationEssentials
import Linting
import Reporting
import ServerRules
import TestSupport
import ZoneFile

/// Pages of each kind.
enum SamplePages {
    static func check(_ report: LintReport) -> String { OutputFormat.html.reporter().render(report) }

    static func report(_ serverName: String, _ evidence: Evidence) -> ServerReport {
        Linter().report(on: ServerInput(serverName, evidence: evidence))
    }

    static func explanation(_ serverName: String, _ evidence: Evidence, isFull: Bool = false) -> String {
        ExplanationHTML(isFull: isFull).render(report(serverName, evidence))
    }

    static func audit(_ serverNames: [String], _ evidence: Evidence) -> String {
        var page = AuditPage()
        var tally = AuditTally()
        for name in serverNames {
            let audit = ServerAudit(report(name, evidence))
            page.add(audit)
            tally.add(audit)
        }
        return page.text(tally)
    }

    /// The evidence of a directory in `fixtures/cases`.
    static func evidence(of worked: String) -> Evidence {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
        let data = FileManager.default.contents(atPath: "\(root)/fixtures/cases/\(worked)/evidence.json")
        return EvidenceReader.read(Array(data ?? Data())).evidence
    }

    /// Evidence for example.com with SRV records for `hosts` hosts, each with `addresses` addresses, which were not contacted.
    static func evidence(hosts: Int, addresses: Int) -> Evidence {
        func entry(_ name: String, _ type: String, _ records: [String]) -> String {
            let list = records.map { "\"\(name) 60 IN \($0)\"" }.joined(separator: ", ")
            return #"{"name": "\#(name)", "type": "\#(type)", "status": "NOERROR", "records": [\#(list)]}"#
        }
        var entries = [
            entry("_matrix-fed._tcp.example.com.", "SRV", (0..<hosts).map { "SRV \($0) 0 8448 h\($0).example." })
        ]
        for host in 0..<hosts {
            entries.append(entry("h\(host).example.", "A", (0..<addresses).map { "A 192.0.\(host).\($0)" }))
            entries.append(entry("h\(host).example.", "AAAA", []))
        }
        let document = #"{"url": "https://example.com/.well-known/matrix/server", "status": 404}"#
        let text = #"{"schema": 1, "dns": [\#(entries.joined(separator: ", "))], "https": [\#(document)]}"#
        return EvidenceReader.read(Array(text.utf8)).evidence
    }

    /// Evidence in which every text that a server may choose is hostile.
    static var hostileEvidence: Evidence {
        var evidence = evidence(of: "18-intermediate-missing")
        let text = Fixture.hostileText
        for index in evidence.https.indices {
            evidence.https[index].status = 200
            evidence.https[index].error = nil
            evidence.https[index].body = Array("{\"m.server\": \"\(text)\", \"\(text)".utf8)
        }
        for index in evidence.federation.indices { evidence.federation[index].body = text }
        for index in evidence.tls.indices { evidence.tls[index].version = text }
        return evidence
    }

    /// A page of each kind, with ordinary and with hostile text.
    static let all: [(name: String, page: String)] = [
        ("check", check(Fixture.sampleReport)),
        ("check without files", check(LintReport(findings: [], files: []))),
        ("check, hostile", check(Fixture.hostileReport)),
        ("explanation", explanation("example.com", evidence(of: "18-intermediate-missing"), isFull: true)),
        ("explanation, hostile", explanation("example.com", hostileEvidence)),
        ("explanation of no name", explanation(Fixture.hostileText, hostileEvidence)),
        ("explanation without evidence", explanation("example.com", Evidence())),
        ("audit", audit(["example.com"], evidence(of: "18-intermediate-missing"))),
        (
            "audit of several",
            audit(
                ["example.org", "example.com", Fixture.hostileText, "192.0.2.1:8448", "a.example:443"], hostileEvidence)
        ),
        ("audit of none", audit([], Evidence())),
        ("rule", RulePageHTML().render(RuleRegistry.infos[0])),
    ]
}
