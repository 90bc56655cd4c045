import Foundation
import TestSupport
import Testing

/// What a newcomer types and sees: the commands of README.md run, and print what it says they print.
@Suite("README")
struct ReadmeTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A fenced block: what stands behind its fence, and its lines.
    struct Block: Sendable, CustomTestStringConvertible {
        let language: String
        let lines: [String]

        var testDescription: String { "\(language): \(lines.first ?? "")" }

        static let all: [Block] = {
            let text = (try? String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)) ?? ""
            var blocks: [Block] = []
            var open: (language: String, lines: [String])?
            for line in text.components(separatedBy: "\n") {
                if line.hasPrefix("```"), let block = open {
                    blocks.append(Block(language: block.language, lines: block.lines))
                    open = nil
                } else if line.hasPrefix("```") {
                    open = (String(line.dropFirst(3)), [])
                } else {
                    open?.lines.append(line)
                }
            }
            return blocks
        }()

        static func of(_ language: String) -> [Block] { all.filter { $0.language == language } }

        /// The block with a text in it.
        static func yaml(with text: String) throws -> String {
            try #require(of("yaml").map { $0.lines.joined(separator: "\n") + "\n" }.first { $0.contains(text) })
        }
    }

    /// A folder as README has it: a zone with mistakes in `zones`, and one of a Matrix server with its document.
    private static func makeDirectory(_ scratch: ScratchDirectory) throws {
        let demo = try String(contentsOf: root.appending(path: "fixtures/demo/example.com.zone"), encoding: .utf8)
        try scratch.write("zones/example.com.zone", demo)
        try scratch.write("db.example.com", demo)
    }

    @Test("Its commands are understood and run", arguments: Block.of("sh"))
    func commandsRun(_ block: Block) throws {
        let scratch = try ScratchDirectory()
        try Self.makeDirectory(scratch)
        let zone = try scratch.text("zones/example.com.zone")
        for line in block.lines where line.contains("srvlint ") {
            let words = Self.words(of: line)
            guard words.first != "audit" else {
                let help = try ProgramRun(["audit", "--help"]).output
                for option in words where option.hasPrefix("-") { #expect(help.contains(option), "\(line)") }
                continue
            }
            let input = words.contains("-") ? ProgramRun.Input.text(zone) : .nothing
            let run = try ProgramRun(words, input: input, folder: scratch.path)
            #expect(run.status == 0 || run.status == 1, "\(line)\n\(run.errors)")
            #expect(!run.errors.contains("error"), "\(line)\n\(run.errors)")
        }
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

    /// A server whose document is wrong, with the configuration that README gives.
    private static func makeServer(_ scratch: ScratchDirectory) throws {
        try scratch.write(".srvlint.yml", try Block.yaml(with: "well-known: well-known.json"))
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

    @Test("Its configurations are understood", arguments: ["well-known: well-known.json", "zones/internal/*.db"])
    func configurationIsUnderstood(text: String) throws {
        let scratch = try ScratchDirectory()
        try Self.makeDirectory(scratch)
        try scratch.write(".srvlint.yml", try Block.yaml(with: text))
        let run = try ProgramRun(["config", "show"], folder: scratch.path)
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test("Its links lead to files")
    func linksLead() throws {
        let text = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let links = text.matches(of: /\]\(([^)#:]+)\)/).map { String($0.1) }
        #expect(!links.isEmpty)
        for link in links {
            let path = Self.root.appending(path: link).path(percentEncoded: false)
            #expect(FileManager.default.fileExists(atPath: path), "\(link)")
        }
    }

    /// The arguments of `srvlint` in a line of a shell, without a comment behind them.
    private static func words(of line: String) -> [String] {
        let command = line.components(separatedBy: "srvlint ").dropFirst().joined(separator: "srvlint ")
        return command.components(separatedBy: " #")[0].split(separator: " ").map(String.init)
    }
}
