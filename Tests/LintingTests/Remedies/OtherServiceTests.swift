import Diagnostics
import Federation
import Linting
import ServerRules
import TestSupport
import Testing

/// Servers at which something other than the homeserver answers, or that are named in another way than their certificate.
@Suite("Responses of other services, and names that certificates do not have")
struct OtherServiceTests {
    private static func problems(_ report: ServerReport) -> [String] {
        zip(report.findings, report.causes).filter { $0.0.severity == .error }.map { finding, cause in
            finding.rule.code + (cause.map { " from \(report.findings[$0].rule.code)" } ?? "")
        }
    }

    @Test("Missing keys follow from a certificate for another name, unless a proxy says that its backend is down")
    func otherVirtualHost() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(200, #"{"m.server": "matrix.example.com:443"}"#)
        try server.connect(
            "matrix.example.com", 443, as: "matrix.example.com", ExampleCertificate(["hosting.example.net"]))
        let entry = try #require(server.evidence.federation.first)
        func report(_ status: Int) -> ServerReport {
            server.evidence.federation = ["/_matrix/federation/v1/version", "/_matrix/key/v2/server"].map { path in
                FederationEntry(
                    address: entry.address, port: 443, path: path, hostHeader: "matrix.example.com:443",
                    status: status, body: "<html>")
            }
            return server.report()
        }
        #expect(Self.problems(report(404)) == ["C101", "F112 from C101"])
        #expect(Self.problems(report(502)) == ["C101", "F112"])
    }

    @Test("A document with the host of the certificate comes before a certificate for an address")
    func address() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        try server.respond(200, #"{"m.server": "9.9.9.2:8448"}"#)
        let certificate = ExampleCertificate(["matrix.example.com"])
        for name in ["9.9.9.2", "matrix.example.com"] {
            try server.connect("matrix.example.com", 8448, as: name, certificate)
        }
        let remedy = try #require(server.report().remedies.first?.remedy)
        #expect(remedy.publications.map(\.text) == [#"{"m.server": "matrix.example.com:8448"}"#])
    }

    @Test("A record whose port is in another field is corrected, not replaced by a document")
    func misplacedPort() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com", "10 8448 5 matrix.example.com.")
        try server.respond(404)
        try server.connect("matrix.example.com", 5, as: "example.com")
        let certificate = ExampleCertificate(["example.com", "matrix.example.com"])
        for name in ["example.com", "matrix.example.com"] {
            try server.connect("matrix.example.com", 8448, as: name, certificate)
        }
        let remedy = try #require(server.report().remedies.first?.remedy)
        #expect(remedy.kind == .serviceRecords)
        #expect(remedy.publications.first?.text.contains(" IN SRV 10 5 8448 matrix.example.com.") == true)
    }
}
