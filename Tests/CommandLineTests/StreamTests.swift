import TestSupport
import Testing

@Suite("Closed standard streams")
struct StreamTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("good.zone", SampleZones.good)
        try folder.write("bad.zone", SampleZones.bad)
    }

    /// Commands, with the exit code of each.
    private static let commands: [(arguments: [String], status: Int32)] = [
        (["check", "bad.zone"], 1), (["check", "bad.zone", "--format", "json"], 1),
        (["check", "bad.zone", "--format", "sarif"], 1), (["check", "good.zone"], 0), (["check", "missing.zone"], 3),
        (["check", "--show-files", "good.zone"], 0), (["check", "--diff", "--unsafe-fixes", "bad.zone"], 1),
        (["rules"], 0), (["explain", "S301"], 0), (["--help"], 0), (["check", "--help"], 0), (["--version"], 0),
        (["config", "show"], 0), (["config", "schema"], 0), (["config", "init", "--print"], 0),
        (["check", "--nonsense"], 2),
        (["explain", "example.com", "--zone", "good.zone"], 0),
    ]

    @Test("A reader that closes the pipe does not cause an error or change the exit code", arguments: commands)
    func pipes(_ command: (arguments: [String], status: Int32)) throws {
        let read = try ProgramRun(command.arguments, folder: folder.path)
        for output in [ProgramRun.Output.closedPipe, .closed] {
            let run = try ProgramRun(command.arguments, output: output, folder: folder.path)
            #expect(run.status == read.status && run.errors == read.errors, "\(run.errors)")
        }
        for errors in [ProgramRun.Output.closedPipe, .closed] {
            let run = try ProgramRun(command.arguments, errors: errors, folder: folder.path)
            #expect(run.status == read.status && run.output == read.output)
        }
        #expect(read.status == command.status)
    }

    @Test("after head has closed the pipe, the program ends silently with its own exit code")
    func head() throws {
        let bad = SampleZones.bad + (0..<5_000).map { "h\($0) IN MX 010 web\n" }.joined()
        try folder.write("long.zone", bad)
        for format in ["text", "concise", "json", "jsonl"] {
            let path = try ProgramRun.program()
            let script =
                "{ '\(path)' check --format \(format) long.zone; echo $? > status; } 2> errors | head -1 > first"
            try folder.write("run.sh", "cd '\(folder.path)' && \(script)\n")
            #expect(shell("sh '\(folder.path)/run.sh'") == 0)
            #expect(try folder.text("status") == "1\n")
            #expect(try folder.text("errors").isEmpty)
            #expect(try folder.text("first").hasSuffix("\n"))
        }
    }

    @Test("With standard error closed no message is written into another file")
    func noMessageInFiles() throws {
        try folder.write("zones/a.zone", SampleZones.bad + "web IN MX 010 web\n")
        let run = try ProgramRun(
            ["check", "--fix", "--unsafe-fixes", "-v", "zones/a.zone", "--output", "json:r.json"], output: .closed,
            errors: .closed, folder: folder.path, limit: 60)
        #expect(run.status == 0)
        #expect(
            try folder.text("zones/a.zone") == SampleZones.bad.replacing("8448 matrix", with: "8448 web")
                + "web IN MX 10 web\n")
        #expect(try folder.text("r.json").hasPrefix("{"))
    }
}
