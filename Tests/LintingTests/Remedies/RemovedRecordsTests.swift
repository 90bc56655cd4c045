import DNS
import Diagnostics
import Federation
import Linting
import TestSupport
import Testing

/// SRV records are removed only if that is known to help, and then the finding about them says so.
@Suite("Removing SRV records")
struct RemovedRecordsTests {
    private static let removal = "remove the SRV records of `example.com`"

    /// A homeserver at the default port, and an SRV record that leads to another host, for whose addresses there is this answer.
    private static func server(_ status: DNSStatus) throws -> KnownServer {
        var server = try KnownServer()
        try server.answerServices(at: "example.com", "10 5 8448 other.example.com.")
        for type in [RecordType.a, .aaaa] {
            let question = Question(try #require(Name("other.example.com.")), type)
            server.evidence.dns.append(DNSEntry(question, status, records: []))
        }
        try server.respond(404)
        try server.connect("example.com", 8448, as: "example.com", ExampleCertificate(["example.com"]))
        return server
    }

    @Test("Where the homeserver is at the default port, the record of a host that does not exist is removed")
    func deadTarget() throws {
        let report = try Self.server(.nxDomain).report()
        #expect(report.remedies.first?.remedy.changes == [.noServices(host: "example.com")])
        #expect(report.problems.first?.help == Self.removal)
    }

    @Test("The record of a host whose name server does not answer is kept", arguments: [DNSStatus.servFail, .timeout])
    func failingNameServer(_ status: DNSStatus) throws {
        let report = try Self.server(status).report()
        #expect(report.problems.first?.rule.code == (status == .timeout ? "N103" : "N101"))
        #expect(report.problems.first?.help.contains("name server") == true)
        #expect(
            !report.remedies.contains { tried in tried.remedy.changes.contains(.noServices(host: "example.com")) })
    }
}
