import DNS
import Diagnostics
import Federation
import Linting
import Reporting
import ServerRules
import TestSupport
import Testing

/// A homeserver with another name than the audited one: which of the two is wrong, and that nothing is published for it.
@Suite("The name of the homeserver and the audited name")
struct HomeserverNameTests {
    private static let certificate = ExampleCertificate(["example.com", "matrix.example.com", "chat.example.com"])

    private static func keys(_ name: String) -> String {
        """
        {"server_name": "\(name)", "valid_until_ts": 1900000000000, "old_verify_keys": {}, "signatures": {},
         "verify_keys": {"ed25519:a_1": {"key": "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w"}}}
        """
    }

    /// A server at port 8448 of the host of the audited name, with the document of `example.com`.
    private static func report(
        _ audited: String, _ name: String, document: String? = nil, port: UInt16 = 8448,
        _ certificate: ExampleCertificate = certificate
    ) throws -> ServerReport {
        var server = try KnownServer()
        let host = try ServerName(audited).hostText
        try server.answerServices(at: host)
        if let document { try server.respond(200, document, Self.certificate) }
        if document == nil || host != "example.com" {
            server.evidence.https.append(HTTPSEntry(url: WellKnown.url(host, .server), status: 404))
        }
        try server.connect(host, port, as: host, certificate)
        server.evidence.federation[0].hostHeader = audited
        var entry = server.evidence.federation[0]
        entry.path = FederationPath.keys.rawValue
        entry.body = keys(name)
        server.evidence.federation.append(entry)
        var input = ServerInput(audited, evidence: server.evidence)
        for chain in input.chains { input.trust[chain] = .trusted(paths: []) }
        return Linter().report(on: input)
    }

    private static func nextAction(_ report: ServerReport) -> String {
        let text = ExplanationText(style: .plain, width: 2_000).render(report)
        return text.split(separator: "\n").first { $0.hasPrefix("Next: ") }.map(String.init) ?? ""
    }

    @Test(
        "The next action names the server name to use, or says that it cannot be changed later",
        arguments: [
            ("matrix.example.com", "example.com", "Next: Audit `example.com` instead: "),
            ("example.com", "matrix.example.com", "set `server_name` in the configuration of the homeserver to it"),
            (
                "example.com", "localhost",
                "Next: Set `server_name` in the configuration of the homeserver to `example.com`"
            ),
            ("example.com", "synapse", "start it with a new database"),
            ("example.com", "matrix.local", "start it with a new database"),
            ("example.com", "192.168.1.20", "start it with a new database"),
            ("example.com", "example.com:8448", "without a port"),
            ("example.com:8448", "example.com:443", "Otherwise, set `server_name` to `example.com:8448`. A homeserver"),
            ("example.com:8448", "example.com", "Next: Audit `example.com`: user IDs of this homeserver end in it"),
            ("example.com", "other.example", "reach the homeserver of `example.com`"),
            ("example.com", "Example.com", "Next: Use the server name as configured on the homeserver, `Example.com`"),
        ])
    func relation(_ audited: String, _ name: String, _ action: String) throws {
        let report = try Self.report(audited, name)
        // The keys are not signed, which is another matter.
        #expect(report.problems.map(\.rule.code) == ["F107", "F109"])
        let next = Self.nextAction(report)
        #expect(next.contains(action), "\(next)")
        #expect(report.remedies.isEmpty)
        #expect(!next.contains("audit `localhost`") && !next.contains("Delegate"))
    }

    @Test(
        "The document of the other name leads to its own homeserver, and is not published for the audited one",
        arguments: ["matrix.example.com:443", "matrix.example.com:8448", "matrix.example.com"])
    func documentOfTheOther(_ value: String) throws {
        let report = try Self.report("matrix.example.com", "example.com", document: #"{"m.server": "\#(value)"}"#)
        #expect(report.remedies.isEmpty)
        #expect(Self.nextAction(report).hasPrefix("Next: Audit `example.com` instead"))
    }

    @Test("A host elsewhere that the document of the other name names is not a server name either")
    func delegate() throws {
        let report = try Self.report("chat.example.com", "example.net")
        #expect(Self.nextAction(report).contains("reach the homeserver of `chat.example.com`"))
        var evidence = try #require(report.context.input.evidence)
        evidence.https.append(
            HTTPSEntry(
                url: WellKnown.url("example.net", .server), status: 200,
                body: Array(#"{"m.server": "chat.example.com:8448"}"#.utf8)))
        var input = ServerInput("chat.example.com", evidence: evidence)
        for chain in input.chains { input.trust[chain] = .trusted(paths: []) }
        #expect(Self.nextAction(Linter().report(on: input)).hasPrefix("Next: Audit `example.net` instead"))
    }

    @Test("A certificate and keys of another server are one cause, and no certificate is ordered")
    func otherServer() throws {
        let report = try Self.report("example.com", "other.example", ExampleCertificate(["other.example"]))
        #expect(report.problems.map(\.rule.code) == ["C101", "F107", "F109"])
        #expect(report.causes.prefix(2) == [nil, 0])
        #expect(report.remedies.isEmpty)
        let text = ExplanationText(style: .plain, width: 2_000).render(report)
        #expect(text.contains("help: Goes away with 1.\n"))
        #expect(!text.contains("instead, which fails"))
        #expect(
            Self.nextAction(report).hasPrefix(
                "Next: Let connections with `example.com` in SNI and the Host header reach its own homeserver at port 8448"
            ))
    }
}
