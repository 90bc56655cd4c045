import DNS
import TLSIdentity
import Testing

@testable import Federation

/// The part of a file for one of several server names: everything that the name leads to, and nothing of the others.
@Suite struct CommonEvidenceTests {
    private func answer(_ name: String, _ type: RecordType, _ data: [String]) throws -> DNSEntry {
        DNSEntry(
            Question(try #require(Name(name)), type), .noError,
            records: try data.map { try AnswerRecord("\(name) 60 IN \($0)") })
    }

    private func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

    private func handshake(_ text: String, _ name: String) throws -> TLSEntry {
        TLSEntry(address: try address(text), port: 8448, serverName: name)
    }

    @Test func `hosts, addresses and documents are followed to their end`() throws {
        var evidence = Evidence(collected: Timestamp("2026-11-28T00:00:00Z"))
        for name in ["a", "b"] {
            evidence.dns += [
                try answer("\(name).example.", .a, ["A 192.0.2.1"]),
                try answer("_matrix-fed._tcp.m.\(name).example.", .srv, ["SRV 0 0 8448 t.\(name).example."]),
                try answer("t.\(name).example.", .cname, ["CNAME u.\(name).example."]),
                try answer("u.\(name).example.", .aaaa, ["AAAA 2001:db8::\(name)"]),
                try answer("deep.er.\(name).example.", .txt, []),
            ]
            evidence.https += [
                HTTPSEntry(
                    url: "https://\(name).example/.well-known/matrix/server",
                    hops: [
                        HTTPSEntry.Hop(
                            url: "https://\(name).example/.well-known/matrix/server", status: 301,
                            headers: [Header("Location", "https://w.\(name).example:444/x")])
                    ], status: 200, body: Array("{\"M.Server\": \"M.\(name).example\"}".utf8)),
                HTTPSEntry(url: "https://w.\(name).example:444/x", status: 200),
            ]
            evidence.tls += [
                try handshake("2001:db8::\(name)", "other.example"), try handshake("192.0.2.9", "w.\(name).example"),
            ]
            evidence.federation.append(
                FederationEntry(
                    address: try address("2001:db8::\(name)"), port: 8448, path: "/", hostHeader: "\(name).example:1"))
        }
        let part = CommonEvidence(evidence).evidence(for: "A.example")
        #expect(part.collected == evidence.collected)
        #expect(part.dns.map(\.question) == evidence.dns[..<5].map(\.question))
        #expect(part.https.map(\.url) == evidence.https[..<2].map(\.url))
        #expect(part.tls.map(\.serverName) == ["other.example", "w.a.example"])
        #expect(part.federation.map(\.hostHeader) == ["a.example:1"])
    }

    @Test func `each of many names at one address has its own handshakes`() throws {
        let names = (0..<100).map { "s\($0).example" }
        let evidence = Evidence(
            dns: try names.map { try answer("\($0).", .a, ["A 192.0.2.1"]) },
            tls: try names.map { try handshake("192.0.2.1", $0) })
        let common = CommonEvidence(evidence)
        for name in names { #expect(common.evidence(for: name).tls.map(\.serverName) == [name]) }
    }

    @Test func `evidence of the server name alone leads to common entries`() throws {
        let common = CommonEvidence(Evidence(dns: [try answer("m.example.", .a, ["A 192.0.2.1"])]))
        let own = Evidence(dns: [try answer("_matrix._tcp.a.example.", .srv, ["SRV 0 0 8448 m.example."])])
        #expect(common.evidence(for: "a.example").dns.isEmpty)
        #expect(common.evidence(for: "a.example", with: own).dns.map(\.question.type) == [.a, .srv])
    }

    @Test func `the zones above a host are included without other entries that they lead to`() throws {
        let evidence = Evidence(
            dns: [
                try answer("example.", .ns, ["NS ns.example."]), try answer("ns.example.", .a, ["A 192.0.2.5"]),
                try answer("example.", .a, ["A 192.0.2.7"]), try answer("_matrix._tcp.example.", .srv, []),
            ], tls: [try handshake("192.0.2.7", "example")])
        let part = CommonEvidence(evidence).evidence(for: "a.example")
        #expect(part.dns.map(\.question.type) == [.ns, .a, .a])
        #expect(part.tls.isEmpty)
    }

    @Test(arguments: ["192.0.2.1:8448", "192.0.2.1"])
    func `a server name that is an address has the connections to that address`(name: String) throws {
        let evidence = Evidence(tls: [try handshake("192.0.2.1", "x.example"), try handshake("192.0.2.2", "x")])
        #expect(CommonEvidence(evidence).evidence(for: name).tls.map(\.serverName) == ["x.example"])
    }

    @Test func `a long chain of services is followed without recursion`() throws {
        let count = 20_000
        let evidence = Evidence(
            dns: try (0..<count).map { number in
                try answer("_s\(number).example.", .cname, ["CNAME _s\(number + 1).example."])
            } + [try answer("a.test.", .cname, ["CNAME _s0.example."])])
        #expect(CommonEvidence(evidence).evidence(for: "a.test").dns.count == count + 1)
    }
}
