import DNS
import Diagnostics
import Federation
import Linting
import Reporting
import ServerRules
import TestSupport
import Testing

/// A repair that may be impossible is recommended together with what was tried and works without it.
@Suite("Alternatives to the first remedy")
struct AlternativeRemedyTests {
    private static let own = ExampleCertificate(["example.com"])
    private static let target = ExampleCertificate(["matrix.example.com"])
    private static let records = "10 5 8448 matrix.example.com."

    private static func next(_ report: ServerReport) -> Substring? {
        ExplanationText(style: .plain, width: 1_000).render(report).split(separator: "\n").dropFirst().first
    }

    @Test("A certificate for the SRV target alone has to be replaced, or a document names the target")
    func targetOnly() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com", Self.records)
        try server.respond(404)
        for name in ["example.com", "matrix.example.com"] {
            try server.connect("matrix.example.com", 8448, as: name, Self.target)
        }
        let report = server.report()
        #expect(report.remedies.map(\.remedy.kind) == [.certificate, .wellKnown])
        let second = try #require(report.remedies.last)
        #expect(second.remedy.publications.map(\.text) == [#"{"m.server": "matrix.example.com:8448"}"#])
        #expect(second.verdict == .ok && second.unverified.isEmpty && second.remaining.isEmpty)
        let text = ExplanationText(style: .plain, width: 1_000).render(report)
        #expect(
            text.contains(
                "Alternatively: publish this document at `https://example.com/.well-known/matrix/server`:"), "\(text)")
    }

    @Test("A document that nobody has tried is no alternative to a certificate")
    func untriedDocument() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com", Self.records)
        try server.respond(404)
        try server.connect("matrix.example.com", 8448, as: "example.com", Self.target)
        #expect(server.report().remedies.map(\.remedy.kind) == [.certificate])
    }

    @Test("An intermediate certificate that is missing has to be sent, and needs no alternative")
    func missingIntermediate() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com", Self.records)
        try server.respond(404)
        try server.connect(
            "matrix.example.com", 8448, as: "example.com", ExampleCertificate(["example.com"], .leafAlone))
        try server.connect("matrix.example.com", 8448, as: "matrix.example.com", Self.target)
        #expect(server.report().remedies.map(\.remedy.kind) == [.certificate])
    }

    /// Two SRV targets, the first of which is at fault.
    private static func twoTargets(_ first: ExampleCertificate?) throws -> ServerReport {
        var server = try KnownServer()
        for service in MatrixService.allCases {
            try server.answer(
                "\(service.ownerPrefix).example.com", .srv, "10 5 8448 backup.example.com.",
                "20 5 8448 matrix.example.com.")
        }
        try server.answer("backup.example.com", .a, "9.9.9.8")
        try server.answer("backup.example.com", .aaaa)
        try server.respond(404)
        try server.connect("matrix.example.com", 8448, as: "example.com", Self.own)
        var entry = TLSEntry(address: try #require(IPAddress("9.9.9.8")), port: 8448, serverName: "example.com")
        entry.certificates = try first.map { [try $0.pem()] } ?? []
        if first == nil {
            entry.error = .connectionRefused
            entry.circumstances.phase = .connect
        }
        server.evidence.tls.append(entry)
        return server.report()
    }

    @Test("The first of two SRV targets is dead: open its port, or remove its record")
    func deadTarget() throws {
        let report = try Self.twoTargets(nil)
        #expect(report.remedies.first?.remedy.changes == [.port(host: "backup.example.com", port: 8448)])
        let second = try #require(report.remedies.dropFirst().first)
        #expect(second.remedy.kind == .serviceRecords && second.verdict == .ok && second.unverified.isEmpty)
        #expect(!second.remedy.publications.contains { $0.text.contains("backup") })
        let next = try #require(Self.next(report))
        #expect(next.hasPrefix("Next: Let the homeserver or its proxy accept connections at `backup.example.com` port"))
        #expect(
            next.hasSuffix(
                "If nothing should listen there any more, remove its SRV records instead."
            ))
    }

    @Test("The first of two SRV targets has the wrong certificate: remove its record, or replace the certificate")
    func wrongCertificate() throws {
        let report = try Self.twoTargets(ExampleCertificate(["www.example.net"]))
        #expect(report.remedies.map(\.remedy.kind).prefix(2) == [.serviceRecords, .certificate])
    }

    @Test("A document that names a working port replaces SRV records that lead only to a dead one")
    func deadServices() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com", Self.records)
        try server.respond(404)
        try server.connect("matrix.example.com", 8448, as: "example.com")
        try server.connect("matrix.example.com", 443, as: "matrix.example.com", Self.target)
        let report = server.report()
        let first = try #require(report.remedies.first)
        #expect(
            first.remedy.changes == [
                .document(host: "example.com", text: #"{"m.server": "matrix.example.com:443"}"#),
                .noServices(host: "example.com"),
            ])
        #expect(first.remedy.kind == .wellKnown && first.verdict == .ok && first.unverified.isEmpty)
        #expect(Self.next(report)?.hasSuffix("Remove the SRV records of `example.com`.") == true)
    }

    @Test("Where nothing delegates and the default port is dead, the homeserver may be elsewhere")
    func deadDefault() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(404)
        try server.connect("example.com", 8448, as: "example.com")
        #expect(
            Self.next(server.report())?.hasSuffix(
                "If the homeserver is at another host or port, publish `{\"m.server\": \"HOST:PORT\"}` at "
                    + "`https://example.com/.well-known/matrix/server` instead.") == true)
    }

    @Test("A document is published without the redirects that form a loop")
    func redirectLoop() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        server.evidence.https.append(
            HTTPSEntry(
                url: WellKnown.url("example.com", .server), address: IPAddress("9.9.9.1"), error: .redirectLoop))
        try server.connect("example.com", 8448, as: "example.com")
        try server.connect("matrix.example.com", 8448, as: "matrix.example.com", Self.target)
        #expect(Self.next(server.report())?.hasSuffix("/.well-known/matrix/server`, without a redirect.") == true)
    }

    @Test("What no document or record repairs has to be corrected first")
    func otherKeys() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(200, #"{"m.server": "matrix.example.com:8448"}"#)
        try server.connect(
            "matrix.example.com", 8448, as: "matrix.example.com", Self.target, keys: "chat.example.com")
        #expect(
            server.report().beforePublishing == [
                "correct F107, F108, F109 first, because no document or record that was tried resolves them"
            ])
    }
}
