import Certificates
import DNS
import Federation
import TLSIdentity
import TestSupport
import Testing

/// Evidence of a server name with n items of some kind.
struct ServerShape: Sendable, CustomTestStringConvertible {
    let name: String
    /// The smallest n.
    let size: Int
    let evidence: @Sendable (Int) throws -> Evidence

    var testDescription: String { name }

    init(_ name: String, size: Int = 1000, _ evidence: @escaping @Sendable (Int) throws -> Evidence) {
        self.name = name
        self.size = size
        self.evidence = evidence
    }

    static let all: [ServerShape] = [
        ServerShape("SRV targets that refuse the connection") { n in
            var evidence = try targets(n)
            evidence.tls = try (0..<n).map { number in
                TLSEntry(
                    address: try address(number), port: 8448, serverName: "example.com", error: .connectionRefused,
                    circumstances: Circumstances(phase: .connect))
            }
            return evidence
        },
        ServerShape("SRV targets that present certificates") { n in
            var evidence = try targets(n)
            let chain = [try TestAuthority.leaf().pem]
            evidence.tls = try (0..<n).map { handshake(try address($0), chain) }
            return evidence
        },
        ServerShape("SRV targets at both names") { n in
            var evidence = try targets(n)
            evidence.dns[3] = try answer(
                "_matrix._tcp.example.com.", .srv, (0..<n).map { "60 IN SRV 0 0 8448 o\($0)." })
            return evidence
        },
        ServerShape("SRV targets whose queries fail") { n in
            var evidence = try targets(n)
            for index in evidence.dns.indices.dropFirst(4) {
                evidence.dns[index].records = []
                evidence.dns[index].status = .servFail
                evidence.dns[index].extendedErrors = [DNSEntry.ExtendedError(code: index % 65_536, text: "\(index)")]
            }
            return evidence
        },
        ServerShape("SRV records to one target with many addresses") { n in
            try server(
                services: (0..<n).map { "60 IN SRV 0 0 \($0 + 1) m.example.com." },
                addresses: (0..<n).map { try "60 IN A \(address($0))" })
        },
        ServerShape("addresses of one target") { n in
            var evidence = try server(addresses: (0..<n).map { try "60 IN A \(address($0))" })
            evidence.tls = try (0..<n).map { number in
                TLSEntry(
                    address: try address(number), port: 8448, serverName: "example.com", error: .timeout,
                    circumstances: Circumstances(phase: .connect))
            }
            return evidence
        },
        ServerShape("aliases in one answer") { n in
            var evidence = try server(services: ["60 IN SRV 0 0 8448 c0."])
            let chain = (0..<n).map { "c\($0). 60 IN CNAME c\($0 + 1)." }
            evidence.dns += [
                try entry("c0.", .a, chain + ["c\(n). 60 IN A 9.9.9.9"]), try entry("c0.", .aaaa, chain),
            ]
            return evidence
        },
        ServerShape("aliases in an answer each") { n in
            var evidence = try server(services: ["60 IN SRV 0 0 8448 c0."])
            for number in 0..<n {
                for type in [RecordType.a, .aaaa] {
                    var alias = try answer("c\(number).", type, [])
                    alias.records = [try AnswerRecord("c\(number). 60 IN CNAME c\(number + 1).")]
                    alias.isAuthoritative = true
                    evidence.dns.append(alias)
                }
            }
            return evidence
        },
        ServerShape("documents from one URL") { n in
            try documents(n) { _ in "example.com" }
        },
        ServerShape("documents from a URL each") { n in
            try documents(n) { "h\($0).example.com" }
        },
        ServerShape("redirects of one document") { n in
            var evidence = try documents(1) { _ in "example.com" }
            evidence.https[0].hops = (0..<n).map { HTTPSEntry.Hop(url: "https://r\($0).example.com/x", status: 301) }
            return evidence
        },
        ServerShape("header fields of one document") { n in
            var evidence = try documents(1) { _ in "example.com" }
            evidence.https[0].hops = [
                HTTPSEntry.Hop(
                    url: evidence.https[0].url, status: 200, headers: (0..<n).map { Header("x-\($0)", "y") })
            ]
            return evidence
        },
        ServerShape("members of one document") { n in
            var evidence = try documents(1) { _ in "example.com" }
            let members = (0..<n).map { "\"k\($0)\": \($0)" } + ["\"m.server\": \"m.example.com:8448\""]
            evidence.https[0].body = Array("{\(members.joined(separator: ","))}".utf8)
            return evidence
        },
        ServerShape("TLS handshakes with one address") { n in
            var evidence = try server()
            let chain = [try TestAuthority.leaf().pem]
            evidence.tls = try (0..<n).map { _ in handshake(try address(0), chain) }
            return evidence
        },
        ServerShape("answers to one question") { n in
            var evidence = try server()
            evidence.dns += try (0..<n).map { number in
                var entry = try answer("_matrix-fed._tcp.example.com.", .srv, ["60 IN SRV 0 0 8448 m.example.com."])
                entry.nameServer = Name("ns\(number).example.com.")
                entry.zone = Name("example.com.")
                entry.server = "\(try address(number)):53"
                entry.isAuthoritative = number % 3 > 0
                return entry
            }
            return evidence
        },
        ServerShape("name servers, each asked another question") { n in
            var evidence = try server()
            for number in 0..<n {
                for server in 0..<2 {
                    var entry = try answer("q\(number).example.com.", .a, ["60 IN A 192.0.2.\(server)"])
                    entry.nameServer = Name("ns\(number * server).example.com.")
                    entry.zone = Name("example.com.")
                    entry.isAuthoritative = true
                    evidence.dns.append(entry)
                }
            }
            return evidence
        },
        ServerShape("requests to one address") { n in
            var evidence = try server()
            let paths = ["/_matrix/key/v2/server", "/_matrix/federation/v1/version", "/x"]
            evidence.tls = [handshake(try address(0), [try TestAuthority.leaf().pem])]
            evidence.federation = try (0..<n).map { number in
                FederationEntry(
                    address: try address(0), port: 8448, path: paths[number % 3], hostHeader: "h\(number)",
                    status: 200 + number % 2, body: "{}")
            }
            return evidence
        },
        ServerShape("keys in one document", size: 2000) { n in
            var evidence = try server()
            let keys = (0..<n).map { "\"ed25519:\($0)\": {\"key\": \"AAAA\"}" }
            let signatures = (0..<n).map { "\"ed25519:\($0)\": \"AAAA\"" }
            evidence.tls = [handshake(try address(0), [try TestAuthority.leaf().pem])]
            evidence.federation = [
                FederationEntry(
                    address: try address(0), port: 8448, path: "/_matrix/key/v2/server", hostHeader: "example.com",
                    status: 200,
                    body: """
                        {"server_name": "example.com", "verify_keys": {\(keys.joined(separator: ","))},
                         "signatures": {"example.com": {\(signatures.joined(separator: ","))}}}
                        """)
            ]
            return evidence
        },
        // The encoder of the tests is limited to 65,535 octets.
        ServerShape("names in one certificate", size: 500) { n in
            var evidence = try server()
            let leaf = try TestAuthority.leaf { $0.names = (0..<n).map { .dns("*.h\($0).example.org") } }
            evidence.tls = [handshake(try address(0), [leaf.pem])]
            return evidence
        },
        ServerShape("certificates of one chain, each issued by the next", size: 200) { n in
            try chain(n) { ("C\($0)", issuer: "C\($0 + 1)") }
        },
        ServerShape("certificates of one chain that may all have issued each other", size: 200) { n in
            try chain(n) { $0.isMultiple(of: 2) ? ("C0", issuer: "C1") : ("C1", issuer: "C0") }
        },
        ServerShape("certificates that are not part of the chain", size: 200) { n in
            try chain(n) { ("C\($0 + 2)", issuer: "D\($0)") }
        },
    ]
}

// MARK: - Parts

extension ServerShape {
    struct NoSuchAddress: Error {}

    private static func address(_ number: Int) throws -> IPAddress {
        // Different addresses from 198.18.0.0 on.
        .v4(0xC612_0000 + UInt32(number))
    }

    private static func entry(_ name: String, _ type: RecordType, _ records: [String]) throws -> DNSEntry {
        guard let name = Name(name) else { throw NoSuchAddress() }
        return DNSEntry(Question(name, type), .noError, records: try records.map { try AnswerRecord($0) })
    }

    /// An answer with records of the name in the question.
    private static func answer(_ name: String, _ type: RecordType, _ data: [String]) throws -> DNSEntry {
        try entry(name, type, data.map { "\(name) \($0)" })
    }

    /// example.com without a document, with SRV records and the addresses of their target.
    private static func server(
        services: [String] = ["60 IN SRV 0 0 8448 m.example.com."], addresses: [String] = ["60 IN A 198.18.0.0"]
    ) throws -> Evidence {
        Evidence(
            collected: Timestamp("2026-11-21T08:00:00Z"),
            dns: [
                try answer("example.com.", .a, []), try answer("example.com.", .aaaa, []),
                try answer("_matrix-fed._tcp.example.com.", .srv, services),
                try answer("_matrix._tcp.example.com.", .srv, []),
                try answer("m.example.com.", .a, addresses), try answer("m.example.com.", .aaaa, []),
            ],
            https: [HTTPSEntry(url: WellKnown.url("example.com", .server), error: .dnsFailed)])
    }

    private static func targets(_ n: Int) throws -> Evidence {
        var evidence = try server(services: (0..<n).map { "60 IN SRV 0 0 8448 t\($0)." })
        evidence.dns.removeLast(2)
        for number in 0..<n {
            evidence.dns.append(try answer("t\(number).", .a, ["60 IN A \(try address(number))"]))
            evidence.dns.append(try answer("t\(number).", .aaaa, []))
        }
        return evidence
    }

    /// Documents that were fetched over TLS, each from a different address.
    private static func documents(_ n: Int, host: (Int) -> String) throws -> Evidence {
        var evidence = try server()
        let chain = [try TestAuthority.leaf().pem]
        evidence.https = try (0..<n).map { number in
            HTTPSEntry(
                url: WellKnown.url(host(number), .server), address: try address(number), status: 200,
                body: Array("{\"m.server\": \"m\(number).example.com:8448\"}".utf8))
        }
        evidence.tls = try (0..<n).map { number in
            var entry = handshake(try address(number), chain)
            entry.serverName = host(number)
            entry.port = 443
            return entry
        }
        return evidence
    }

    /// A handshake that presents a leaf and n certificates of authorities.
    private static func chain(_ n: Int, _ names: (Int) -> (String, issuer: String)) throws -> Evidence {
        var evidence = try server()
        let authorities = try (0..<n).map { number in
            let (subject, issuer) = names(number)
            return try TestAuthority.authority(subject, issuer: issuer) { $0.serial = Int64(number) + 2 }
        }
        let leaf = try TestAuthority.leaf { $0.issuer = "C0" }
        evidence.tls = [handshake(try address(0), ([leaf] + authorities).map(\.pem))]
        return evidence
    }

    /// n server names in one file, each with a different target.
    static func names(_ n: Int, isAtOneAddress: Bool) throws -> Evidence {
        var evidence = Evidence(collected: Timestamp("2026-11-21T08:00:00Z"))
        let chain = [try TestAuthority.leaf().pem]
        for number in 0..<n {
            let name = "s\(number).example.com"
            let address = try address(isAtOneAddress ? 0 : number)
            evidence.dns += [
                try answer("\(name).", .a, ["60 IN A \(address)"]), try answer("\(name).", .aaaa, []),
                try answer("_matrix-fed._tcp.\(name).", .srv, ["60 IN SRV 0 0 8448 m.\(name)."]),
                try answer("_matrix._tcp.\(name).", .srv, []),
                try answer("m.\(name).", .a, ["60 IN A \(address)"]), try answer("m.\(name).", .aaaa, []),
            ]
            evidence.https.append(HTTPSEntry(url: WellKnown.url(name, .server), address: address, status: 404))
            var tls = handshake(address, chain)
            tls.serverName = name
            evidence.tls.append(tls)
            evidence.federation.append(
                FederationEntry(
                    address: address, port: 8448, path: "/_matrix/federation/v1/version", hostHeader: name, status: 200,
                    body: "{}"))
        }
        return evidence
    }

    private static func handshake(_ address: IPAddress, _ certificates: [String]) -> TLSEntry {
        TLSEntry(
            address: address, port: 8448, serverName: "example.com", version: "TLSv1.3", certificates: certificates)
    }
}
