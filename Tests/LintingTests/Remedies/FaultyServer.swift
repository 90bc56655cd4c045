import Certificates
import DNS
import Diagnostics
import Federation
import ServerRules
import TLSIdentity
import TestSupport

/// The evidence about `example.com`, with a random branch of discovery and random faults. The same seed gives the same.
struct FaultyServer {
    private var random: SeededGenerator
    private(set) var evidence = Evidence(collected: Timestamp("2026-11-21T00:00:00Z"))
    /// The faults, for messages.
    private(set) var parts: [String] = []

    private static let url = "https://example.com/.well-known/matrix/server"
    private static let addresses = [
        "example.com": "9.9.9.1", "matrix.example.com": "9.9.9.2", "web.example.com": "9.9.9.3",
    ]

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        for (host, address) in Self.addresses.sorted(by: { $0.key < $1.key }) { try addHost(host, address) }
        try addWebsite()
        for service in MatrixService.allCases { try addServices(service) }
        for (host, port) in [("example.com", 8448), ("matrix.example.com", 8448), ("matrix.example.com", 443)] {
            try addEndpoint(host, UInt16(port))
        }
    }

    var input: ServerInput {
        var input = ServerInput("example.com", evidence: evidence)
        for chain in input.chains {
            let isAlone = chain.certificates.count == 1
            input.trust[chain] =
                isAlone ? .intermediateMissing(issuer: chain.leaf.issuer, addresses: []) : .trusted(paths: [])
        }
        return input
    }

    private mutating func pick(_ part: String, _ choices: [String]) -> String {
        let choice = random.pick(choices)
        parts.append("\(part): \(choice)")
        return choice
    }

    // MARK: Names

    private mutating func ask(_ name: String, _ type: RecordType, _ status: DNSStatus, _ records: [String] = []) throws
    {
        guard let name = Name(name) else { return }
        evidence.dns.append(
            DNSEntry(Question(name, type), status, records: try records.map { try AnswerRecord($0) }))
    }

    private mutating func addHost(_ host: String, _ address: String) throws {
        switch pick("addresses of \(host)", ["known", "known", "known", "known", "none", "not collected", "SERVFAIL"]) {
        case "known":
            try ask(host, .a, .noError, ["\(host). 300 IN A \(address)"])
            try ask(host, .aaaa, .noError)
        case "none":
            try ask(host, .a, .noError)
            try ask(host, .aaaa, .noError)
        case "SERVFAIL":
            try ask(host, .a, .servFail)
            try ask(host, .aaaa, .servFail)
        default: break
        }
    }

    private mutating func addServices(_ service: MatrixService) throws {
        let owner = "\(service.ownerPrefix).example.com."
        var target: String?
        switch pick(
            service.rawValue,
            [
                "none", "none", "none", "host", "host", "alias", "address", "dotless", "root", "doubled", "SERVFAIL",
                "timeout",
                "not collected",
            ])
        {
        case "none": try ask(owner, .srv, .nxDomain)
        case "host": target = "matrix.example.com."
        case "alias":
            target = "alias.example.com."
            for (type, value) in [(RecordType.a, "A 9.9.9.2"), (.aaaa, "")] {
                try ask(
                    "alias.example.com.", type, .noError,
                    ["alias.example.com. 300 IN CNAME matrix.example.com."]
                        + (value.isEmpty ? [] : ["matrix.example.com. 300 IN \(value)"]))
            }
        case "address": target = "9.9.9.2."
        case "dotless": target = "matrix."
        case "root": target = "."
        case "doubled": target = "matrix.example.com.example.com."
        case "SERVFAIL": try ask(owner, .srv, .servFail)
        case "timeout": try ask(owner, .srv, .timeout)
        default: break
        }
        guard let target else { return }
        let port = pick("port of \(service.rawValue)", ["8448", "443"])
        try ask(owner, .srv, .noError, ["\(owner) 300 IN SRV 10 5 \(port) \(target)"])
        guard ["matrix.", "matrix.example.com.example.com."].contains(target) else { return }
        for type in [RecordType.a, .aaaa] { try ask(target, type, .nxDomain) }
    }

    // MARK: Connections

    private static let certificates: [String: ExampleCertificate] = [
        "good": ExampleCertificate(["example.com", "matrix.example.com"]),
        "of the host": ExampleCertificate(["matrix.example.com"]),
        "of another name": ExampleCertificate(["www.example.net"]),
        "expired": ExampleCertificate(["example.com", "matrix.example.com"], validFrom: -100, validUntil: -10),
        "without its chain": ExampleCertificate(["example.com", "matrix.example.com"], .leafAlone),
    ]

    private mutating func addEndpoint(_ host: String, _ port: UInt16) throws {
        let state = pick(
            "\(host):\(port)",
            Self.certificates.keys.sorted() + ["good", "good", "refused", "timeout", "alert", "not collected"])
        guard let address = Self.addresses[host].flatMap({ IPAddress($0) }), state != "not collected" else { return }
        for name in ["example.com", "matrix.example.com"] {
            var entry = TLSEntry(address: address, port: port, serverName: name, version: "TLSv1.3")
            if let certificate = Self.certificates[state] {
                entry.certificates = [try certificate.pem()]
            } else {
                entry.version = nil
                entry.error = state == "refused" ? .connectionRefused : state == "timeout" ? .timeout : .tlsFailed
                entry.circumstances.phase = state == "alert" ? .tls : .connect
            }
            evidence.tls.append(entry)
        }
        guard Self.certificates[state] != nil, pick("version of \(host):\(port)", ["yes", "yes", "no"]) == "yes" else {
            return
        }
        for name in ["example.com", "matrix.example.com"] {
            evidence.federation.append(
                FederationEntry(
                    address: address, port: port, path: "/_matrix/federation/v1/version", hostHeader: name, status: 200,
                    body: #"{"server": {"name": "Synapse", "version": "1.163.2"}}"#))
        }
    }

    private static let documents = [
        #"{"m.server": "matrix.example.com:8448"}"#, #"{"m.server": "matrix.example.com:443"}"#,
        #"{"m.server": "matrix.example.com"}"#, #"{"m.server": "example.com:8448"}"#, #"{"m.server": "example.com"}"#,
        #"{"m.server": "matrix.example.com:8448",}"#, #"'{"m.server": "matrix.example.com:8448"}'"#,
        #""{\"m.server\": \"matrix.example.com:8448\"}""#, "{'m.server': 'matrix.example.com:8448'}",
        #"{"m.server": "https://matrix.example.com"}"#, #"{"m.server": "matrix.example.com.:8448"}"#,
        #"{"M.Server": "matrix.example.com:8448"}"#, #"{"m.server": ["matrix.example.com:8448"]}"#,
        #"{"m.server": ""}"#,
        #"{"m.homeserver": {"base_url": "https://matrix.example.com"}}"#, "<!doctype html><title>Hello</title>", "",
    ]

    private mutating func addWebsite() throws {
        let certificate = pick(
            "website certificate", ["good", "good", "good", "not collected"] + Self.certificates.keys.sorted())
        if let certificate = Self.certificates[certificate], let address = IPAddress("9.9.9.1") {
            evidence.tls.append(
                TLSEntry(
                    address: address, port: 443, serverName: "example.com", version: "TLSv1.3",
                    certificates: [try certificate.pem()]))
        }
        var entry = HTTPSEntry(url: Self.url, address: IPAddress("9.9.9.1"))
        entry.hops = [HTTPSEntry.Hop(url: Self.url, status: 200, headers: [Header("content-type", "application/json")])]
        entry.status = 200
        switch pick(
            "response",
            [
                "document", "document", "document", "document", "404", "404", "500", "login", "loop", "refused",
                "timeout", "TLS",
                "not collected",
            ])
        {
        case "document": entry.body = Array(pick("document", Self.documents).utf8)
        case "404", "500":
            entry.status = parts.last == "response: 404" ? 404 : 500
            entry.hops[0].status = entry.status
        case "login":
            entry.hops[0] = HTTPSEntry.Hop(
                url: Self.url, status: 302, headers: [Header("location", "https://example.com/login")])
            entry.hops.append(
                HTTPSEntry.Hop(
                    url: "https://example.com/login", status: 200, headers: [Header("content-type", "text/html")]))
            entry.body = Array("<!doctype html><form>".utf8)
        case "loop":
            entry.status = nil
            entry.error = .redirectLoop
        case "refused": entry.fail(.connectionRefused, .connect)
        case "timeout": entry.fail(.timeout, .connect)
        case "TLS": entry.fail(.tlsFailed, .tls)
        default: return
        }
        evidence.https.append(entry)
    }
}

extension HTTPSEntry {
    fileprivate mutating func fail(_ error: ExchangeError, _ phase: Phase) {
        hops = []
        status = nil
        self.error = error
        circumstances.phase = phase
    }
}
