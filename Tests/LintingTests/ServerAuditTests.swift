import Certificates
import DNS
import Diagnostics
import Federation
import Foundation
import Linting
import ServerRules
import TLSIdentity
import TestSupport
import Testing

@Suite("The addresses and the verdict of an audit")
struct ServerAuditTests {
    /// An SRV record for a host with the given addresses, and another address at the server name itself, which only some
    /// implementations use.
    private static func evidence(_ records: [String]) throws -> Evidence {
        let list = records.map { "\"matrix.example.com. 300 IN \($0)\"" }
        let text = """
            {"https": [{"url": "https://example.com/.well-known/matrix/server", "status": 404}],
             "dns": [
              {"name": "example.com.", "type": "A", "status": "NOERROR", "records": ["example.com. 300 IN A 9.9.9.1"]},
              {"name": "example.com.", "type": "AAAA", "status": "NOERROR"},
              {"name": "_matrix-fed._tcp.example.com.", "type": "SRV", "status": "NOERROR",
               "records": ["_matrix-fed._tcp.example.com. 300 IN SRV 10 5 8448 matrix.example.com."]},
              {"name": "_matrix._tcp.example.com.", "type": "SRV", "status": "NOERROR",
               "records": ["_matrix._tcp.example.com. 300 IN SRV 10 5 8448 matrix.example.com."]},
              {"name": "matrix.example.com.", "type": "A", "status": "NOERROR",
               "records": [\(list.filter { !$0.contains("AAAA") }.joined(separator: ","))]},
              {"name": "matrix.example.com.", "type": "AAAA", "status": "NOERROR",
               "records": [\(list.filter { $0.contains("AAAA") }.joined(separator: ","))]}]}
            """
        let (evidence, problems) = EvidenceReader.read(Array(text.utf8))
        try #require(problems.isEmpty, "\(problems)")
        return evidence
    }

    private static func handshake(
        _ address: String, _ certificate: ExampleCertificate? = nil, error: ExchangeError? = nil
    ) throws -> TLSEntry {
        TLSEntry(
            address: try #require(IPAddress(address)), port: 8448, serverName: "example.com",
            version: error == nil ? "TLSv1.3" : nil, certificates: try certificate.map { [try $0.pem()] } ?? [],
            error: error, circumstances: Circumstances(phase: error == nil ? nil : .connect))
    }

    private static func keys(_ address: String, _ vector: String) throws -> FederationEntry {
        let body = try #require(KeyVector.all.first { $0.name == vector }).body
        return FederationEntry(
            address: try #require(IPAddress(address)), port: 8448, path: "/_matrix/key/v2/server",
            hostHeader: "example.com", status: 200, body: body)
    }

    private static func audit(
        _ evidence: Evidence, trusting: Bool = true
    ) -> ServerAudit {
        var evidence = evidence
        evidence.collected = Timestamp("2026-11-21T00:00:00Z")
        var input = ServerInput("example.com", evidence: evidence)
        for chain in input.chains { input.trust[chain] = trusting ? .trusted(paths: []) : .selfSigned }
        return ServerAudit(Linter().report(on: input))
    }

    private static let good = ExampleCertificate(["example.com", "matrix.example.com"])

    @Test("A server with a working address has the verdict ok, and its columns show why")
    func working() throws {
        var evidence = try Self.evidence(["A 9.9.9.2"])
        evidence.tls = [try Self.handshake("9.9.9.2", Self.good)]
        evidence.federation = [try Self.keys("9.9.9.2", "plain")]
        let audit = Self.audit(evidence)
        #expect(audit.addresses.map(\.health) == [.working])
        #expect(audit.addresses.map(\.certificate) == [.ok])
        #expect(audit.addresses.map(\.keys) == [.ok])
        #expect(audit.verdict == .ok, "\(audit.report.findings.filter { $0.severity > .info }.map(\.message))")
    }

    @Test(
        "The keys column shows the problem that peers encounter first",
        arguments: [("another server", "mismatch"), ("expired", "expired"), ("wrong signature", "signature-invalid")])
    func keyWords(_ vector: String, _ word: String) throws {
        var evidence = try Self.evidence(["A 9.9.9.2"])
        evidence.tls = [try Self.handshake("9.9.9.2", Self.good)]
        evidence.federation = [try Self.keys("9.9.9.2", vector)]
        let audit = Self.audit(evidence)
        #expect(audit.addresses.map(\.keys.word) == [word])
        #expect(audit.verdict == .failed)
    }

    @Test("The certificate column shows the problem that peers encounter first")
    func certificateWords() throws {
        let cases: [(ExampleCertificate, Bool, String)] = [
            (ExampleCertificate(["example.com"], validFrom: -100, validUntil: -1), true, "expired"),
            (ExampleCertificate(["example.com"], validFrom: 1, validUntil: 90), true, "not-yet-valid"),
            (ExampleCertificate(["matrix.example.com"]), true, "wrong-name"),
            (Self.good, false, "self-signed"),
            (ExampleCertificate(["example.com"], validFrom: -88, validUntil: 2), true, "expires-soon"),
        ]
        for (certificate, trusting, word) in cases {
            var evidence = try Self.evidence(["A 9.9.9.2"])
            evidence.tls = [try Self.handshake("9.9.9.2", certificate)]
            evidence.federation = [try Self.keys("9.9.9.2", "plain")]
            let audit = Self.audit(evidence, trusting: trusting)
            #expect(audit.addresses.map(\.certificate.word) == [word])
            #expect(audit.addresses.map(\.health) == [word == "expires-soon" ? .doubtful : .failing])
        }
    }

    @Test("An address that this machine has no route to leads to no verdict")
    func noRoute() throws {
        var evidence = try Self.evidence(["A 9.9.9.2", "AAAA 2620:fe::fe"])
        evidence.tls = [
            try Self.handshake("9.9.9.2", Self.good), try Self.handshake("2620:fe::fe", error: .unreachable),
        ]
        evidence.federation = [try Self.keys("9.9.9.2", "plain")]
        let audit = Self.audit(evidence)
        #expect(audit.addresses.map(\.health) == [.working, .unknown])
        #expect(audit.verdict == .ok)
        evidence.tls = [
            try Self.handshake("9.9.9.2", error: .unreachable), try Self.handshake("2620:fe::fe", error: .unreachable),
        ]
        evidence.federation = []
        #expect(Self.audit(evidence).verdict == .unknown)
    }

    @Test("An endpoint that only some implementations use does not affect the verdict")
    func sidePlace() throws {
        var evidence = try Self.evidence(["A 9.9.9.2"])
        evidence.tls = [
            try Self.handshake("9.9.9.2", Self.good), try Self.handshake("9.9.9.1", error: .connectionRefused),
        ]
        evidence.federation = [try Self.keys("9.9.9.2", "plain")]
        let audit = Self.audit(evidence)
        #expect(audit.addresses.map(\.isMain) == [true, false])
        #expect(audit.verdict == .ok)
        #expect(audit.report.findings.first { $0.rule.code == "F101" }?.severity == .info)
    }

    @Test("One of two unreachable addresses is a warning, both are an error")
    func deadAddresses() throws {
        var evidence = try Self.evidence(["A 9.9.9.2", "A 9.9.9.3"])
        evidence.tls = [
            try Self.handshake("9.9.9.2", Self.good), try Self.handshake("9.9.9.3", error: .connectionRefused),
        ]
        evidence.federation = [try Self.keys("9.9.9.2", "plain")]
        #expect(Self.audit(evidence).verdict == .degraded)
        evidence.tls[0] = try Self.handshake("9.9.9.2", error: .connectionRefused)
        evidence.federation = []
        let audit = Self.audit(evidence)
        #expect(audit.verdict == .failed)
        #expect(audit.report.findings.filter { $0.rule.code.hasPrefix("F1") && $0.severity > .info }.count == 1)
    }
}
