import DNS
import Diagnostics
import Federation
import Linting
import ServerRules
import TestSupport
import Testing
import ZoneFile

@Suite("Rules about servers: their severity, and when they report nothing")
struct DelegationRuleTests {
    private func lint(_ zone: String?, _ inputs: [ServerInput] = []) -> [Finding] {
        var linter = Linter()
        linter.servers = inputs
        let zones = zone.map { text in
            ZoneInput(
                .source(SourceFile(path: "zone", text: ExampleRun.baseZone + text)),
                origin: Name("example.com.").map { ($0, .option) })
        }
        return linter.lint(zones.map { [$0] } ?? []).findings
    }

    private func input(
        _ name: String = "example.com",
        wellKnown: String? = nil,
        evidence: String? = nil
    ) -> ServerInput {
        ServerInput(
            name,
            wellKnown: wellKnown.map { SourceFile(path: "server", text: $0) },
            evidence: evidence.map { EvidenceReader.read(Array($0.utf8)).evidence }
        )
    }

    private func severity(_ code: String, _ findings: [Finding]) -> Severity? {
        findings.first { $0.rule.code == code }?.severity
    }

    private func answer(_ more: String) -> String {
        #"{"https": [{"url": "https://example.com/.well-known/matrix/server", \#(more)}]}"#
    }

    @Test(
        "A plain, correct set-up has nothing above info, whether the server is named or found",
        arguments: [
            "_matrix._tcp 3600 IN SRV 10 5 443 synapse.example.com.\n",
            "_matrix._tcp IN SRV 10 5 443 synapse\n_matrix-fed._tcp IN SRV 10 5 443 synapse\n",
            "_matrix-fed._tcp IN SRV 10 5 8448 synapse\n",
            "@ IN A 9.9.9.8\n_matrix._tcp IN SRV 10 5 443 synapse\n_matrix-fed._tcp IN SRV 10 5 443 synapse\n",
            "_matrix-fed._tcp IN SRV 0 0 8448 matrix.example.net.\n",
        ])
    func plainServiceIsQuiet(_ records: String) {
        let zone = "synapse IN A 9.9.9.9\n" + records
        for inputs in [[], [input()], [input(evidence: answer(#""status": 404"#))]] {
            let loud = lint(zone, inputs).filter { $0.severity > .info }
            #expect(loud.isEmpty, "\(loud.map { "\($0.rule.code) \($0.message)" })")
        }
    }

    @Test("The only finding for a well-known document with a host and a port is that it must be published")
    func plainDocumentIsQuiet() {
        let zone = "@ IN A 9.9.9.8\nmatrix IN A 9.9.9.9\n"
        let found = lint(zone, [input(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)])
        #expect(found.isEmpty, "\(found.map { "\($0.rule.code) \($0.message)" })")
    }

    @Test("The SRV records of a delegated server are not checked as those of a server name")
    func delegatedHostIsNoServerName() {
        let zone = """
            @ IN A 9.9.9.8
            synapse IN A 9.9.9.9
            _matrix-fed._tcp.matrix IN SRV 10 5 443 synapse
            _matrix._tcp.matrix IN SRV 10 5 443 synapse

            """
        #expect(lint(zone).contains { $0.rule.code == "M206" })
        let found = lint(zone, [input(wellKnown: #"{"m.server": "matrix.example.com"}"#)])
        #expect(!found.contains { $0.rule.code == "M206" || $0.rule.code == "S209" })
        #expect(found.first { $0.rule.code == "W112" }?.message.contains("port 443") == true)
    }

    @Test("SRV records missing for the delegated server are reported there, not at the server name")
    func delegatedHostHasTheRecords() {
        let zone = """
            @ IN A 9.9.9.8
            synapse IN A 9.9.9.9
            _matrix._tcp.matrix IN SRV 10 5 443 synapse

            """
        let found = lint(zone, [input(wellKnown: #"{"m.server": "matrix.example.com"}"#)])
        #expect(found.filter { $0.rule.code == "M201" }.count == 1)
    }

    @Test("An address of two server names is reported once")
    func sharedAddressIsSaidOnce() {
        let zone = """
            @ IN A 9.9.9.8
            synapse IN A 10.0.0.5
            _matrix-fed._tcp IN SRV 10 5 8448 synapse
            _matrix._tcp IN SRV 10 5 8448 synapse
            _matrix-fed._tcp.other IN SRV 10 5 8448 synapse
            _matrix._tcp.other IN SRV 10 5 8448 synapse

            """
        #expect(lint(zone).filter { $0.rule.code == "M207" }.count == 1)
    }

    @Test("Missing evidence leads to no conclusion")
    func notCollectedIsNotAbsent() {
        // Neither the zone of the target nor that of the server name is known, and no document was fetched.
        #expect(lint(nil, [input()]).isEmpty)
        // It is only said that there is none.
        let elsewhere = lint("", [input("other.example.net")])
        #expect(elsewhere.map(\.rule.code) == ["X103"], "\(elsewhere.map(\.message))")
        // The document is known, but its host is not in the zone.
        let found = lint("@ IN A 9.9.9.8\n", [input(wellKnown: #"{"m.server": "matrix.example.net"}"#)])
        #expect(!found.contains { ["M302", "M303"].contains($0.rule.code) || $0.severity > .info })
    }

    @Test("SRV records that differ from the document are a warning, others are a note")
    func shadowedRecords() {
        let document = input(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)
        let zone = "@ IN A 9.9.9.8\nmatrix IN A 9.9.9.9\nold IN A 9.9.9.7\n"
        let same = "_matrix-fed._tcp IN SRV 0 0 443 matrix\n_matrix._tcp IN SRV 0 0 443 matrix\n"
        let other = "_matrix-fed._tcp IN SRV 0 0 443 old\n_matrix._tcp IN SRV 0 0 443 old\n"
        #expect(severity("M204", lint(zone + same, [document])) == .info)
        #expect(severity("M204", lint(zone + other, [document])) == .warning)
    }

    @Test(
        "A status is as bad as it is unexpected",
        arguments: [
            (#""status": 404"#, nil, Severity.info),
            (#""status": 404"#, #"{"m.server": "matrix.example.com:443"}"#, .error),
            (#""status": 403"#, nil, .warning),
            (
                #""hops": [{"url": "https://example.com/.well-known/matrix/server", "status": 301}, "#
                    + #"{"url": "https://matrix.example.com/.well-known/matrix/server", "status": 404}], "status": 404"#,
                nil, .error
            ),
            // Redirected to `www` like every other path.
            (
                #""hops": [{"url": "https://example.com/.well-known/matrix/server", "status": 301}, "#
                    + #"{"url": "https://www.example.com/.well-known/matrix/server", "status": 404}], "status": 404"#,
                nil, .info
            ),
        ])
    func statusSeverity(_ more: String, _ wellKnown: String?, _ expected: Severity) {
        #expect(severity("W201", lint(nil, [input(wellKnown: wellKnown, evidence: answer(more))])) == expected)
    }

    @Test("A TLS failure is less severe if SRV records lead to the server and no document is intended")
    func tlsSeverity() {
        let failed = answer(#""error": "tls-failed", "detail": "certificate has expired""#)
        let zone = "synapse IN A 9.9.9.9\n_matrix-fed._tcp IN SRV 0 0 8448 synapse\n"
        #expect(severity("W209", lint(zone, [input(evidence: failed)])) == .warning)
        #expect(severity("W209", lint(nil, [input(evidence: failed)])) == .error)
        let document = #"{"m.server": "matrix.example.com:443"}"#
        #expect(severity("W209", lint(zone, [input(wellKnown: document, evidence: failed)])) == .error)
    }

    @Test("Implementations that fail on SERVFAIL cause a warning, but test tools alone cause no finding")
    func disagreement() {
        let absent = #"{"name": "_matrix._tcp.example.com.", "type": "SRV", "status": "NXDOMAIN"}"#
        let servFail = """
            {"https": [{"url": "https://example.com/.well-known/matrix/server", "status": 404}],
             "dns": [{"name": "_matrix-fed._tcp.example.com.", "type": "SRV", "status": "SERVFAIL"}, \(absent)]}
            """
        let found = lint(nil, [input(evidence: servFail)]).first { $0.rule.code == "M301" }
        #expect(found?.severity == .warning)
        #expect(found?.why.contains("Synapse") == true)
        // The Go test tool and others query only the legacy name. Only one test tool refuses aliases.
        let alias = """
            {"https": [{"url": "https://example.com/.well-known/matrix/server", "status": 200,
                        "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"}],
             "dns": [{"name": "matrix.example.com.", "type": "A", "status": "NOERROR",
                      "records": ["matrix.example.com. 60 IN CNAME host.example.net.",
                                  "host.example.net. 60 IN A 9.9.9.9"]},
                     {"name": "matrix.example.com.", "type": "AAAA", "status": "NOERROR",
                      "records": ["matrix.example.com. 60 IN CNAME host.example.net."]}]}
            """
        #expect(!lint(nil, [input(evidence: alias)]).contains { $0.rule.code == "M301" })
    }

    @Test("Fetched documents are checked like given ones, and the finding has their source")
    func fetchedDocumentIsJudged() throws {
        let found = lint(
            nil, [input(evidence: answer(#""status": 200, "body": "{\"m.server\": \"https://matrix.example.com\"}""#))])
        let finding = try #require(found.first { $0.rule.code == "W105" })
        #expect(finding.primary == nil)
        #expect(finding.source?.question == "https://example.com/.well-known/matrix/server")
    }

    @Test("A document of 50 KiB is an error, and a smaller one that some implementations refuse is a warning")
    func documentSize() {
        func size(_ count: Int) -> Severity? {
            let head = #"{"m.server": "matrix.example.com:443""#
            let text = head + String(repeating: " ", count: count - head.utf8.count - 1) + "}"
            return severity("W113", lint(nil, [input(wellKnown: text)]))
        }
        #expect(size(12_287) == nil)
        #expect(size(12_288) == .warning)
        #expect(size(51_199) == .warning)
        #expect(size(51_200) == .error)
    }

    @Test("Invalid server names are reported if they were given, not if zones have records for them")
    func serverNameProblems() {
        #expect(lint(nil, [input("example.com.")]).contains { $0.rule.code == "M101" })
        #expect(lint(nil, [input("")]).isEmpty)
        #expect(!lint("_matrix._tcp.my_host IN SRV 0 0 8448 @\n").contains { $0.rule.code == "M101" })
    }

    @Test("SRV records at the host of a server name with a port do not belong to that server")
    func serverNameWithPort() {
        let zone = "@ IN A 9.9.9.8\nsynapse IN A 9.9.9.9\n_matrix._tcp IN SRV 0 0 8448 synapse\n"
        let found = lint(zone, [input("example.com:8448")])
        #expect(found.filter { $0.rule.code == "M201" }.allSatisfy { $0.subject.serverName == "example.com" })
        #expect(!found.contains { $0.rule.code == "M302" })
    }
}
