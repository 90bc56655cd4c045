import Foundation
import TestSupport
import Testing

@Suite("audit --since")
struct SinceTests {
    private let folder: ScratchDirectory

    /// Evidence of a server with this port in its SRV records. Nothing was connected to.
    private static func evidence(port: Int, status: String = "NOERROR") -> String {
        let records = ["_matrix-fed", "_matrix"].map { label in
            let owner = "\(label)._tcp.example.com."
            let data = status == "NOERROR" ? "\"\(owner) 300 IN SRV 10 5 \(port) matrix.example.com.\"" : ""
            return #"{"name": "\#(owner)", "type": "SRV", "status": "\#(status)", "records": [\#(data)]}"#
        }
        return """
            {"schema": 1, "collected": "2026-11-21T08:00:00Z",
             "https": [{"url": "https://example.com/.well-known/matrix/server", "address": "9.9.9.1", "status": 404}],
             "dns": [\(records.joined(separator: ",\n")),
              {"name": "matrix.example.com.", "type": "A", "status": "NOERROR",
               "records": ["matrix.example.com. 300 IN A 9.9.9.2"]},
              {"name": "matrix.example.com.", "type": "AAAA", "status": "NOERROR"}]}
            """
    }

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("old.json", Self.evidence(port: 8448))
        try folder.write("same.json", Self.evidence(port: 8448))
        try folder.write("new.json", Self.evidence(port: 443))
        try folder.write("failing.json", Self.evidence(port: 443, status: "SERVFAIL"))
    }

    private func audit(_ words: String...) throws -> ProgramRun {
        try ProgramRun(["audit", "example.com"] + words, folder: folder.path)
    }

    private static let sentence =
        "SRV records of `_matrix-fed._tcp.example.com`: `10 5 443 matrix.example.com.` added, "
        + "`10 5 8448 matrix.example.com.` removed"

    @Test("Changes are shown in every format that shows them")
    func formats() throws {
        let run = try audit(
            "--evidence", "new.json", "--since", "old.json", "--format", "json", "--output", "text:text", "--output",
            "markdown:markdown", "--output", "html:html", "--output", "jsonl:lines")
        let document = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let server = try #require((document["servers"] as? [[String: Any]])?.first)
        let since = try #require(server["since"] as? [String: Any])
        #expect(since["compared"] as? Bool == true)
        #expect(since["collected"] as? String == "2026-11-21T08:00:00Z")
        let changes = try #require(since["changes"] as? [[String: Any]])
        #expect(changes.contains { $0["kind"] as? String == "records" && $0["sentence"] as? String == Self.sentence })
        #expect(changes.contains { $0["kind"] as? String == "route" })
        let text = try folder.text("text").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("Changes since 2026-11-21T08:00:00Z"))
        #expect(text.contains(Self.sentence), "\(text)")
        #expect(try folder.text("markdown").contains("Changes since 2026-11-21T08:00:00Z"))
        #expect(try folder.text("html").contains("Changes since 2026-11-21T08:00:00Z"))
        #expect(try folder.text("lines").contains("\"kind\":\"route\""))
    }

    @Test("Only new findings cause exit code 1")
    func exitCodes() throws {
        let options = ["--fail-on", "info"]
        let same = try ProgramRun(
            ["audit", "example.com", "--evidence", "same.json", "--since", "old.json"] + options, folder: folder.path)
        #expect(same.status != 1, "\(same.output)")
        #expect(same.output.contains("Nothing has changed."))
        let alone = try ProgramRun(
            ["audit", "example.com", "--evidence", "failing.json"] + options, folder: folder.path)
        #expect(alone.status == 1, "\(alone.output)")
        let failing = try ProgramRun(
            ["audit", "example.com", "--evidence", "failing.json", "--since", "old.json"] + options, folder: folder.path
        )
        #expect(failing.status == 1, "\(failing.output)")
        let still = try ProgramRun(
            ["audit", "example.com", "--evidence", "failing.json", "--since", "failing.json"] + options,
            folder: folder.path)
        #expect(still.status == 0, "\(still.output)")
    }

    @Test("The first run says that there is nothing to compare with, and saves; the next one replaces the file")
    func firstRun() throws {
        let words = ["--resolver", "127.0.0.1:9", "--since", "case.json", "--save", "case.json"]
        let first = try ProgramRun(["audit", "example.com"] + words, folder: folder.path)
        #expect(first.errors.contains("`case.json` does not exist yet"), "\(first.errors)")
        #expect(first.output.contains("There is no earlier evidence about this server"))
        #expect(try folder.text("case.json").contains("\"schema\": 1"))
        let second = try ProgramRun(["audit", "example.com"] + words, folder: folder.path)
        #expect(!second.errors.contains("does not exist"), "\(second.errors)")
        #expect(second.output.contains("Nothing has changed."), "\(second.output)")
        #expect(try folder.text("case.json").contains("\"schema\": 1"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains("case") }.count == 1)
    }

    @Test("Evidence about another server is not compared with")
    func anotherServer() throws {
        let run = try ProgramRun(
            ["audit", "example.org", "--evidence", "new.json", "--since", "old.json"], folder: folder.path)
        #expect(run.output.contains("There is no earlier evidence about this server"))
    }

    @Test("Wrong usage is refused before anything is collected")
    func refused() throws {
        try folder.write("a.zone", SampleZones.good)
        for (words, message) in [
            (["--since", "missing.json"], "`missing.json` does not exist"),
            (["--since", "missing.json", "--save", "other.json"], "`missing.json` does not exist"),
            (["--since", "old.json", "--zone", "a.zone"], "`--since` compares evidence"),
            (["--since", "old.json", "--format", "nagios"], "not shown in the format `nagios`"),
            (["--since", "a.zone"], "a.zone"),
        ] {
            let run = try ProgramRun(["audit", "example.com"] + words, folder: folder.path)
            #expect([2, 3].contains(run.status) && run.output.isEmpty || message.contains("nagios"), "\(words)")
            #expect((run.errors + run.output).contains(message), "\(run.errors)")
        }
    }
}
