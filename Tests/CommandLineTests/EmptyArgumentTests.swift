import TestSupport
import Testing

/// An argument from an unset shell variable must not count as success. It is refused before anything is read, queried or
/// written.
@Suite("Empty and blank arguments are wrong usage, wherever they are")
struct EmptyArgumentTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("a.zone", SampleZones.good)
    }

    private static let subjects: [[String]] = [
        ["audit", "#"], ["audit", "a.example", "#"], ["explain", "#"],
        ["explain", "--server", "#", "--zone", "a.zone"],
        ["check", "#"], ["check", "a.zone", "#"], ["rules", "#"], ["config", "show", "#"], ["#"],
    ]

    private static let options: [[String]] =
        [
            "--server-name", "--well-known", "--well-known-client", "--certificate", "--origin", "--against",
            "--include-base",
            "--stdin-filename", "--baseline", "--write-baseline", "--output", "--config", "--select", "--ignore",
            "--format", "--fail-on", "--class", "--time",
        ].map { ["check", "a.zone", $0, "#"] }
        + [
            "--resolver", "--connect-to", "--ca-file", "--from", "--save", "--since", "--evidence", "--zone",
            "--compare-zone",
            "--timeout", "--output", "--config",
        ].map { ["audit", "a.example", $0, "#"] }

    @Test(arguments: subjects + options)
    func blank(_ words: [String]) throws {
        for blank in ["", " ", "\t\n"] {
            let run = try ProgramRun(words.map { $0 == "#" ? blank : $0 }, folder: folder.path)
            #expect(run.status == 2, "\(run.errors)")
            #expect(run.output.isEmpty)
            #expect(run.errors.hasPrefix("error: ") && run.errors.contains("is empty"), "\(run.errors)")
        }
    }

    @Test(arguments: options)
    func blankBehindAnEqualsSign(_ words: [String]) throws {
        let joined = words.dropLast(2) + ["\(words[words.count - 2])="]
        let run = try ProgramRun(Array(joined), folder: folder.path)
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.contains("the value of `\(words[words.count - 2])` is empty"), "\(run.errors)")
    }

    @Test(
        "a server name or a file that is left out beside an equals sign", arguments: ["=a.zone", "example.com=", "="])
    func halves(_ value: String) throws {
        for option in ["--well-known", "--well-known-client", "--well-known-support", "--certificate"] {
            let run = try ProgramRun(["check", "a.zone", option, value], folder: folder.path)
            #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("is empty"), "\(run.errors)")
        }
    }

    @Test("names in a configuration", arguments: ["\"\"", "\" \"", "\"\\t\""])
    func configured(_ name: String) throws {
        try folder.write(".srvlint.yml", "zones: {a.zone: {server-names: [\(name)]}}\n")
        #expect(try ProgramRun(["check", "a.zone"], folder: folder.path).status == 2)
    }

    @Test("a list without any name is refused, and lines that are blank or a comment are skipped")
    func lists() throws {
        try folder.write("list", " \n\t\n# nobody\n")
        let none = try ProgramRun(["audit", "--from", "list"], folder: folder.path)
        #expect(none.status == 2 && none.errors.contains("there is no server name"))
        try folder.write("list", " \n\t\n  a.example  \n")
        try folder.write("case.json", "{}")
        let one = try ProgramRun(["audit", "--from", "list", "--evidence", "case.json"], folder: folder.path)
        #expect(one.output.contains("1 server: "))
    }

    @Test("in no format is anything written that looks like a result; a plugin reports UNKNOWN")
    func formats() throws {
        for format in ["json", "jsonl", "sarif", "junit", "tap", "checkstyle", "prometheus", "markdown"] {
            let run = try ProgramRun(["audit", "", "--format", format])
            #expect(run.status == 2 && run.output.isEmpty)
        }
        for words in [["--format", "nagios"], ["--format=nagios"]] {
            let run = try ProgramRun(["audit", ""] + words)
            #expect(run.status == 3)
            #expect(run.output.hasPrefix("SRVLINT UNKNOWN - ") && run.output.split(separator: "\n").count == 1)
        }
    }

    @Test("a server that is shown as failed is not a success, whatever rules are selected")
    func failed() throws {
        try folder.write(
            "case.json",
            #"{"https": [{"url": "https://example.com/.well-known/matrix/server", "status": 200, "body": "{\"m.server\": \"a b\"}"}]}"#
        )
        for words in [["example.com", "--evidence", "case.json"], ["a b", "--evidence", "case.json"]] {
            let run = try ProgramRun(["audit"] + words + ["--select", "S301"], folder: folder.path)
            guard run.output.contains("1 failed") else { continue }
            #expect(run.status == 1, "\(run.output)")
        }
        let run = try ProgramRun(
            ["audit", "a b", "--evidence", "case.json", "--select", "S301"], folder: folder.path)
        #expect(run.output.contains("1 failed") && run.status == 1)
    }
}
