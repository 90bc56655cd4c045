import Certificates
import DNS
import Diagnostics
import Federation
import Linting
import ServerRules
import TLSIdentity
import TestSupport
import Testing

/// Evidence about `example.com`, at which a website answers, and its hosts.
struct KnownServer {
    var evidence = Evidence(collected: Timestamp("2026-11-21T00:00:00Z"))
    private static let addresses = [
        "example.com": "9.9.9.1", "matrix.example.com": "9.9.9.2", "chat.example.com": "9.9.9.3",
    ]

    init() throws {
        for (host, address) in Self.addresses.sorted(by: { $0.key < $1.key }) {
            try answer(host, .a, address)
            try answer(host, .aaaa)
        }
    }

    mutating func answer(_ name: String, _ type: RecordType, _ records: String...) throws {
        let name = try #require(Name(name))
        evidence.dns.append(
            DNSEntry(
                Question(name, type), records.isEmpty ? .nxDomain : .noError,
                records: try records.map { try AnswerRecord("\(name) 300 IN \(type) \($0)") }))
    }

    mutating func answerServices(at host: String, _ records: String...) throws {
        for service in MatrixService.allCases {
            let owner = "\(service.ownerPrefix).\(host)"
            if records.isEmpty { try answer(owner, .srv) } else { try answer(owner, .srv, records[0]) }
        }
    }

    mutating func respond(_ status: Int, _ body: String? = nil, _ certificate: ExampleCertificate? = nil) throws {
        let url = WellKnown.url("example.com", .server)
        let address = try #require(IPAddress("9.9.9.1"))
        evidence.https.append(
            HTTPSEntry(
                url: url, address: address,
                hops: [.init(url: url, status: status, headers: [Header("content-type", "application/json")])],
                status: status, body: body.map { Array($0.utf8) }))
        guard let certificate else { return }
        evidence.tls.append(
            TLSEntry(
                address: address, port: 443, serverName: "example.com", version: "TLSv1.3",
                certificates: [try certificate.pem()]))
    }

    /// Adds a homeserver, or an endpoint that refuses connections.
    mutating func connect(
        _ host: String, _ port: UInt16, as name: String, _ certificate: ExampleCertificate? = nil,
        keys: String? = nil
    ) throws {
        let address = try #require(Self.addresses[host].flatMap { IPAddress($0) })
        var entry = TLSEntry(address: address, port: port, serverName: name)
        if let certificate {
            entry.certificates = [try certificate.pem()]
        } else {
            entry.error = .connectionRefused
            entry.circumstances.phase = .connect
        }
        evidence.tls.append(entry)
        guard certificate != nil else { return }
        evidence.federation.append(
            FederationEntry(
                address: address, port: port, path: "/_matrix/federation/v1/version", hostHeader: name, status: 200,
                body: #"{"server": {"name": "Synapse", "version": "1.163.2"}}"#))
        if let keys {
            evidence.federation.append(
                FederationEntry(
                    address: address, port: port, path: "/_matrix/key/v2/server", hostHeader: name, status: 200,
                    body: #"{"server_name": "\#(keys)", "verify_keys": {}, "valid_until_ts": 1}"#))
        }
    }

    /// - Parameter trust: The trust in a chain without intermediate certificates; `nil` if its intermediate is missing.
    func report(_ linter: Linter = Linter(), alone trust: TrustJudgement? = nil) -> ServerReport {
        var input = ServerInput("example.com", evidence: evidence)
        for chain in input.chains {
            let isAlone = chain.certificates.count == 1
            input.trust[chain] =
                isAlone
                ? trust ?? .intermediateMissing(issuer: chain.leaf.issuer, addresses: []) : .trusted(paths: [])
        }
        return linter.report(on: input)
    }
}
