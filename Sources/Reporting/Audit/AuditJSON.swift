import Linting
import ServerRules

/// Audits as one JSON document. Keys are an interface: they are added to, never changed.
struct AuditJSON: AuditReporter {
    // The keys of the whole document are sorted like all others: `schema`, `servers`, `summary`, `tool`.
    func beginning() -> String {
        "{\n  \"schema\" : 1,\n  \"servers\" : ["
    }

    var separator: (first: String, other: String) { ("\n    ", ",\n    ") }

    func render(_ audit: ServerAudit) -> String {
        Self.indented(AuditedServerDocument(audit), by: "    ")
    }

    func ending(_ tally: AuditTally) -> String {
        let tool = Self.indented(ReportDocument.Tool(), by: "  ")
        let summary = Self.indented(AuditSummaryDocument(tally), by: "  ")
        return "\n  ],\n  \"summary\" : \(summary),\n  \"tool\" : \(tool)\n}\n"
    }

    /// No string of JSON holds a line feed as such.
    private static func indented(_ document: some Encodable, by margin: String) -> String {
        JSONText(isPretty: true)(document).split(separator: "\n").joined(separator: "\n" + margin)
    }
}

/// Audits as lines of JSON: the findings of a server, then itself, and at the end the summary.
struct AuditJSONLines: AuditReporter {
    private let json = JSONText(isPretty: false)

    func render(_ audit: ServerAudit) -> String {
        let findings = audit.report.findings.map { json(Line(type: "finding", value: FindingDocument($0))) }
        let server = json(Line(type: "server", value: AuditedServerDocument(audit)))
        return (findings + [server]).joined(separator: "\n") + "\n"
    }

    func ending(_ tally: AuditTally) -> String {
        json(Line(type: "summary", value: AuditSummaryDocument(tally))) + "\n"
    }

    /// A value with its type beside its own keys.
    private struct Line<Value: Encodable>: Encodable {
        var type: String
        var value: Value

        private enum Key: String, CodingKey { case type }

        func encode(to encoder: any Encoder) throws {
            try value.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(type, forKey: .type)
        }
    }

}

/// The findings of all servers, counted, and their verdicts.
private struct AuditSummaryDocument: Encodable {
    var findings: ReportDocument.Summary
    var servers: [String: Int]
    var notAudited: Int

    init(_ tally: AuditTally) {
        findings = ReportDocument.Summary(tally.findings)
        servers = [:]
        for (verdict, count) in tally.verdicts { servers[verdict.rawValue] = count }
        notAudited = tally.left
    }

    private enum Key: String, CodingKey { case servers, notAudited }

    func encode(to encoder: any Encoder) throws {
        try findings.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(servers, forKey: .servers)
        try container.encode(notAudited, forKey: .notAudited)
    }
}

/// One server as JSON has it.
private struct AuditedServerDocument: Encodable {
    var serverName: String
    var verdict: String
    var sentence: String
    var route: RouteDocument?
    var addresses: [Address]
    var findings: [FindingDocument]
    var unasked: [String]

    init(_ audit: ServerAudit) {
        serverName = audit.report.context.input.serverName
        verdict = audit.verdict.rawValue
        sentence = Verdict.sentence(audit)
        route = audit.report.context.routes.map(RouteDocument.init)
        addresses = audit.addresses.map(Address.init)
        findings = audit.report.findings.map(FindingDocument.init)
        unasked = audit.unasked
    }
}

private struct Address: Encodable {
    var host: String
    var address: String
    var port: Int
    var name: String
    var tcp: String
    var tls: String
    var certificate: OrNull<String>
    var version: String
    var keys: String

    init(_ outcome: AddressOutcome) {
        host = outcome.host
        address = outcome.address.description
        port = Int(outcome.port)
        name = outcome.name
        tcp = outcome.tcp.word
        tls = outcome.tls == .ok ? outcome.tlsVersion ?? "ok" : outcome.tls.word
        certificate = OrNull(outcome.certificate == .notCollected ? nil : outcome.certificate.word)
        version = outcome.version == .ok ? outcome.software ?? "ok" : outcome.version.word
        keys = outcome.keys.word
    }
}
