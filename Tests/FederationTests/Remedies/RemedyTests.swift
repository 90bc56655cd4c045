import DNS
import Federation
import TLSIdentity
import Testing

@Suite("Remedies")
struct RemedyTests {
    private static let url = "https://example.com/.well-known/matrix/server"
    private static let document = RemedyChange.document(
        host: "example.com", text: #"{"m.server": "matrix.example.com:443"}"#)

    @Test("A document appears where the website answers, and not where it refuses connections")
    func document() throws {
        let evidence = Evidence(https: [
            HTTPSEntry(url: Self.url, address: IPAddress("192.0.2.1"), status: 404),
            HTTPSEntry(
                url: Self.url, address: IPAddress("192.0.2.2"), error: .connectionRefused,
                circumstances: Circumstances(phase: .connect)),
        ])
        let changed = Remedy([Self.document]).apply(to: evidence)
        #expect(changed.https.map(\.status) == [200, nil])
        #expect(changed.https.map(\.error) == [nil, .connectionRefused])
        #expect(evidence.https.map(\.status) == [404, nil])
    }

    @Test("What answers at the path of a document is a part of the step that publishes it")
    func obstacles() {
        let path = { RemedyChange.path(host: "example.com", $0) }
        let redirect = PathObstacle.redirect("https://parking.example.net/")
        let moved = PathObstacle.moved("https://www.example.com/.well-known/matrix/server")
        #expect(
            Remedy([path(redirect), Self.document]).steps == [
                "Publish this document at `\(Self.url)`, without the redirect to `https://parking.example.net/`"
            ])
        #expect(
            Remedy([path(moved), Self.document]).steps == [
                "Publish this document at `https://www.example.com/.well-known/matrix/server`, which `example.com` "
                    + "redirects to"
            ])
        #expect(Remedy([path(redirect), path(.status(503)), Self.document]).steps.count == 1)
        #expect(Remedy([path(.page), Self.document]).steps.count == 2)
    }

    @Test("No document appears at a host without an address, but at one whose addresses are not known")
    func documentWithoutAddress() throws {
        let name = try #require(Name("example.com."))
        let empty = Evidence(dns: [RecordType.a, .aaaa].map { DNSEntry(Question(name, $0), .nxDomain) })
        #expect(Remedy([Self.document]).apply(to: empty).https.isEmpty)
        let unknown = Evidence(dns: [DNSEntry(Question(name, .a), .servFail)])
        #expect(Remedy([Self.document]).apply(to: unknown).https.map(\.status) == [200])
    }

    @Test("A new certificate is not made up: the old one is gone, and none is in its place")
    func certificate() throws {
        let address = try #require(IPAddress("192.0.2.1"))
        let evidence = Evidence(
            dns: [
                DNSEntry(
                    Question(try #require(Name("example.com.")), .a), .noError,
                    records: [try AnswerRecord("example.com. 300 IN A 192.0.2.1")])
            ],
            tls: [
                TLSEntry(address: address, port: 8448, serverName: "example.com", certificates: ["old"]),
                TLSEntry(address: address, port: 8448, serverName: "other.example", certificates: ["other"]),
                TLSEntry(address: address, port: 443, serverName: "example.com", certificates: ["website"]),
            ])
        let remedy = Remedy([.certificate(host: "example.com", port: 8448, name: .dns("example.com"), .obtain)])
        #expect(remedy.apply(to: evidence).tls.map(\.certificates) == [[], ["other"], ["website"]])
        #expect(remedy.certificateNames == ["example.com"])
    }

    @Test("A Host header gets the responses to another one, at the endpoint only, and how to compare names is said")
    func hostHeader() throws {
        let addresses = try ["192.0.2.1", "192.0.2.2"].map { try #require(IPAddress($0)) }
        let evidence = Evidence(
            federation: addresses.flatMap { address in
                [("example.com", 200), ("example.com:443", 503)].map { header, status in
                    FederationEntry(
                        address: address, port: 443, path: FederationPath.version.rawValue, hostHeader: header,
                        status: status)
                }
            })
        let change = RemedyChange.hostHeader(
            host: "192.0.2.1", port: 443, rejected: "example.com:443", accepted: "example.com")
        let changed = Remedy([change]).apply(to: evidence).federation
        func statuses(_ address: IPAddress) -> [String?: Int?] {
            Dictionary(
                uniqueKeysWithValues: changed.filter { $0.address == address }.map { ($0.hostHeader, $0.status) })
        }
        #expect(statuses(addresses[0]) == ["example.com": 200, "example.com:443": 200])
        #expect(statuses(addresses[1]) == ["example.com": 200, "example.com:443": 503])
        #expect(Remedy([change]).title.hasSuffix("by comparing the name without the port"))
        let names = RemedyChange.hostHeader(
            host: "192.0.2.1", port: 443, rejected: "example.com", accepted: "matrix.example.com:443")
        #expect(Remedy([names]).title.hasSuffix("also accept the Host header `example.com`"))
    }

    @Test("A repaired port is unknown, not open")
    func port() throws {
        let address = try #require(IPAddress("192.0.2.1"))
        let evidence = Evidence(tls: [
            TLSEntry(address: address, port: 8448, serverName: "192.0.2.1", error: .connectionRefused),
            TLSEntry(address: address, port: 443, serverName: "192.0.2.1", error: .connectionRefused),
        ])
        let changed = Remedy([.port(host: "192.0.2.1", port: 8448)]).apply(to: evidence)
        #expect(changed.tls.map(\.port) == [443])
    }

    @Test("SRV records replace those under both names, and are published as they are tried")
    func services() throws {
        let owner = try #require(Name("_matrix-fed._tcp.example.com."))
        let evidence = Evidence(dns: [
            DNSEntry(Question(owner, .srv), .servFail),
            DNSEntry(Question(owner, .srv), .servFail, server: "192.0.2.53:53"),
        ])
        let service = try #require(
            try AnswerRecord("_matrix-fed._tcp.example.com. 300 IN SRV 10 5 8448 matrix.example.com.").service)
        let remedy = Remedy([.services(host: "example.com", [service])])
        let records = remedy.apply(to: evidence).dns.flatMap(\.records).map(\.text)
        #expect(
            records == [
                "_matrix-fed._tcp.example.com. 3600 IN SRV 10 5 8448 matrix.example.com.",
                "_matrix._tcp.example.com. 3600 IN SRV 10 5 8448 matrix.example.com.",
            ])
        #expect(remedy.publications.map(\.text) == [records.joined(separator: "\n")])
    }

    @Test("Repairs come before what is published, and the size grows with what must be published")
    func order() {
        let website = RemedyChange.website(host: "example.com", addresses: [])
        let remedy = Remedy([Self.document, website])
        #expect(remedy.changes == [website, Self.document])
        #expect(remedy.kind == .wellKnown)
        #expect(remedy.title.hasPrefix("Make the website"))
        #expect(Remedy([website]).size < Remedy([Self.document]).size)
        #expect(Remedy([Self.document]).size < remedy.size)
    }
}
