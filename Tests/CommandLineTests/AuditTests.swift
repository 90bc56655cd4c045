import Foundation
import Glibc
import TestSupport
import Testing

/// `audit` as a program: lists, formats, files and interruption. Its findings are tested elsewhere. Here nothing
/// answers, or everything is read from an evidence file.
@Suite struct AuditTests {
    private static let evidence = """
        {"schema": 1, "collected": "2026-11-21T08:00:00Z", "dns": [
          {"name": "_matrix-fed._tcp.example.com.", "type": "SRV", "status": "SERVFAIL"}]}
        """

    @Test("Every format is written from one run, each into its place, and JSON is one document for any number")
    func severalFormats() throws {
        let folder = try ScratchDirectory()
        try folder.write("case.json", Self.evidence)
        try folder.write("list", "# two\nexample.com # this one\n\nexample.org:8448\n")
        let run = try ProgramRun(
            [
                "audit", "--from", "list", "--evidence", "case.json", "--format", "json", "--output", "jsonl:lines",
                "--output", "sarif:report.sarif", "--output", "markdown:report.md", "--output", "text:report.txt",
            ], folder: folder.path)
        let document = try #require(
            JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let servers = try #require(document["servers"] as? [[String: Any]])
        #expect(servers.compactMap { $0["serverName"] as? String } == ["example.com", "example.org:8448"])
        #expect(document["schema"] as? Int == 1 && document["tool"] != nil)
        let lines = try folder.text("lines").split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(lines.last?["type"] as? String == "summary")
        #expect(lines.count { $0["type"] as? String == "server" } == 2)
        #expect(try folder.text("report.sarif").contains("\"results\""))
        #expect(try folder.text("report.md").contains("# example.org:8448"))
        #expect(try folder.text("report.txt").contains("2 servers: "))
        #expect(!run.output.contains("2 servers: "))
    }

    @Test("Recorded answers are compared with a zone file, which answers nothing itself, and the place in it is told")
    func comparedZone() throws {
        let folder = try ScratchDirectory()
        try folder.write(
            "case.json",
            """
            {"https": [{"url": "https://example.com/.well-known/matrix/server", "status": 404}], "dns": [
              {"name": "_matrix-fed._tcp.example.com.", "type": "SRV", "status": "NXDOMAIN"}]}
            """)
        try folder.write(
            "zone",
            """
            $ORIGIN example.com.
            $TTL 300
            @ IN SOA ns1.example.net. a.example.com. 1 7200 3600 1209600 3600
            @ IN NS ns1.example.net.
            matrix IN A 192.0.2.10
            _matrix-fed._tcp IN SRV 10 5 8448 matrix

            """)
        let run = try ProgramRun(
            [
                "audit", "example.com", "--evidence", "case.json", "--compare-zone", "zone", "--select", "N108,M302",
                "--format", "json",
            ], folder: folder.path)
        let document = try #require(
            JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let server = try #require((document["servers"] as? [[String: Any]])?.first)
        let findings = try #require(server["findings"] as? [[String: Any]])
        #expect(findings.compactMap { $0["rule"] as? String } == ["N108"])
        let location = try #require(findings.first?["location"] as? [String: Any])
        #expect(location["file"] as? String == "zone")
        #expect((location["start"] as? [String: Any])?["line"] as? Int == 6)
        let missing = try ProgramRun(
            ["audit", "example.com", "--evidence", "case.json", "--compare-zone", "none"], folder: folder.path)
        #expect(missing.status == 2)
        #expect(missing.errors.contains("`none`"))
    }

    @Test("A list with two names on a line is refused with the line's number, before anything is asked")
    func twoNamesOnALine() throws {
        let folder = try ScratchDirectory()
        try folder.write("list", "example.com\nexample.org example.net\n")
        let run = try ProgramRun(["audit", "--from", "list", "--resolver", "127.0.0.1:9"], folder: folder.path)
        #expect(run.status == 2)
        #expect(run.errors.contains("line 2: `example.org example.net`"))
    }

    @Test("A place where evidence cannot be kept is told before anything is asked")
    func savingNowhere() throws {
        let folder = try ScratchDirectory()
        let run = try ProgramRun(
            ["audit", "example.com", "--resolver", "127.0.0.1:9", "--save", "missing/case.json"], folder: folder.path)
        #expect(run.status == 2)
        #expect(run.errors.contains("`--save`: `missing/case.json`"))
    }

    @Test("In a directory, each server has its own evidence")
    func savingInDirectory() throws {
        let folder = try ScratchDirectory()
        try folder.write("list", "A.example\nb.example:8448\nbad_name\n")
        try folder.write("cases/unrelated.json", "{}")
        _ = try ProgramRun(
            ["audit", "--from", "list", "--resolver", "127.0.0.1:9", "--save", "cases"], folder: folder.path)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/cases").sorted()
        #expect(files == ["a.example.json", "b.example:8448.json", "unrelated.json"])
        let first = try folder.text("cases/a.example.json")
        #expect(first.contains("A.example.") && !first.contains("b.example"))
        let second = try folder.text("cases/b.example:8448.json")
        #expect(second.contains("b.example.") && !second.contains("a.example"))
    }

    @Test("A file of the directory that is read in the run is not overwritten, and the other servers are saved")
    func savingOverList() throws {
        let folder = try ScratchDirectory()
        try folder.write("cases/a.example.json", "a.example\nb.example\n")
        let run = try ProgramRun(
            ["audit", "--from", "cases/a.example.json", "--resolver", "127.0.0.1:9", "--save", "cases/"],
            folder: folder.path)
        #expect(run.status == 3 && run.errors.contains("`cases/a.example.json`"), "\(run.errors)")
        #expect(try folder.text("cases/a.example.json") == "a.example\nb.example\n")
        #expect(try folder.text("cases/b.example.json").contains("b.example."))
    }

    @Test("A run about several servers ends with those that have problems, the worst first, and no control characters")
    func worstFirst() throws {
        let folder = try ScratchDirectory()
        try folder.write("case.json", Self.evidence)
        let run = try ProgramRun(
            ["audit", "example.net", "bad\u{1B}name", "--evidence", "case.json"], folder: folder.path)
        let ending = run.output.split(separator: "\n", omittingEmptySubsequences: false).suffix(5).map(String.init)
        #expect(ending[0].hasPrefix("failed   bad\\u{1B}name  "), "\(ending)")
        #expect(ending[1].hasPrefix("unknown  example.net"), "\(ending)")
        #expect(ending[3] == "2 servers: 1 failed, 1 unknown")
        let markdown = try ProgramRun(
            ["audit", "example.net", "bad|name", "--evidence", "case.json", "--format", "markdown"], folder: folder.path
        )
        #expect(markdown.output.contains("\n| failed | bad&#124;name | "), "\(markdown.output.suffix(400))")
    }

    @Test("Evidence is not kept over a file that is read, nor where nothing is collected")
    func savingOverInputs() throws {
        let folder = try ScratchDirectory()
        try folder.write("case.json", Self.evidence)
        try folder.write("list", "example.com\n")
        for words in [
            ["--from", "list", "--resolver", "127.0.0.1:9", "--save", "list"],
            ["example.com", "--evidence", "case.json", "--save", "new.json"],
        ] {
            let run = try ProgramRun(["audit"] + words, folder: folder.path)
            #expect(run.status == 2 && run.errors.contains("`--save`"), "\(run.errors)")
        }
        #expect(try folder.text("list") == "example.com\n")
        #expect(try folder.text("case.json") == Self.evidence)
    }

    @Test("Two servers on one address are judged by what each was answered, also from one file")
    func evidenceOfTwo() throws {
        let folder = try ScratchDirectory()
        func entries(_ name: String, _ status: Int, for subject: String?) -> String {
            let mark = subject.map { ", \"for\": \"\($0)\"" } ?? ""
            return """
                {"schema": 1, "dns": [
                  {"name": "\(name).", "type": "A", "status": "NOERROR", "records": ["\(name). 60 IN A 198.51.100.1"]\(mark)},
                  {"name": "\(name).", "type": "AAAA", "status": "NOERROR", "records": []\(mark)},
                  {"name": "_matrix-fed._tcp.\(name).", "type": "SRV", "status": "NXDOMAIN", "records": []\(mark)},
                  {"name": "_matrix._tcp.\(name).", "type": "SRV", "status": "NXDOMAIN", "records": []\(mark)}],
                 "https": [{"url": "https://\(name)/.well-known/matrix/server", "status": 404\(mark)}],
                 "tls": [{"address": "198.51.100.1", "port": 8448, "serverName": "\(name)", "protocol": "TLSv1.3"\(mark)}],
                 "federation": [{"address": "198.51.100.1", "port": 8448, "path": "/_matrix/federation/v1/version",
                   "hostHeader": "\(name)", "status": \(status)\(mark)}]}
                """
        }
        func findings(_ run: ProgramRun) -> [Substring] {
            run.output.split(separator: "\n").filter { $0.contains("\"type\":\"finding\"") }
        }
        try folder.write("a.json", entries("a.example", 200, for: nil))
        try folder.write("b.json", entries("b.example", 404, for: nil))
        let parts = [entries("a.example", 200, for: "a.example"), entries("b.example", 404, for: "b.example")].map {
            try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        var both: [String: Any] = ["schema": 1]
        for key in ["dns", "https", "tls", "federation"] {
            both[key] = parts.flatMap { $0?[key] as? [Any] ?? [] }
        }
        let text = try String(decoding: JSONSerialization.data(withJSONObject: both), as: UTF8.self)
        try folder.write("both.json", text)
        func audit(_ words: String...) throws -> [Substring] {
            findings(try ProgramRun(["audit", "--format", "jsonl"] + words, folder: folder.path))
        }
        let apart = try audit("a.example", "--evidence", "a.json") + audit("b.example", "--evidence", "b.json")
        #expect(!apart.isEmpty)
        #expect(try audit("a.example", "b.example", "--evidence", "both.json") == apart)
    }

    @Test("explain asks the network where nothing else is known, through the resolvers of the configuration")
    func explainAsks() throws {
        let folder = try ScratchDirectory()
        try folder.write(".srvlint.yml", "resolvers: [127.0.0.1:1]\n")
        let run = try ProgramRun(["explain", "example.com"], folder: folder.path)
        #expect(run.status == 3)
        #expect(run.errors.contains("127.0.0.1:1 refuses the connection"))
        #expect(run.output.contains("_matrix-fed._tcp.example.com. SRV"))
    }

    @Test("Ctrl-C ends the run with the servers that are finished, in every format, and says how many are left out")
    func interruption() throws {
        let silent = try SilentResolver()
        let folder = try ScratchDirectory()
        let run = try ProgramRun(
            [
                "audit", "bad_name", "a.example", "b.example", "--resolver", silent.address, "--save", "case.json",
                "--output", "jsonl:lines", "--format", "json",
            ], folder: folder.path,
            beside: "until [ $(ls /proc/$$/task | wc -l) -gt 2 ]; do sleep 0.1; done; sleep 1; kill -INT $$")
        #expect(run.status == 1)
        #expect(run.errors.contains("interrupted: 2 of 3 servers were not audited"))
        let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let summary = document?["summary"] as? [String: Any]
        #expect(summary?["notAudited"] as? Int == 2)
        #expect(try folder.text("lines").hasSuffix("\n"))
        #expect(try folder.text("case.json").contains("\"schema\": 1"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["case.json", "lines"])
    }
}
