import DNS
import Diagnostics
import Federation
import Linting
import Reporting
import TestSupport
import Testing

/// Addresses that peers cannot reach are the cause, and nothing at them is to be repaired.
@Suite("Internal addresses of hosts that peers connect to")
struct InternalAddressTests {
    private static let own = ExampleCertificate(["example.com"])
    private static let both = ExampleCertificate(["example.com", "matrix.example.com"])

    /// A server whose document delegates to a host with these addresses.
    private static func server(_ addresses: String...) throws -> KnownServer {
        var server = try KnownServer()
        try server.respond(200, #"{"m.server": "matrix.example.com:443"}"#, own)
        try server.answerServices(at: "example.com")
        server.evidence.dns.removeAll { $0.question == Question(Name("matrix.example.com.")!, .a) }
        let name = try #require(Name("matrix.example.com."))
        server.evidence.dns.append(
            DNSEntry(
                Question(name, .a), .noError,
                records: try addresses.map { try AnswerRecord("\(name) 300 IN A \($0)") }))
        return server
    }

    private static func failure(_ address: String, _ error: ExchangeError, _ phase: Phase = .connect) throws -> TLSEntry
    {
        TLSEntry(
            address: try #require(IPAddress(address)), port: 443, serverName: "matrix.example.com", error: error,
            circumstances: Circumstances(phase: phase))
    }

    private static func text(_ report: ServerReport) -> String {
        ExplanationText(style: .plain, width: 1_000).render(report)
    }

    @Test("An internal address beside a public one is removed, and its failure follows from it")
    func besidePublic() throws {
        var server = try Self.server("9.9.9.2", "192.168.1.20")
        try server.connect("matrix.example.com", 443, as: "matrix.example.com", Self.both)
        server.evidence.tls.append(try Self.failure("192.168.1.20", .timeout))
        let report = server.report()
        #expect(report.problems.map(\.rule.code) == ["M207", "F105"])
        #expect(report.problems.first?.severity == .error)
        #expect(report.verdict == .failed)
        #expect(report.causes.prefix(2) == [nil, 0])
        let remedy = try #require(report.remedies.first)
        let address = try #require(IPAddress("192.168.1.20"))
        #expect(remedy.remedy.changes == [.noAddresses(host: "matrix.example.com", [address])])
        #expect(remedy.resolved == ["F105", "M207"])
        #expect(remedy.remaining.isEmpty && remedy.differing.isEmpty)
        #expect(
            Self.text(report).contains(
                "Next: Remove the address 192.168.1.20 of `matrix.example.com` from the public DNS."))
    }

    @Test(
        "A host with internal addresses only needs a public one, and no port is to be opened",
        arguments: [
            ("192.168.1.20", ExchangeError.timeout), ("100.101.102.103", .timeout), ("127.0.0.1", .connectionRefused),
            ("10.0.0.5", .tlsFailed), ("169.254.3.4", .timeout),
        ])
    func onlyInternal(_ address: String, _ error: ExchangeError) throws {
        var server = try Self.server(address)
        server.evidence.tls.append(try Self.failure(address, error, error == .tlsFailed ? .tls : .connect))
        let report = server.report()
        #expect(report.problems.first?.rule.code == "M207")
        #expect(report.problems.first?.severity == .error)
        #expect(report.problems.count == 2 && report.causes.prefix(2) == [nil, 0])
        #expect(report.remedies.isEmpty)
        #expect(report.beforePublishing == ["find out at which public address the homeserver can be reached"])
        let text = Self.text(report)
        #expect(text.contains("Next: Publish the public address of your network for `matrix.example.com`"))
        #expect(!text.contains("firewall"))
        #expect(report.problems[1].why.contains("and these fail as well, so no peer can reach the server"))
    }

    @Test("A server name with an internal address only has one cause, and its website is not to be repaired")
    func ownName() throws {
        var server = try KnownServer()
        try server.answerServices(at: "example.com")
        server.evidence.dns.removeAll { $0.question == Question(Name("example.com.")!, .a) }
        try server.answer("example.com.", .a, "192.168.1.20")
        let address = try #require(IPAddress("192.168.1.20"))
        server.evidence.https = [
            HTTPSEntry(
                url: WellKnown.url("example.com", .server), address: address, error: .timeout,
                circumstances: Circumstances(phase: .connect))
        ]
        server.evidence.tls = [
            TLSEntry(
                address: address, port: 8448, serverName: "example.com", error: .timeout,
                circumstances: Circumstances(phase: .connect))
        ]
        let report = server.report()
        #expect(report.problems.map(\.rule.code) == ["M207", "F102"])
        #expect(Self.text(report).contains("Next: Publish the public address of your network for `example.com`"))
    }

    @Test("Inside a network, a closed port is the cause, and a working server has only a warning")
    func insideNetwork() throws {
        var server = try Self.server("10.0.0.5")
        server.evidence.dns.removeAll { $0.question == Question(Name("example.com.")!, .a) }
        try server.answer("example.com.", .a, "10.0.0.1")
        server.evidence.https[0].address = IPAddress("10.0.0.1")
        for index in server.evidence.tls.indices {
            server.evidence.tls[index].address = try #require(IPAddress("10.0.0.1"))
        }
        var closed = server
        closed.evidence.tls.append(try Self.failure("10.0.0.5", .connectionRefused))
        let report = closed.report()
        #expect(report.problems.first?.rule.code == "F101")
        #expect(report.remedies.first?.remedy.changes == [.port(host: "matrix.example.com", port: 443)])
        var working = server
        working.evidence.tls.append(
            TLSEntry(
                address: try #require(IPAddress("10.0.0.5")), port: 443, serverName: "matrix.example.com",
                version: "TLSv1.3", certificates: [try Self.both.pem()]))
        #expect(working.report().problems.allSatisfy { $0.severity == .warning })
    }
}
