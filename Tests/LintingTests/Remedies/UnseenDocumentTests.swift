import DNS
import Diagnostics
import Federation
import Linting
import Reporting
import ServerRules
import TLSIdentity
import TestSupport
import Testing

/// Documents that nobody has seen, because the website fails, and documents that peers ignore.
@Suite("Documents that were not received")
struct UnseenDocumentTests {
    private static let own = ExampleCertificate(["example.com"])
    private static let url = WellKnown.url("example.com", .server)

    /// A server whose website fails, and what answers at port 8448.
    private static func server(_ error: ExchangeError, _ detail: String?, _ port8448: ExampleCertificate?) throws
        -> KnownServer
    {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        server.evidence.https.append(
            HTTPSEntry(
                url: url, address: IPAddress("9.9.9.1"), error: error,
                circumstances: Circumstances(phase: error == .tlsFailed ? .tls : .connect, detail: detail)))
        try server.connect("example.com", 8448, as: "example.com", port8448)
        return server
    }

    @Test("Only the website is repaired, because its document may lead elsewhere than to port 8448")
    func certificate() throws {
        let report = try Self.server(.tlsFailed, "certificate has expired", nil).report()
        #expect(
            report.remedies.map(\.remedy.changes) == [
                [.websiteCertificate(hosts: ["example.com"], name: "example.com", .renew)]
            ])
        let first = try #require(report.remedies.first)
        #expect(first.resolved == ["W209"] && first.remaining.isEmpty && first.verdict == .unknown)
        #expect(first.unverified.first?.hasPrefix("where the document leads is not known") == true)
        let text = ExplanationText(style: .plain, width: 1_000).render(report)
        #expect(text.split(separator: "\n").dropFirst().first?.contains("8448") == false, "\(text)")
    }

    @Test("Where peers arrive without a document, none is published in its place")
    func published() throws {
        let alert = try Self.server(
            .tlsFailed, "the server refused with the TLS alert protocol_version (70)", Self.own
        ).report()
        #expect(
            alert.remedies.first?.remedy.changes == [.websiteHandshake(hosts: ["example.com"], name: "example.com")])
        let silent = try Self.server(.timeout, nil, Self.own).report()
        #expect(silent.remedies.first?.remedy.changes == [.website(host: "example.com", addresses: [])])
        #expect([alert, silent].allSatisfy { $0.remedies.allSatisfy { !$0.remedy.publishes } })
    }

    @Test("A document is published behind a website to repair on the condition that there is none yet")
    func condition() throws {
        var server = try Self.server(.tlsFailed, "certificate has expired", nil)
        try server.connect(
            "matrix.example.com", 8448, as: "matrix.example.com", ExampleCertificate(["matrix.example.com"]))
        let text = ExplanationText(style: .plain, width: 1_000).render(server.report())
        #expect(text.contains(" If there is no document yet, publish `{\"m.server\": "), "\(text)")
    }

    @Test("A document that is sent with another status than 200 is not published again", arguments: [404, 500])
    func status(_ status: Int) throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(status, #"{"m.server": "matrix.example.com:8448"}"#, Self.own)
        try server.connect("example.com", 8448, as: "example.com")
        try server.connect(
            "matrix.example.com", 8448, as: "matrix.example.com", ExampleCertificate(["matrix.example.com"]))
        let report = server.report()
        #expect(report.problems.map(\.rule.code) == ["W201", "F101"] && report.causes.first == .some(nil))
        #expect(report.remedies.first?.remedy.changes == [.documentStatus(host: "example.com", status)])
        #expect(report.remedies.first?.verdict == .ok)
    }
}
