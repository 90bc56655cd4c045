import Foundation
import TestSupport
import Testing

/// The commands of the README and the articles run, and print what the pages show.
@Suite("README and articles")
struct ReadmeTests {
    typealias Block = DocumentationPage.Block

    private static let root = DocumentationPage.root

    /// A directory as the pages have it: a zone with mistakes in `zones`, and what belongs to it.
    private static func makeDirectory(_ scratch: ScratchDirectory) throws {
        let demo = try String(contentsOf: root.appending(path: "fixtures/demo/example.com.zone"), encoding: .utf8)
        try scratch.write("zones/example.com.zone", demo)
        try scratch.write("db.example.com", demo)
        let evidence = try #require(Block.of("json").first(where: isEvidence))
        try scratch.write("case.json", try Self.completed(evidence))
    }

    static func isEvidence(_ block: Block) -> Bool { block.text.contains("\"dns\"") }

    /// The evidence of a page, with a certificate in place of its `…`.
    private static func completed(_ evidence: Block) throws -> String {
        let certificate = root.appending(path: "fixtures/cases/01-target-name-only/certificate.pem")
        let pem = try String(contentsOf: certificate, encoding: .utf8).replacing("\n", with: "\\n")
        return evidence.text.replacing("-----BEGIN CERTIFICATE-----…", with: pem)
    }

    @Test("Its commands are understood and run", arguments: Block.of("sh"))
    func commandsRun(_ block: Block) throws {
        let scratch = try ScratchDirectory()
        try Self.makeDirectory(scratch)
        let zone = try scratch.text("zones/example.com.zone")
        for path in ["com.zone", "example.com.zone.signed"] { try scratch.write(path, zone) }
        for line in block.lines where line.contains("srvlint ") {
            try Self.run(Self.words(of: line), in: scratch, zone: zone, line)
        }
    }

    /// Runs a command, or compares its options with the help if it would use the network or a repository.
    private static func run(_ words: [String], in scratch: ScratchDirectory, zone: String, _ line: String) throws {
        let usesNetwork = words.first == "audit" && !words.contains("--evidence")
        if let command = words.first, usesNetwork || words.contains("--against") {
            let help = try ProgramRun([command, "--help"]).output
            for option in words where option.hasPrefix("-") { #expect(help.contains(option), "\(line)") }
            return
        }
        let input = words.contains("-") ? ProgramRun.Input.text(zone) : .nothing
        let run = try ProgramRun(words, input: input, folder: scratch.path)
        // Evidence may be incomplete.
        let isRun = run.status == 0 || run.status == 1 || words.contains("--evidence") && run.status == 3
        #expect(isRun, "\(line)\n\(run.errors)")
        #expect(!run.errors.contains("error"), "\(line)\n\(run.errors)")
    }

    @Test("What it shows is what is printed", arguments: Block.of("console"))
    func outputIsTrue(_ block: Block) throws {
        let scratch = try ScratchDirectory()
        try Self.makeDirectory(scratch)
        if block.lines.contains(where: { $0.contains("well-known.json") }) { try Self.makeServer(scratch) }
        var folder = scratch.path
        var output: ArraySlice<String> = []
        var mayLeaveOut = true
        for line in block.lines {
            if line.hasPrefix("$ cd ") {
                folder = Self.root.appending(path: String(line.dropFirst(5))).path(percentEncoded: false)
            } else if line.hasPrefix("$ ") {
                let isFixture = line.contains(" fixtures/")
                let run = try ProgramRun(
                    Self.words(of: line), folder: isFixture ? Self.root.path(percentEncoded: false) : folder)
                output = run.output.components(separatedBy: "\n")[...]
                mayLeaveOut = false
            } else if line.trimmingCharacters(in: .whitespaces) == "…" {
                mayLeaveOut = true
            } else if !line.isEmpty || !mayLeaveOut {
                let place = try #require(output.firstIndex(of: line), "not printed, or before: \(line)")
                #expect(mayLeaveOut || place == output.startIndex, "not what comes next: \(line)")
                output = output[(place + 1)...]
                mayLeaveOut = false
            }
        }
        #expect(mayLeaveOut || output.allSatisfy(\.isEmpty), "more is printed: \(output)")
    }

    /// A server whose document is wrong, with the configuration of the article about servers.
    private static func makeServer(_ scratch: ScratchDirectory) throws {
        try scratch.write(".srvlint.yml", try Block.yaml(with: "well-known: well-known.json").text)
        try scratch.write("well-known.json", #"{"m.server": "https://matrix.example.com"}"# + "\n")
        let certificate = root.appending(path: "fixtures/cases/01-target-name-only/certificate.pem")
        try scratch.write("certs/example.com.pem", try String(contentsOf: certificate, encoding: .utf8))
        try scratch.write(
            "zones/example.com.zone",
            """
            $TTL 3600
            @ IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
            @ IN NS ns1.example.net.
            @ IN NS ns2.example.net.
            @ IN A 192.0.2.1
            matrix IN A 192.0.2.10
            _matrix-fed._tcp IN SRV 10 5 8448 matrix
            _matrix._tcp IN SRV 10 5 8448 matrix

            """)
        try FileManager.default.removeItem(atPath: scratch.path + "/db.example.com")
    }

    @Test("The pages have blocks of every kind")
    func blocks() {
        #expect(Block.of("sh").count >= 10)
        #expect(Block.of("console").count >= 4)
        #expect(Block.of("yaml").filter { Self.kind(of: $0) == .configuration }.count >= 2)
        #expect(Block.of("yaml").filter { Self.kind(of: $0) == .commands }.count >= 4)
    }

    private enum YAMLKind { case configuration, commands, kubernetes }

    /// What a YAML block is: a configuration of srvlint, or one of another program that runs it. `.ci/try-many-servers` tries
    /// what is for Kubernetes.
    private static func kind(of block: Block) -> YAMLKind {
        if block.text.contains("apiVersion:") { return .kubernetes }
        let isForCommands = ["repos:", "- id: ", "jobs:", "script:"].contains(where: block.text.contains)
        return isForCommands ? .commands : .configuration
    }

    @Test("Its configurations are understood", arguments: Block.of("yaml").filter { kind(of: $0) == .configuration })
    func configurationIsUnderstood(_ block: Block) throws {
        let scratch = try ScratchDirectory()
        try Self.makeDirectory(scratch)
        try scratch.write(".srvlint.yml", block.text)
        let run = try ProgramRun(["config", "show"], folder: scratch.path)
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test(
        "The commands of hooks and jobs are understood",
        arguments: Block.of("yaml").filter { kind(of: $0) == .commands })
    func jobsAreUnderstood(_ block: Block) throws {
        for line in block.lines {
            let scratch = try ScratchDirectory()
            try Self.makeDirectory(scratch)
            let zone = try scratch.text("zones/example.com.zone")
            if let command = line.firstMatch(of: /^ *- (?:run: )?(srvlint .*)$/) {
                try Self.run(Self.words(of: String(command.1)), in: scratch, zone: zone, line)
            }
            if let list = line.firstMatch(of: /args: \[(.*)\]/) {
                // The directory of the test is not a git repository, so only the names of the options are compared.
                let help = try ProgramRun(["check", "--help"]).output
                let options = list.1.split(separator: ", ").filter { $0.hasPrefix("-") }
                #expect(!options.isEmpty)
                for option in options { #expect(help.contains(option), "\(line)") }
            }
            if let hook = line.firstMatch(of: /- id: ([a-z-]+)/) {
                let hooks = Self.root.appending(path: ".pre-commit-hooks.yaml")
                #expect(try String(contentsOf: hooks, encoding: .utf8).contains("id: \(hook.1)\n"), "\(line)")
            }
        }
    }

    @Test("Its evidence is understood", arguments: Block.of("json").filter(isEvidence))
    func evidenceIsUnderstood(_ block: Block) throws {
        let scratch = try ScratchDirectory()
        try scratch.write("case.json", try Self.completed(block))
        let run = try ProgramRun(["explain", "example.com", "--evidence", "case.json"], folder: scratch.path)
        #expect(run.status == 0 || run.status == 1, "\(run.errors)")
        #expect(run.output.contains("matrix.example.com"), "\(run.output)\(run.errors)")
    }

    @Test("Its suppression comments are understood", arguments: Block.of("").filter { $0.text.contains("; srvlint:") })
    func commentsAreUnderstood(_ block: Block) throws {
        let scratch = try ScratchDirectory()
        try Self.makeDirectory(scratch)
        let zone = try scratch.text("zones/example.com.zone")
        try scratch.write("zones/example.com.zone", zone + block.text)
        let run = try ProgramRun(["check", "--select", "X102", "zones"], folder: scratch.path)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    /// The arguments of `srvlint` in a line of a shell, without quotes, redirections and comments.
    private static func words(of line: String) -> [String] {
        let command = line.components(separatedBy: "srvlint ").dropFirst().joined(separator: "srvlint ")
        let parts = command.components(separatedBy: " #")[0].components(separatedBy: " > ")[0]
            .components(separatedBy: "\"")
        // Quotes contain the parts with odd numbers, where a space does not end a word.
        let quoted = parts.enumerated().map { number, part in
            number.isMultiple(of: 2) ? part : part.replacing(" ", with: "\u{A0}")
        }
        return quoted.joined().split(separator: " ").map { String($0).replacing("\u{A0}", with: " ") }
    }
}
