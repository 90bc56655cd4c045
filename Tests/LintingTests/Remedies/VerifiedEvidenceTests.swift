import DNS
import Diagnostics
import Federation
import Linting
import ServerRules
import TLSIdentity
import TestSupport
import Testing

/// Evidence about one name or address is no evidence about another one.
@Suite("What counts as verified")
struct VerifiedEvidenceTests {
    private static let own = ExampleCertificate(["example.com"])
    private static let matrix = ExampleCertificate(["matrix.example.com"])

    /// A website and a homeserver at one address, of which only the homeserver was asked for its keys.
    private static func shared(_ document: String?) throws -> KnownServer {
        var server = try KnownServer()
        server.evidence.dns.removeAll { $0.question.name.description == "matrix.example.com." }
        try server.answer("matrix.example.com", .a, "9.9.9.1")
        try server.answer("matrix.example.com", .aaaa)
        try server.answerServices(at: "example.com")
        try server.respond(document == nil ? 404 : 200, document, own)
        try server.connect("example.com", 8448, as: "matrix.example.com")
        try server.connect("example.com", 443, as: "matrix.example.com", matrix)
        return server
    }

    @Test(
        "A host that shares the address of the homeserver is not recommended unless it was asked itself",
        arguments: [nil, #"{"m.server": "matrix.example.com:8448"}"#])
    func otherHostHeader(_ document: String?) throws {
        let report = try Self.shared(document).report()
        #expect(
            report.remedies.first?.remedy.publications.map(\.text) == [#"{"m.server": "matrix.example.com:443"}"#])
        #expect(report.remedies.first?.unverified == [])
        #expect(!report.remedies.flatMap(\.remedy.publications).contains { $0.text.contains("\"example.com:443\"") })
    }

    @Test("Records whose target has no known certificate for the server name are no alternative to a verified document")
    func untriedCertificate() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(404, nil, Self.own)
        try server.connect("example.com", 8448, as: "example.com")
        try server.connect("matrix.example.com", 443, as: "matrix.example.com", Self.matrix)
        #expect(server.report().remedies.map(\.remedy.kind) == [.wellKnown])
    }

    @Test("Where another server answers at one of several addresses, the address is removed")
    func addressOfAnotherServer() throws {
        var server = try KnownServer()
        server.evidence.dns.removeAll {
            $0.question.name.description == "matrix.example.com." && $0.question.type == .aaaa
        }
        try server.answer("matrix.example.com", .aaaa, "2620:fe::2")
        try server.answerServices(at: "example.com")
        try server.respond(200, #"{"m.server": "matrix.example.com:8448"}"#, Self.own)
        try server.connect("matrix.example.com", 8448, as: "matrix.example.com", Self.matrix)
        let address = try #require(IPAddress("2620:fe::2"))
        var entry = TLSEntry(address: address, port: 8448, serverName: "matrix.example.com")
        entry.certificates = [try ExampleCertificate(["vps7.example.net"]).pem()]
        server.evidence.tls.append(entry)
        for path in ["/_matrix/federation/v1/version", "/_matrix/key/v2/server"] {
            server.evidence.federation.append(
                FederationEntry(
                    address: address, port: 8448, path: path, hostHeader: "matrix.example.com:8448", status: 404))
        }
        let report = server.report()
        let first = try #require(report.remedies.first)
        #expect(first.remedy.changes == [.noAddresses(host: "matrix.example.com", [address])])
        #expect(first.resolved == ["C101", "F112"] && first.remaining.isEmpty)
        #expect(report.problems.first?.help.hasPrefix("correct or remove the AAAA record") == true)
    }

    @Test("What another virtual host answers is neither resolved nor still reported once the homeserver has one")
    func otherVirtualHost() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(200, #"{"m.server": "matrix.example.com:8448"}"#, Self.own)
        try server.connect(
            "matrix.example.com", 8448, as: "matrix.example.com", ExampleCertificate(["www.example.com"]))
        for index in server.evidence.federation.indices { server.evidence.federation[index].status = 404 }
        let address = try #require(IPAddress("9.9.9.2"))
        server.evidence.federation.append(
            FederationEntry(
                address: address, port: 8448, path: "/_matrix/key/v2/server", hostHeader: "matrix.example.com:8448",
                status: 404))
        let report = server.report()
        let first = try #require(report.remedies.first)
        #expect(
            first.remedy.changes == [
                .certificate(
                    host: "matrix.example.com", port: 8448, name: .dns("matrix.example.com"), .virtualHost)
            ])
        #expect(first.resolved == ["C101"] && first.remaining.isEmpty && first.verdict == .unknown)
        #expect(first.unverified.contains { $0.contains("whether the homeserver then answers") })
    }
}
