import DNS
import Federation
import Testing

@Suite("Endpoints at which a homeserver may be")
struct UntriedEndpointTests {
    private func entry(_ name: String, _ type: RecordType, _ records: String...) throws -> DNSEntry {
        let name = try #require(Name(name))
        return DNSEntry(
            Question(name, type), records.isEmpty ? .nxDomain : .noError,
            records: try records.map { try AnswerRecord("\(name) 300 IN \(type) \($0)") })
    }

    /// A server name whose document names port 8448 of `matrix.example.com`.
    private func evidence(_ changes: (inout Evidence) throws -> Void = { _ in }) throws -> Evidence {
        var evidence = Evidence(
            dns: [
                try entry("example.com.", .a, "192.0.2.1"), try entry("example.com.", .aaaa),
                try entry("_matrix-fed._tcp.example.com.", .srv), try entry("_matrix._tcp.example.com.", .srv),
                try entry("matrix.example.com.", .a, "192.0.2.2"), try entry("matrix.example.com.", .aaaa),
            ],
            https: [
                HTTPSEntry(
                    url: WellKnown.url("example.com", .server), address: IPAddress("192.0.2.1"), status: 200,
                    body: Array(#"{"m.server": "matrix.example.com:8448"}"#.utf8))
            ])
        try changes(&evidence)
        return evidence
    }

    private func connections(_ evidence: Evidence, _ allowed: (IPAddress) -> Bool = { _ in true }) throws -> [String]? {
        let name = try ServerName("example.com")
        let index = EvidenceIndex(evidence)
        return UntriedEndpoints(for: name, index, Discovery.route(to: name, index))?.connections(allowed)
            .map { "\($0.address) \($0.port) \($0.serverName)" }
    }

    private func handshake(_ address: String, _ port: UInt16, _ error: ExchangeError? = nil) throws -> TLSEntry {
        TLSEntry(
            address: try #require(IPAddress(address)), port: port, serverName: "matrix.example.com", error: error,
            circumstances: Circumstances(phase: error == nil ? nil : .connect))
    }

    @Test("If the delegated port refuses connections, port 443 of the host and the ports of the server name are tried")
    func refused() throws {
        let refused = try handshake("192.0.2.2", 8448, .connectionRefused)
        let found = try connections(evidence { $0.tls = [refused] })
        #expect(
            found == [
                "192.0.2.1 8448 example.com", "192.0.2.2 443 matrix.example.com", "192.0.2.1 443 example.com",
            ])
    }

    @Test("Nothing is tried if the homeserver answers, even with a certificate that peers refuse")
    func answered() throws {
        let address = try #require(IPAddress("192.0.2.2"))
        let works = try handshake("192.0.2.2", 8448)
        let evidence = try evidence {
            $0.tls = [works]
            $0.federation = [
                FederationEntry(
                    address: address, port: 8448, path: "/_matrix/key/v2/server", hostHeader: "matrix.example.com:8448",
                    status: 200)
            ]
        }
        #expect(try connections(evidence) == nil)
    }

    @Test("No endpoint is looked for if the queries of discovery fail, which no other endpoint repairs")
    func servFail() throws {
        let owner = try #require(Name("_matrix._tcp.example.com."))
        let evidence = try evidence {
            $0.dns.removeAll { $0.question.name == owner }
            $0.dns.append(DNSEntry(Question(owner, .srv), .servFail))
        }
        #expect(try connections(evidence) == nil)
    }

    @Test("The ports of SRV records below the server name are tried with both names, because either may be right")
    func below() throws {
        let records = try entry("_matrix._tcp.matrix.example.com.", .srv, "10 5 8449 matrix.example.com.")
        let evidence = try evidence {
            $0.https = []
            $0.dns.append(records)
        }
        let found = try #require(try connections(evidence))
        #expect(found.prefix(2) == ["192.0.2.2 8449 matrix.example.com", "192.0.2.2 8449 example.com"])
    }

    @Test("Addresses that may not be contacted are left out, and however much SRV records name, few are tried")
    func limits() throws {
        let targets = (0..<60).map { "10 5 \(9000 + $0) matrix.example.com." }
        let owner = try #require(Name("_matrix._tcp.matrix.example.com."))
        let records = try targets.map { try AnswerRecord("\(owner) 300 IN SRV \($0)") }
        let evidence = try evidence { $0.dns.append(DNSEntry(Question(owner, .srv), .noError, records: records)) }
        #expect(try connections(evidence)?.count == 12)
        let address = try #require(IPAddress("192.0.2.1"))
        let allowed = try #require(try connections(evidence) { $0 == address })
        #expect(!allowed.isEmpty && allowed.allSatisfy { $0.hasPrefix("192.0.2.1 ") })
    }
}
