import FoundationEssentials
import TestSupport
import Testing

@Suite("Output")
struct OutputTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("good.zone", SampleZones.good)
        try folder.write("bad.zone", SampleZones.bad)
    }

    private func check(
        _ arguments: String..., output: ProgramRun.Output = .pipe, environment: [String: String] = [:]
    ) throws -> ProgramRun {
        try ProgramRun(["check"] + arguments, output: output, folder: folder.path, environment: environment)
    }

    private static let finding = "bad.zone:8:35: error S301 SRV target is an alias\n"

    @Test("a format with a file adds a report, and a file alone replaces standard output")
    func files() throws {
        let added = try check("bad.zone", "--format", "concise", "--output", "json:r.json", "--output", "jsonl:r.jsonl")
        #expect(added.status == 1 && added.output == Self.finding)
        #expect(try folder.text("r.json").hasPrefix("{"))
        #expect(try folder.text("r.jsonl").split(separator: "\n").count == 1)

        let instead = try check("bad.zone", "--format", "concise", "--output", "r.txt")
        #expect(instead.status == 1 && instead.output.isEmpty)
        #expect(try folder.text("r.txt") == Self.finding)
    }

    @Test("a report replaces an older, longer one completely")
    func overwritten() throws {
        try folder.write("r.txt", String(repeating: "old\n", count: 1000))
        _ = try check("bad.zone", "--format", "concise", "--output", "r.txt")
        #expect(try folder.text("r.txt") == Self.finding)
    }

    @Test("wrong usage does not change an existing report")
    func keptOnUsageError() throws {
        try folder.write("r.txt", "old\n")
        let run = try check("bad.zone", "--output", "r.txt", "--select", "nonsense")
        #expect(run.status == 2)
        #expect(try folder.text("r.txt") == "old\n")
    }

    @Test("a report that cannot be written is an error and never exit 0")
    func fullDisk() throws {
        for arguments in [["check", "good.zone"], ["rules"], ["--help"], ["check", "--show-files", "good.zone"]] {
            let run = try ProgramRun(arguments, output: .file("/dev/full"), folder: folder.path)
            #expect(run.status == 3, "\(arguments)")
            #expect(run.errors.contains("standard output could not be written: no space left on device"))
        }
        let file = try check("good.zone", "--output", "/dev/full")
        #expect(file.status == 3 && file.errors.contains("`/dev/full`"))
    }

    @Test("-q prints only findings")
    func quiet() throws {
        let good = try check("-q", "good.zone")
        #expect(good.status == 0 && good.output.isEmpty && good.errors.isEmpty)
        let bad = try check("-q", "bad.zone")
        #expect(bad.output.contains("error[S301]") && !bad.output.contains("1 finding"))
        #expect(try check("bad.zone").output.contains("1 finding in 1 file"))
    }

    @Test("-v prints the files, and the origin with its source, to standard error")
    func verbose() throws {
        let run = try check("-v", "bad.zone", "--format", "concise", "--origin", "example.com")
        #expect(run.output == Self.finding)
        #expect(run.errors.contains("bad.zone: origin example.com. (--origin), 6 records"))
        #expect(run.errors.contains("configuration: none"))
    }

    @Test("text is wrapped at COLUMNS or else at the width of the terminal, and never in a pipe")
    func width() throws {
        func longest(_ output: ProgramRun.Output, _ environment: [String: String]) throws -> Int {
            let environment = environment.merging(["NO_COLOR": "1"]) { given, _ in given }
            let run = try check("bad.zone", output: output, environment: environment)
            let notes = run.output.split(whereSeparator: \.isNewline).drop { !$0.contains("= why:") }
            return notes.prefix { !$0.contains("= help:") }.map(\.count).max() ?? 0
        }
        #expect((60...80).contains(try longest(.terminal, [:])))
        #expect((40...50).contains(try longest(.terminal, ["COLUMNS": "50"])))
        #expect(try longest(.pipe, ["COLUMNS": "50"]) > 80)
    }

    @Test("rules lists every rule once, and its JSON is valid")
    func rules() throws {
        let text = try ProgramRun(["rules"]).output
        let json = try ProgramRun(["rules", "--format", "json"]).output
        struct Table: Decodable {
            struct Rule: Decodable {
                var code: String
                var name: String
                var summary: String
            }
            var schema: Int
            var rules: [Rule]
        }
        let table = try JSONDecoder().decode(Table.self, from: Data(json.utf8))
        #expect(table.schema == 1 && table.rules.contains { $0.name == "srv-target-alias" })
        #expect(text.split(separator: "\n").count == table.rules.count + 1)
        for rule in table.rules {
            #expect(text.contains("\(rule.code)  \(rule.name)"))
            #expect(text.contains(rule.summary))
        }
    }

    @Test("the page of a rule has its headings in order, and carets under the mistake")
    func page() throws {
        let run = try ProgramRun(["explain", "s301"])
        let headings = run.output.split(separator: "\n").filter { $0.hasPrefix("#") }
        #expect(
            headings == [
                "# srv-target-alias (S301)", "## What it checks", "## Why it matters", "## Example", "## Fix",
                "## References",
            ])
        let lines = run.output.split(separator: "\n")
        let caret = try #require(lines.firstIndex { $0.contains("^^^") })
        let column = try #require(lines[caret].firstIndex(of: "^")).utf16Offset(in: lines[caret])
        #expect(lines[caret - 1].dropFirst(column).hasPrefix("matrix"))
        #expect(!run.output.contains("«"))
        #expect(lines.allSatisfy { $0.count <= 80 || $0.hasPrefix("    ") })
        let json = try ProgramRun(["explain", "S301", "--format", "json"]).output
        #expect(try JSONSerializationCheck.isObject(json))
    }

    private enum JSONSerializationCheck {
        struct Page: Decodable {
            struct Rule: Decodable { var code: String }
            var rule: Rule
        }

        static func isObject(_ text: String) throws -> Bool {
            try JSONDecoder().decode(Page.self, from: Data(text.utf8)).rule.code == "S301"
        }
    }
}
