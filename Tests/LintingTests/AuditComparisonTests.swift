import DNS
import Diagnostics
import Federation
import Linting
import ServerRules
import TLSIdentity
import TestSupport
import Testing

@Suite("What has changed between two audits")
struct AuditComparisonTests {
    /// What a server publishes and answers at some time.
    struct World {
        var document = #"{"m.server": "matrix.example.com:443"}"#
        var documentStatus = 200
        var service = ["10 5 443 matrix.example.com."]
        var addresses = ["9.9.9.2"]
        var addressStatus = "NOERROR"
        var certificate = ExampleCertificate(["example.com", "matrix.example.com"])
        var handshakeError: ExchangeError?
        var version = "1.100.0"
        var keys = "plain"
        var collected = "2026-11-21T00:00:00Z"
    }

    private static func records(_ owner: String, _ type: String, _ data: [String], _ status: String = "NOERROR")
        -> String
    {
        let records = data.map { "\"\(owner) 300 IN \(type) \($0)\"" }.joined(separator: ",")
        return #"{"name": "\#(owner)", "type": "\#(type)", "status": "\#(status)", "records": [\#(records)]}"#
    }

    private static func evidence(_ world: World) throws -> Evidence {
        let dns = [
            records("example.com.", "A", ["9.9.9.1"]), records("example.com.", "AAAA", []),
            records("_matrix-fed._tcp.example.com.", "SRV", world.service),
            records("_matrix._tcp.example.com.", "SRV", world.service),
            records("matrix.example.com.", "A", world.addresses, world.addressStatus),
            records("matrix.example.com.", "AAAA", []),
        ]
        let text = #"{"dns": [\#(dns.joined(separator: ",\n"))]}"#
        var (evidence, problems) = EvidenceReader.read(Array(text.utf8))
        try #require(problems.isEmpty, "\(problems)")
        evidence.collected = Timestamp(world.collected)
        evidence.https = [
            HTTPSEntry(
                url: "https://example.com/.well-known/matrix/server", address: IPAddress("9.9.9.1"),
                status: world.documentStatus, body: Array(world.document.utf8))
        ]
        for text in world.addresses {
            let address = try #require(IPAddress(text))
            evidence.tls.append(
                TLSEntry(
                    address: address, port: 443, serverName: "matrix.example.com",
                    version: world.handshakeError == nil ? "TLSv1.3" : nil,
                    certificates: world.handshakeError == nil ? [try world.certificate.pem()] : [],
                    error: world.handshakeError,
                    circumstances: Circumstances(phase: world.handshakeError == nil ? nil : .connect)))
            guard world.handshakeError == nil else { continue }
            let body = try #require(KeyVector.all.first { $0.name == world.keys }).body
            let version = #"{"server": {"name": "Synapse", "version": "\#(world.version)"}}"#
            for (path, body) in [
                ("/_matrix/key/v2/server", body), ("/_matrix/federation/v1/version", version),
            ] {
                evidence.federation.append(
                    FederationEntry(
                        address: address, port: 443, path: path, hostHeader: "matrix.example.com:443", status: 200,
                        body: body))
            }
        }
        return evidence
    }

    private static func audit(_ world: World) throws -> ServerAudit {
        var input = ServerInput("example.com", evidence: try evidence(world))
        for chain in input.chains { input.trust[chain] = .trusted(paths: []) }
        return ServerAudit(Linter().report(on: input))
    }

    private static func changes(_ change: (inout World) -> Void) throws -> [AuditChange] {
        var world = World()
        change(&world)
        return AuditComparison.changes(from: try audit(World()), to: try audit(world)).changes
    }

    @Test("Nothing has changed if only time has passed and TTLs have counted down")
    func nothing() throws {
        #expect(try Self.changes { $0.collected = "2026-11-22T00:00:00Z" }.map(\.sentence) == [])
    }

    struct Expectation: Sendable, CustomTestStringConvertible {
        let kind: AuditChange.Kind
        let sentence: String
        let change: @Sendable (inout World) -> Void
        var testDescription: String { kind.rawValue }

        init(_ kind: AuditChange.Kind, _ sentence: String, _ change: @escaping @Sendable (inout World) -> Void) {
            self.kind = kind
            self.sentence = sentence
            self.change = change
        }
    }

    static let expectations = [
        Expectation(
            .route, "route: `matrix.example.com` port 443 before, `matrix.example.com` port 8448 now"
        ) { $0.document = #"{"m.server": "matrix.example.com:8448"}"# },
        Expectation(
            .document,
            "`https://example.com/.well-known/matrix/server`: `m.server` is `matrix.example.com:443` before, status 404 now"
        ) { $0.documentStatus = 404 },
        Expectation(
            .document,
            "`https://example.com/.well-known/matrix/server`: `m.server` is `matrix.example.com:443` before, "
                + "a document that is not JSON now"
        ) { $0.document = "<html>" },
        Expectation(
            .document,
            "`https://example.com/.well-known/matrix/server`: `m.server` is `matrix.example.com:443` before, "
                + "a document without `m.server` now"
        ) { $0.document = #"{"m.homeserver": {}}"# },
        Expectation(
            .records,
            "SRV records of `_matrix-fed._tcp.example.com`: `10 5 444 matrix.example.com.` added, "
                + "`10 5 443 matrix.example.com.` removed"
        ) { $0.service = ["10 5 444 matrix.example.com."] },
        Expectation(.addresses, "A records of `matrix.example.com`: `9.9.9.3` added") {
            $0.addresses = ["9.9.9.2", "9.9.9.3"]
        },
        Expectation(.addresses, "A records of `matrix.example.com`: `9.9.9.2` before, no answer (SERVFAIL) now") {
            $0.addresses = []
            $0.addressStatus = "SERVFAIL"
        },
        Expectation(
            .certificate,
            "certificate of `matrix.example.com` port 443: replaced, valid until 2027-02-19, 90 days left "
                + "(before: valid until 2027-01-20, 60 days left)"
        ) { $0.certificate = ExampleCertificate(["example.com", "matrix.example.com"], validUntil: 90) },
        Expectation(
            .certificate,
            "certificate of `matrix.example.com` port 443: replaced by one that names `example.com`, valid until "
                + "2027-01-20, 60 days left (before: names `example.com` and `matrix.example.com`, valid until "
                + "2027-01-20, 60 days left)"
        ) { $0.certificate = ExampleCertificate(["example.com"], validUntil: 60) },
        Expectation(
            .expiry,
            "certificate of `matrix.example.com` port 443: not renewed, valid until 2027-01-20, 12 days left "
                + "(before: 60 days left)"
        ) { $0.collected = "2027-01-08T00:00:00Z" },
        Expectation(.software, "server software: `Synapse 1.100.0` before, `Synapse 1.101.0` now") {
            $0.version = "1.101.0"
        },
        Expectation(.keys, "signing keys: `ed25519:a_1` before, `ed25519:a_1` and `ed25519:b_2` now") {
            $0.keys = "two keys"
        },
        Expectation(.keys, "signing key `ed25519:a_1` has another value under the same name") { $0.keys = "short key" },
        Expectation(.verdict, "verdict: ok before, failed now") { $0.handshakeError = .connectionRefused },
        Expectation(.endpoint, "`9.9.9.2` port 443: works before, connection refused now") {
            $0.handshakeError = .connectionRefused
        },
    ]

    @Test("Each kind of change is one line", arguments: expectations)
    func kinds(_ expected: Expectation) throws {
        let changes = try Self.changes(expected.change)
        let sentences = changes.filter { $0.kind == expected.kind }.map(\.sentence)
        #expect(sentences.contains(expected.sentence), "\(changes.map { "\($0.kind): \($0.sentence)" })")
        #expect(changes.allSatisfy { !$0.sentence.contains("\n") })
    }

    @Test("A new finding and a resolved one are named, with the rule")
    func findings() throws {
        let (good, bad) = (try Self.audit(World()), try Self.audit(Self.unreachable))
        let added = AuditComparison.changes(from: good, to: bad)
        #expect(added.newFindings.contains { $0.severity == .error })
        #expect(added.changes.contains { $0.kind == .findingAdded && $0.sentence.hasPrefix("new error: ") })
        let resolved = AuditComparison.changes(from: bad, to: good)
        #expect(resolved.newFindings.isEmpty, "\(resolved.newFindings.map(\.message))")
        #expect(resolved.changes.contains { $0.kind == .findingResolved && $0.sentence.hasPrefix("resolved: ") })
        #expect(!resolved.changes.contains { $0.kind == .findingUnconfirmed })
    }

    private static var unreachable: World {
        var world = World()
        world.handshakeError = .connectionRefused
        return world
    }

    @Test("A finding is not resolved only because something could not be checked")
    func unconfirmed() throws {
        let bad = try Self.audit(Self.unreachable)
        var blank = ServerInput("example.com", evidence: Evidence(collected: Timestamp("2026-11-22T00:00:00Z")))
        blank.trust = [:]
        let changes = AuditComparison.changes(from: bad, to: ServerAudit(Linter().report(on: blank))).changes
        #expect(changes.contains { $0.kind == .findingUnconfirmed })
        #expect(!changes.contains { [.findingResolved, .route, .records, .addresses].contains($0.kind) })
    }

    @Test("Evidence about another server is not earlier evidence about this one")
    func concerns() throws {
        let evidence = try Self.evidence(World())
        #expect(evidence.concerns("example.com") && evidence.concerns("EXAMPLE.com"))
        #expect(!evidence.concerns("example.org") && !evidence.concerns("ample.com") && !evidence.concerns("bad_name"))
    }
}
