import Foundation
import TestSupport
import Testing

@Suite("audit --baseline")
struct AuditBaselineTests {
    private let folder: ScratchDirectory

    /// Evidence of a server with two addresses.
    ///
    /// - Parameters:
    ///   - refusing: the number of addresses that refuse connections.
    ///   - keys: the status at `/_matrix/key/v2/server`.
    private static func evidence(refusing: Int = 0, keys: Int = 200) -> String {
        let key = #"""
            {\"server_name\":\"example.com\",\"valid_until_ts\":1900000000000,\"verify_keys\":{\"ed25519:a_1\":{\"key\":\"iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w\"}},\"old_verify_keys\":{},\"signatures\":{\"example.com\":{\"ed25519:a_1\":\"loQ850KMtnLpfGiC5sIl3QfM9HZUmT60ucMW719OddmLFFubRxcOR4Ysa4BsZO/1pLH+B+Z/p2WyJeXSy5RTCQ\"}}}
            """#
        let addresses = ["9.9.9.2", "9.9.9.3"]
        let handshakes = addresses.enumerated().map { number, address in
            let result =
                number < refusing ? #""error": "connection-refused", "phase": "connect""# : #""protocol": "TLSv1.3""#
            return #"{"address": "\#(address)", "port": 8448, "serverName": "matrix.example.com", \#(result)}"#
        }
        let answers = addresses.dropFirst(refusing).flatMap { address in
            [
                ("/_matrix/key/v2/server", #""status": \#(keys), "body": "\#(key)""#),
                (
                    "/_matrix/federation/v1/version",
                    #""status": 200, "body": "{\"server\": {\"name\": \"Synapse\", \"version\": \"1.140.0\"}}""#
                ),
            ].map { path, answer in
                #"{"address": "\#(address)", "port": 8448, "path": "\#(path)", "hostHeader": "matrix.example.com:8448", \#(answer)}"#
            }
        }
        return """
            {"schema": 1, "collected": "2026-11-21T08:00:00Z",
             "https": [{"url": "https://example.com/.well-known/matrix/server", "address": "9.9.9.1", "status": 200,
               "body": "{\\"m.server\\": \\"matrix.example.com:8448\\"}"}],
             "dns": [
              {"name": "matrix.example.com.", "type": "A", "status": "NOERROR", "records": [
                "matrix.example.com. 300 IN A 9.9.9.2", "matrix.example.com. 300 IN A 9.9.9.3"]},
              {"name": "matrix.example.com.", "type": "AAAA", "status": "NOERROR"}],
             "tls": [\(handshakes.joined(separator: ",\n"))],
             "federation": [\(answers.joined(separator: ",\n"))]}
            """
    }

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("good.json", Self.evidence())
        try folder.write("fewer.json", Self.evidence(refusing: 1, keys: 404))
        try folder.write("both.json", Self.evidence(refusing: 2))
        try folder.write("keys.json", Self.evidence(keys: 404))
    }

    private func audit(_ evidence: String, _ words: String...) throws -> ProgramRun {
        try ProgramRun(
            ["audit", "example.com", "--evidence", evidence, "--fail-on", "warning"] + words, folder: folder.path)
    }

    /// The findings of a server in a report as JSON: "F101", or "-F101" for one in the baseline.
    private func codes(_ run: ProgramRun) throws -> Set<String> {
        let document = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let server = try #require((document["servers"] as? [[String: Any]])?.first)
        let findings = try #require(server["findings"] as? [[String: Any]])
        return Set(
            findings.compactMap { finding in
                let kind = (finding["suppressed"] as? [String: Any])?["kind"] as? String
                return (finding["rule"] as? String).map { (kind == "baseline" ? "-" : "") + $0 }
            })
    }

    @Test("Known findings are not reported, cause no exit code 1, and leave the verdict alone")
    func known() throws {
        #expect(try audit("keys.json").status == 1)
        let written = try audit("keys.json", "--write-baseline", "known.json")
        #expect(written.status == 0, "\(written.output)\(written.errors)")
        let text = try folder.text("known.json")
        #expect(text.contains(#"{"server": "example.com", "rule": "F112", "severity": "error", "#), "\(text)")
        let known = try audit(
            "keys.json", "--baseline", "known.json", "--format", "json", "--output", "text:text", "--output",
            "nagios:nagios", "--output", "prometheus:metrics", "--output", "sarif:sarif", "--output", "html:html")
        #expect(known.status == 0, "\(known.output)")
        #expect(try codes(known).contains("-F112") && !codes(known).contains("F112"))
        #expect(known.output.contains(#""verdict" : "failed""#))
        let report = try folder.text("text").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(report.contains("The baseline has 1 more finding: F112."), "\(report)")
        #expect(!report.contains("What is wrong"))
        #expect(!report.contains("What to publish"))
        #expect(try folder.text("html").contains("The baseline has 1 more finding: F112."))
        #expect(try folder.text("nagios").hasPrefix("SRVLINT OK"))
        let metrics = try folder.text("metrics")
        #expect(metrics.contains(#"srvlint_server_verdict{server="example.com",verdict="failed"} 1"#), "\(metrics)")
        #expect(!metrics.contains("F112"))
        #expect(try folder.text("sarif").contains("\"suppressions\""))
    }

    @Test(
        "A finding is known although its addresses change, but not once it is more severe, or of another server or rule"
    )
    func identity() throws {
        #expect(try audit("keys.json", "--write-baseline", "known.json").status == 0)
        let fewer = try audit("fewer.json", "--baseline", "known.json", "--format", "json")
        #expect(fewer.status == 1, "\(fewer.output)")
        #expect(try codes(fewer).isSuperset(of: ["-F112", "F105"]) && !codes(fewer).contains("F112"))
        let milder = try folder.text("known.json").replacing(#""severity": "error""#, with: #""severity": "warning""#)
        try folder.write("milder.json", milder)
        let worse = try audit("keys.json", "--baseline", "milder.json", "--format", "json")
        #expect(try worse.status == 1 && codes(worse).contains("F112"), "\(worse.output)")
        let other = try ProgramRun(
            ["audit", "example.org", "--evidence", "both.json", "--baseline", "known.json"], folder: folder.path)
        #expect(other.status != 0)
    }

    @Test("An entry is stale only if the whole server was checked")
    func stale() throws {
        #expect(try audit("keys.json", "--write-baseline", "known.json").status == 0)
        let good = try audit("good.json", "--baseline", "known.json", "--format", "json")
        #expect(try codes(good).contains("X106"), "\(good.output)")
        #expect(good.output.contains("the baseline lists F112 for `example.com` (`matrix.example.com port 8448`)"))
        #expect(try !codes(audit("both.json", "--baseline", "known.json", "--format", "json")).contains("X106"))
        let ignored = try audit("good.json", "--baseline", "known.json", "--ignore", "F112", "--format", "json")
        #expect(try !codes(ignored).contains("X106"))
        // An update removes what is stale, and keeps what the run could not find.
        #expect(try audit("both.json", "--write-baseline", "known.json").status == 0)
        #expect(try folder.text("known.json").contains("F112"))
        #expect(try audit("good.json", "--write-baseline", "known.json").status == 0)
        #expect(try !folder.text("known.json").contains("F112"))
    }

    @Test("Files and servers share a baseline, and other servers keep their entries")
    func shared() throws {
        try folder.write("a.zone", SampleZones.bad)
        #expect(try audit("keys.json", "--write-baseline", "b.json").status == 0)
        let check = ["check", "a.zone", "--no-progress"]
        #expect(try ProgramRun(check + ["--write-baseline", "b.json"], folder: folder.path).status == 0)
        #expect(try ProgramRun(check + ["--baseline", "b.json"], folder: folder.path).status == 0)
        #expect(try audit("keys.json", "--baseline", "b.json").status == 0)
        let other = try ProgramRun(
            ["audit", "EXAMPLE.org", "--evidence", "keys.json", "--write-baseline", "b.json"], folder: folder.path)
        #expect([0, 3].contains(other.status), "\(other.output)\(other.errors)")
        #expect(try audit("keys.json", "--baseline", "b.json").status == 0)
        #expect(try ProgramRun(check + ["--baseline", "b.json"], folder: folder.path).status == 0)
        // The configuration names it for both commands.
        try folder.write(".srvlint.yml", "baseline: b.json\n")
        #expect(try audit("keys.json").status == 0)
        #expect(try audit("keys.json", "--no-config").status == 1)
    }

    @Test("With --since, known findings are no changes")
    func since() throws {
        #expect(try audit("keys.json", "--write-baseline", "known.json").status == 0)
        #expect(try audit("keys.json", "--since", "good.json").status == 1)
        let run = try audit("keys.json", "--since", "good.json", "--baseline", "known.json")
        #expect(run.status == 0 && !run.output.contains("New error") && !run.output.contains("X106"), "\(run.output)")
    }

    @Test("Servers whose problems are all known are not among the worst")
    func worst() throws {
        #expect(try audit("keys.json", "--write-baseline", "known.json").status == 0)
        let run = try ProgramRun(
            ["audit", "example.com", "example.org", "--evidence", "keys.json", "--baseline", "known.json", "-q"],
            folder: folder.path)
        #expect(!run.output.contains("`example.com`"), "\(run.output)")
        let table = try ProgramRun(
            ["audit", "example.com", "example.org", "--evidence", "keys.json", "--baseline", "known.json"],
            folder: folder.path
        ).output.split(separator: "\n").suffix(2)
        #expect(table.first?.contains("example.org") == true, "\(table)")
        #expect(table.last?.hasPrefix("2 servers: ") == true, "\(table)")
    }

    @Test("A baseline that is missing, damaged or an input is refused before anything is collected")
    func refused() throws {
        try folder.write("list", "example.com\n")
        try folder.write(
            "bad.json", #"{"schema": 1, "findings": [{"server": "a", "file": "b", "rule": "F112", "text": ""}]}"#)
        try folder.write(
            "severity.json",
            #"{"schema": 1, "findings": [{"server": "a", "severity": "bad", "rule": "F112", "text": ""}]}"#)
        for (words, message) in [
            (["--baseline", "missing.json"], "write it with `--write-baseline missing.json`"),
            (["--baseline", "bad.json"], "both a `file` and a `server`"),
            (["--baseline", "severity.json"], "valid: error, warning, info"),
            (["--write-baseline", "missing/b.json"], "cannot be written"),
            (["--from", "list", "--write-baseline", "list"], "not valid JSON"),
            (["--write-baseline", "new.json", "--save", "new.json"], "written by `--save`"),
        ] {
            let run = try ProgramRun(["audit", "example.com"] + words, folder: folder.path)
            #expect(run.status == 2 && run.output.isEmpty, "\(words)")
            #expect(run.errors.contains(message), "\(run.errors)")
        }
        let empty = #"{"schema": 1, "findings": []}"#
        try folder.write("empty.json", empty)
        let run = try ProgramRun(
            ["audit", "example.com", "--baseline", "empty.json", "--output", "json:empty.json"], folder: folder.path)
        #expect(run.status == 2 && run.errors.contains("is read in this run"), "\(run.errors)")
        #expect(try folder.text("empty.json") == empty)
    }
}
