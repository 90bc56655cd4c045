import Linting

/// Audits as JSON. Keys are an interface: they are added to, never changed.
public struct AuditJSON {
    public init() {}

    /// The whole audit as one document.
    public func render(_ audits: [ServerAudit], _ summary: LintReport.Summary) -> String {
        JSONText(isPretty: true)(
            Document(servers: audits.map(ServerDocument.init), summary: ReportDocument.Summary(summary))) + "\n"
    }

    /// The lines of one server: its findings, then itself.
    public func lines(_ audit: ServerAudit) -> String {
        let json = JSONText(isPretty: false)
        let findings = audit.report.findings.map { json(Line(type: "finding", value: FindingDocument($0))) }
        return (findings + [json(Line(type: "server", value: ServerDocument(audit)))]).joined(separator: "\n") + "\n"
    }

    /// The last line.
    public func summaryLine(_ summary: LintReport.Summary) -> String {
        JSONText(isPretty: false)(Line(type: "summary", value: ReportDocument.Summary(summary))) + "\n"
    }

    private struct Document: Encodable {
        var schema = 1
        var tool = ReportDocument.Tool()
        var servers: [ServerDocument]
        var summary: ReportDocument.Summary
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

    private struct ServerDocument: Encodable {
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
}
