import DNS
import Federation
import Linting
import Reporting
import ServerRules
import TLSIdentity
import Testing
import ZoneFile

@Suite("Limits are reported, and unchecked parts lead to no conclusion")
struct JudgementLimitTests {
    private static func entry(_ name: String, _ type: RecordType, _ data: [String]) throws -> DNSEntry {
        let records = try data.map { try AnswerRecord("\(name) 60 IN \($0)") }
        return DNSEntry(Question(try #require(Name(name)), type), .noError, records: records)
    }

    private static func address(_ number: Int) -> IPAddress { .v4(0x0909_0000 + UInt32(number)) }

    /// Evidence for example.com with SRV records at `_matrix-fed._tcp`, and at `_matrix._tcp` in reverse order.
    private static func evidence(_ count: Int, refusing: Int, accepting: Int? = nil) throws -> Evidence {
        let services = (0..<count).map { "SRV \($0) 0 8448 t\($0)." }
        var evidence = Evidence(
            collected: Timestamp("2026-11-21T08:00:00Z"),
            dns: [
                try entry("example.com.", .a, []), try entry("example.com.", .aaaa, []),
                try entry("_matrix-fed._tcp.example.com.", .srv, services),
                try entry("_matrix._tcp.example.com.", .srv, services.reversed()),
            ],
            https: [HTTPSEntry(url: WellKnown.url("example.com", .server), error: .dnsFailed)])
        for number in 0..<count {
            evidence.dns.append(try entry("t\(number).", .a, ["A \(address(number))"]))
            evidence.dns.append(try entry("t\(number).", .aaaa, []))
        }
        evidence.tls = (0..<refusing).map { number in
            TLSEntry(
                address: address(number), port: 8448, serverName: "example.com", error: .connectionRefused,
                circumstances: Circumstances(phase: .connect))
        }
        if let accepting {
            evidence.tls.append(
                TLSEntry(address: address(accepting), port: 8448, serverName: "example.com", version: "TLSv1.3"))
        }
        return evidence
    }

    private static func audit(_ evidence: Evidence) -> ServerAudit {
        ServerAudit(Linter().report(on: ServerInput("example.com", evidence: evidence)))
    }

    private static func codes(_ audit: ServerAudit, _ code: String) -> [String] {
        audit.report.findings.filter { $0.rule.code == code }.map(\.message)
    }

    @Test("twenty targets that refuse the connection are all reported")
    func ordinarySet() throws {
        let audit = Self.audit(try Self.evidence(20, refusing: 20))
        #expect(Self.codes(audit, "F101").count == 20)
        #expect(Self.codes(audit, "X104").isEmpty)
        #expect(audit.verdict == .failed)
    }

    @Test("of thousands of targets the first are checked, and the server is not reported as unreachable")
    func manyTargets() throws {
        let audit = Self.audit(try Self.evidence(1000, refusing: 1000))
        #expect(
            Self.codes(audit, "X104") == [
                "there are 1000 SRV records at `_matrix-fed._tcp.example.com.`, of which 32 were checked",
                "there are 1000 SRV records at `_matrix._tcp.example.com.`, of which 32 were checked",
            ])
        let counted = audit.report.findings.filter { $0.rule.code == "X104" && !$0.isNotChecked }
        #expect(counted.isEmpty)
        #expect(audit.verdict == .unknown)
        let errors = audit.report.findings.filter { $0.severity == .error }
        #expect(errors.isEmpty)
    }

    @Test("a limit causes no difference between implementations that use the records in another order")
    func noSpuriousDifference() throws {
        let codes = Set(Self.audit(try Self.evidence(100, refusing: 0)).report.findings.map(\.rule.code))
        let few = Set(Self.audit(try Self.evidence(20, refusing: 0)).report.findings.map(\.rule.code))
        #expect(codes.subtracting(few) == ["X104"])
    }

    @Test("the records that are tried first are among those that are checked")
    func selection() throws {
        var evidence = try Self.evidence(1000, refusing: 0)
        evidence.dns[2].records.reverse()
        let route = Discovery.route(to: try ServerName("example.com"), EvidenceIndex(evidence))
        #expect(route.destinations.count == DiscoveryLimits.services)
        #expect(route.destinations.first?.host == "t0.")
        #expect(route.destinations.last?.host == "t999.", "the first record of the answer, which some clients use")
    }

    @Test("thousands of addresses of one host lead to a report of a few pages")
    func manyAddresses() throws {
        var evidence = try Self.evidence(1, refusing: 4000)
        evidence.dns[4] = try Self.entry("t0.", .a, (0..<4000).map { "A \(Self.address($0))" })
        let audit = Self.audit(evidence)
        #expect(Self.codes(audit, "X104") == ["`t0.` has 4000 addresses, of which 16 were checked"])
        #expect(audit.addresses.count == 16)
        #expect(audit.verdict == .unknown)
        let text = OutputFormat.text.auditReporter(ReportSettings())?.render(audit)
        #expect(try #require(text).utf8.count < 64_000)
    }

    @Test("discovery follows as many aliases as resolvers do, and fails with one more", arguments: [16, 17])
    func aliases(_ count: Int) throws {
        var evidence = try Self.evidence(1, refusing: 0)
        let chain = (0..<count).map { number in
            "\(number == 0 ? "t0" : "c\(number)"). 60 IN CNAME c\(number + 1)."
        }
        evidence.dns[4].records = try (chain + ["c\(count). 60 IN A 9.9.9.9"]).map { try AnswerRecord($0) }
        evidence.dns[5].records = try chain.map { try AnswerRecord($0) }
        let audit = Self.audit(evidence)
        let route = try #require(audit.report.context.routes?.specification)
        let isFollowed = count <= DiscoveryLimits.aliases
        #expect(route.outcome == (isFollowed ? .resolved : .failed))
        let found = audit.report.findings.filter { $0.rule.code == "N110" }
        #expect(found.map(\.severity) == [isFollowed ? .info : .error])
    }

    @Test("discovery fails for a chain of aliases in a zone file that is too long for resolvers")
    func aliasesInZone() {
        let chain = (0..<40).map { "c\($0) CNAME c\($0 + 1)\n" }.joined()
        let text = "$TTL 60\n@ SOA a b 1 2 3 4 5\n_matrix-fed._tcp SRV 0 0 8448 c0\n\(chain)c40 A 9.9.9.9\n"
        let zone = ZoneInput(
            .source(SourceFile(path: "zone", text: text)), origin: Name("example.com.").map { ($0, .option) })
        let report = Linter().report(on: ServerInput("example.com"), [zone])
        let outcome = report.context.likelyRoutes?.specification
        #expect(outcome?.outcome == .failed)
        #expect(outcome?.reason.contains("more than 16 aliases") == true)
    }

    @Test("duplicate entries of each kind in evidence are limited and counted")
    func manyEntries() throws {
        var evidence = try Self.evidence(1, refusing: 0)
        evidence.dns += Array(repeating: evidence.dns[2], count: 99)
        evidence.https = Array(repeating: evidence.https[0], count: 100)
        evidence.tls = Array(
            repeating: TLSEntry(address: Self.address(0), port: 8448, serverName: "example.com"), count: 100)
        evidence.federation = Array(
            repeating: FederationEntry(
                address: Self.address(0), port: 8448, path: "/_matrix/key/v2/server", hostHeader: "example.com"),
            count: 100)
        #expect(
            Self.codes(Self.audit(evidence), "X104") == [
                "the evidence has 100 answers to `_matrix-fed._tcp.example.com. SRV`, of which 64 were checked",
                "the evidence has 100 answers from `https://example.com/.well-known/matrix/server`, of which 32 were checked",
                "the evidence has 100 TLS handshakes with 9.9.0.0 port 8448, of which 32 were checked",
                "the evidence has 100 requests for `/_matrix/key/v2/server` at 9.9.0.0 port 8448, of which 32 were checked",
            ])
    }

    @Test("for each server name a limited number of findings of a rule are kept, and the others are counted")
    func manyFindings() {
        let addresses = (0..<100).map { "m A 10.0.0.\($0)\n" }.joined()
        let text = "$TTL 60\n@ SOA a b 1 2 3 4 5\n_matrix-fed._tcp SRV 0 0 8448 m\n" + addresses
        let zone = ZoneInput(
            .source(SourceFile(path: "zone", text: text)), origin: Name("example.com.").map { ($0, .option) })
        let findings = Linter().lint([zone]).findings
        let further = findings.filter { $0.message.contains("further M207 finding") }
        #expect(further.map(\.message) == ["36 further M207 findings for `example.com` are not shown"])
        #expect(findings.count { $0.rule.code == "M207" } == 64)
    }

    @Test("a run that reached a limit does not count as clean, whatever rules are selected")
    func notSelected() throws {
        let services = (0..<40).map { "_matrix-fed._tcp SRV 0 0 8448 t\($0)\nt\($0) A 9.9.9.\($0)\n" }.joined()
        let zone = ZoneInput(
            .source(SourceFile(path: "zone", text: "$TTL 60\n@ SOA a b 1 2 3 4 5\n" + services)),
            origin: Name("example.com.").map { ($0, .option) })
        let linter = Linter(selection: try RuleSelection(select: ["S3"], ignore: []))
        #expect(linter.lint([zone]).hiddenNotChecked.map(\.rule.code) == ["X104"])
    }
}
