import Certificates
import DNS
import Diagnostics
import Federation
import Linting
import ServerRules
import TLSIdentity
import TestSupport

/// The evidence about `example.com` for one combination of a document, SRV records and endpoints.
struct CombinedServer {
    enum Document: CaseIterable {
        case missing, delegating, page, untrusted, timedOut, notCollected, url, elsewhere
    }

    enum Services: CaseIterable {
        case none, found, failed, withoutAddress
    }

    enum Endpoint: CaseIterable {
        case working, refused, wrongName, noRoute, notCollected, partlyTried
    }

    let document: Document
    let services: Services
    let endpoint: Endpoint

    /// Every document with every state of the endpoints, each with two of the states of the SRV records.
    static var all: [CombinedServer] {
        let services = Services.allCases
        return Document.allCases.enumerated().flatMap { number, document in
            Endpoint.allCases.enumerated().flatMap { offset, endpoint in
                [0, 1].map { shift in
                    CombinedServer(
                        document: document, services: services[(number + offset + shift) % services.count],
                        endpoint: endpoint)
                }
            }
        }
    }

    func report() throws -> ServerReport {
        var evidence = Evidence(collected: Timestamp("2026-11-21T00:00:00Z"))
        evidence.https = [documentEntry].compactMap(\.self)
        if document == .elsewhere {
            evidence.https.append(
                HTTPSEntry(
                    url: "https://matrix.example.com/.well-known/matrix/server", status: 200,
                    body: Array(#"{"m.server": "matrix.example.com:8448"}"#.utf8)))
        }
        try addNames(&evidence)
        for (host, address) in [("example.com", "9.9.9.1"), ("matrix.example.com", "9.9.9.2")] {
            try addEndpoint(host, address, &evidence)
        }
        var input = ServerInput("example.com", evidence: evidence)
        for chain in input.chains { input.trust[chain] = .trusted(paths: []) }
        return Linter().report(on: input)
    }

    private var documentEntry: HTTPSEntry? {
        let url = "https://example.com/.well-known/matrix/server"
        let delegation = Array(#"{"m.server": "matrix.example.com:8448"}"#.utf8)
        switch document {
        case .missing, .elsewhere: return HTTPSEntry(url: url, status: 404)
        case .delegating: return HTTPSEntry(url: url, status: 200, body: delegation)
        case .page: return HTTPSEntry(url: url, status: 200, body: Array("<html></html>".utf8))
        case .untrusted: return HTTPSEntry(url: url, status: 200, body: delegation, error: .tlsFailed)
        case .timedOut: return HTTPSEntry(url: url, error: .timeout)
        case .notCollected: return nil
        case .url:
            return HTTPSEntry(url: url, status: 200, body: Array(#"{"m.server": "https://matrix.example.com"}"#.utf8))
        }
    }

    private func addNames(_ evidence: inout Evidence) throws {
        func add(_ name: String, _ type: RecordType, _ status: DNSStatus, _ records: [String] = []) throws {
            guard let owner = Name(name) else { return }
            evidence.dns.append(
                DNSEntry(Question(owner, type), status, records: try records.map { try AnswerRecord($0) }))
        }
        for (host, address) in [("example.com.", "9.9.9.1"), ("matrix.example.com.", "9.9.9.2")] {
            let isMissing = services == .withoutAddress && host == "matrix.example.com."
            try add(host, .a, .noError, isMissing ? [] : ["\(host) 300 IN A \(address)"])
            try add(host, .aaaa, .noError)
        }
        for service in MatrixService.allCases {
            let owner = "\(service.ownerPrefix).example.com."
            switch services {
            case .none: try add(owner, .srv, .nxDomain)
            case .found, .withoutAddress:
                try add(owner, .srv, .noError, ["\(owner) 300 IN SRV 10 5 8448 matrix.example.com."])
            case .failed: try add(owner, .srv, .servFail)
            }
        }
    }

    private func addEndpoint(_ host: String, _ address: String, _ evidence: inout Evidence) throws {
        guard endpoint != .notCollected, let address = IPAddress(address) else { return }
        let names = endpoint == .wrongName ? ["www.example.net"] : ["example.com", "matrix.example.com"]
        let pem = try ExampleCertificate(names).pem()
        for name in ["example.com", "matrix.example.com"] {
            var entry = TLSEntry(address: address, port: 8448, serverName: name, version: "TLSv1.3")
            switch endpoint {
            case .working, .wrongName: entry.certificates = [pem]
            case .refused: entry.error = .connectionRefused
            case .noRoute: entry.error = .unreachable
            case .partlyTried: entry.error = host == "example.com" ? .connectionRefused : .unreachable
            case .notCollected: break
            }
            if entry.error != nil { entry.circumstances.phase = .connect }
            evidence.tls.append(entry)
            guard entry.error == nil else { continue }
            evidence.federation.append(
                FederationEntry(
                    address: address, port: 8448, path: "/_matrix/federation/v1/version", hostHeader: name, status: 200,
                    body: #"{"server": {"name": "Synapse", "version": "1.163.2"}}"#))
        }
    }
}
