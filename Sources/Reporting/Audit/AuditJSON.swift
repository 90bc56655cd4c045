import Federation
import Linting
import ServerRules

/// Audits as one JSON document. Keys are an interface: keys may be added, but existing ones never change.
struct AuditJSON: AuditReporter {
    private let writer = JSONWriter.report(.indented)

    // The keys of the document are sorted like all others: `schema`, `servers`, `summary`, `tool`.
    func beginning() -> String {
        "{\n  \"schema\" : 1,\n  \"servers\" : ["
    }

    var separator: (first: String, other: String) { ("\n    ", ",\n    ") }

    func render(_ audit: ServerAudit) -> String {
        writer.text(ServerAuditJSON.server(audit), indent: 4)
    }

    func ending(_ tally: AuditTally) -> String {
        let tool = writer.text(ReportJSON.tool, indent: 2)
        let summary = writer.text(ServerAuditJSON.summary(tally), indent: 2)
        return "\n  ],\n  \"summary\" : \(summary),\n  \"tool\" : \(tool)\n}\n"
    }
}

/// Audits as lines of JSON: the findings of a server, then the server, and the summary at the end.
struct AuditJSONLines: AuditReporter {
    private let writer = JSONWriter.report(.compact)

    func render(_ audit: ServerAudit) -> String {
        let fields = AuditLineFields.finding(audit)
        let findings = FindingsJSON.findings(of: audit.report).map { line("finding", $0.adding(fields)) }
        return findings.joined() + line("server", ServerAuditJSON.server(audit).adding(AuditLineFields.server(audit)))
    }

    func ending(_ tally: AuditTally) -> String {
        line("summary", ServerAuditJSON.summary(tally))
    }

    /// A value with its type beside its own members.
    private func line(_ type: JSONValue, _ value: JSONValue) -> String {
        writer.text((["type": type] as JSONValue).adding(value)) + "\n"
    }
}

/// The parts of an audit as JSON.
private enum ServerAuditJSON {
    /// The findings of all servers, counted, and the number of servers for each verdict.
    static func summary(_ tally: AuditTally) -> JSONValue {
        let verdicts = tally.verdicts.map { ($0.key.rawValue, JSONValue($0.value)) }
        return ReportJSON.summary(tally.findings).adding([
            "servers": JSONValue(Dictionary(uniqueKeysWithValues: verdicts)),
            "notAudited": JSONValue(tally.notAudited),
        ])
    }

    static func server(_ audit: ServerAudit) -> JSONValue {
        let server: JSONValue = [
            "serverName": JSONValue(audit.report.context.input.serverName),
            "verdict": JSONValue(audit.verdict.rawValue),
            "sentence": JSONValue(SummarySentence(audit.report, unasked: audit.unasked).text),
            "route": audit.report.context.routes.map(RouteJSON.routes),
            "addresses": JSONValue(audit.addresses.map(address)),
            "findings": JSONValue(FindingsJSON.findings(of: audit.report)),
            "remedies": RemedyJSON.remedies(audit.report),
            "correction": RemedyJSON.correction(audit.report),
            "beforePublishing": JSONValue(audit.report.beforePublishing),
            "unasked": JSONValue(audit.unasked),
        ]
        return audit.changes.map { server.adding(["since": ChangesJSON.changes($0)]) } ?? server
    }

    private static func address(_ outcome: AddressOutcome) -> JSONValue {
        [
            "host": JSONValue(outcome.host),
            "address": JSONValue(outcome.address.description),
            "port": JSONValue(Int(outcome.port)),
            "name": JSONValue(outcome.name),
            "tcp": JSONValue(outcome.tcp.word),
            "tls": JSONValue(outcome.tls == .ok ? outcome.tlsVersion ?? "ok" : outcome.tls.word),
            "certificate": outcome.certificate == .notCollected ? .null : JSONValue(outcome.certificate.word),
            "version": JSONValue(outcome.version == .ok ? outcome.software ?? "ok" : outcome.version.word),
            "keys": JSONValue(outcome.keys.word),
        ]
    }
}
