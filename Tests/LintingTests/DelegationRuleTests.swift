import DNS
import Diagnostics
import Federation
import Linting
import ServerRules
import TestSupport
import Testing
import ZoneFile

@Suite("Delegation rules: how loud they are, and when they are silent")
struct DelegationRuleTests {
    private func lint(_ zone: String?, _ inputs: [ServerInput] = []) -> [Finding] {
        var linter = Linter()
        linter.servers = inputs
        let zones = zone.map { text in
            ZoneInput(
                .source(SourceFile(path: "zone", text: ExampleRun.beginning + text)),
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

    @Test("A well-known document with a host and a port has no finding at all, but for its being published")
    func plainDocumentIsQuiet() {
        let zone = "@ IN A 9.9.9.8\nmatrix IN A 9.9.9.9\n"
        let found = lint(zone, [input(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)])
        #expect(found.isEmpty, "\(found.map { "\($0.rule.code) \($0.message)" })")
    }

    @Test("The SRV records of a host that a server name is delegated to are not judged as a server name's")
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

    @Test("Records missing beside those of the delegated host are missed there, not at the server name")
    func delegatedHostHasTheRecords() {
        let zone = """
            @ IN A 9.9.9.8
            synapse IN A 9.9.9.9
            _matrix._tcp.matrix IN SRV 10 5 443 synapse

            """
        let found = lint(zone, [input(wellKnown: #"{"m.server": "matrix.example.com"}"#)])
        #expect(found.filter { $0.rule.code == "M201" }.count == 1)
    }

    @Test("An address that two server names lead to is spoken of once")
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

    @Test("Nothing is concluded from what was not collected")
    func notCollectedIsNotAbsent() {
        // Neither the zone of the target nor that of the server name is there, and no document was fetched.
        #expect(lint(nil, [input()]).isEmpty)
        let elsewhere = lint("", [input("other.example.net")])
        #expect(elsewhere.isEmpty, "\(elsewhere.map(\.message))")
        // The document is there, its host is not in the zone.
        let found = lint("@ IN A 9.9.9.8\n", [input(wellKnown: #"{"m.server": "matrix.example.net"}"#)])
        #expect(!found.contains { ["M302", "M303"].contains($0.rule.code) || $0.severity > .info })
    }

    @Test("SRV records that lead elsewhere than the document are a warning, others worth a note")
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
            // Sent to `www` like every other path.
            (
                #""hops": [{"url": "https://example.com/.well-known/matrix/server", "status": 301}, "#
                    + #"{"url": "https://www.example.com/.well-known/matrix/server", "status": 404}], "status": 404"#,
                nil, .info
            ),
        ])
    func statusSeverity(_ more: String, _ wellKnown: String?, _ expected: Severity) {
        #expect(severity("W201", lint(nil, [input(wellKnown: wellKnown, evidence: answer(more))])) == expected)
    }

    @Test("A TLS failure matters less where SRV records lead to the server and no document is meant")
    func tlsSeverity() {
        let failed = answer(#""error": "tls-failed", "detail": "certificate has expired""#)
        let zone = "synapse IN A 9.9.9.9\n_matrix-fed._tcp IN SRV 0 0 8448 synapse\n"
        #expect(severity("W209", lint(zone, [input(evidence: failed)])) == .warning)
        #expect(severity("W209", lint(nil, [input(evidence: failed)])) == .error)
        let document = #"{"m.server": "matrix.example.com:443"}"#
        #expect(severity("W209", lint(zone, [input(wellKnown: document, evidence: failed)])) == .error)
    }

    @Test("Implementations that fail at SERVFAIL make a warning; testers alone make no finding")
    func disagreement() {
        let absent = #"{"name": "_matrix._tcp.example.com.", "type": "SRV", "status": "NXDOMAIN"}"#
        let servFail = """
            {"https": [{"url": "https://example.com/.well-known/matrix/server", "status": 404}],
             "dns": [{"name": "_matrix-fed._tcp.example.com.", "type": "SRV", "status": "SERVFAIL"}, \(absent)]}
            """
        let found = lint(nil, [input(evidence: servFail)]).first { $0.rule.code == "M301" }
        #expect(found?.severity == .warning)
        #expect(found?.why.contains("Synapse") == true)
        // The Go tester asks for the old name only, and so do others; a tester that refuses aliases is alone.
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

    @Test("Documents fetched are judged like those given, and the finding says where they come from")
    func fetchedDocumentIsJudged() throws {
        let found = lint(
            nil, [input(evidence: answer(#""status": 200, "body": "{\"m.server\": \"https://matrix.example.com\"}""#))])
        let finding = try #require(found.first { $0.rule.code == "W105" })
        #expect(finding.primary == nil)
        #expect(finding.source?.question == "https://example.com/.well-known/matrix/server")
    }

    @Test("A document of 50 KiB is an error, a smaller one that some do not read a warning")
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

    @Test("Names that are no server names are said of what was given, not of hosts that zones have records for")
    func serverNameProblems() {
        #expect(lint(nil, [input("example.com.")]).contains { $0.rule.code == "M101" })
        #expect(lint(nil, [input("")]).isEmpty)
        #expect(!lint("_matrix._tcp.my_host IN SRV 0 0 8448 @\n").contains { $0.rule.code == "M101" })
    }

    @Test("SRV records at the host of a server name with a port are not that server's")
    func serverNameWithPort() {
        let zone = "@ IN A 9.9.9.8\nsynapse IN A 9.9.9.9\n_matrix._tcp IN SRV 0 0 8448 synapse\n"
        let found = lint(zone, [input("example.com:8448")])
        #expect(found.filter { $0.rule.code == "M201" }.allSatisfy { $0.subject.serverName == "example.com" })
        #expect(!found.contains { $0.rule.code == "M302" })
    }
}
