import FoundationEssentials
import Glibc
import TestSupport
import Testing

@Suite("Progress")
struct ProgressTests {
    private let folder: ScratchDirectory
    /// The last zone is written after a delay, so that the run is long on any machine.
    private static let slowly = "exec 3> z.zone; sleep 1.6; echo '; the end' >&3"

    init() throws {
        folder = try ScratchDirectory()
        try folder.makePipe("z.zone")
    }

    private func makeZones() throws {
        for number in 0..<1_204 { try folder.write("zones/\(number).example.zone", SampleZones.good) }
    }

    private func run(
        _ arguments: String..., errors: ProgramRun.Output = .terminal,
        environment: [String: String] = ["TERM": "xterm"],
        interruption: ProgramRun.Interruption? = nil
    ) throws -> ProgramRun {
        try ProgramRun(
            ["check", "--format", "concise"] + arguments, errors: errors, folder: folder.path, environment: environment,
            beside: interruption == nil ? Self.slowly : "exec 3> z.zone; sleep 60 <&3 & wait",
            interruption: interruption)
    }

    @Test("A long run shows its progress on one line, which is erased at the end")
    func shown() throws {
        try makeZones()
        let run = try run("zones", "z.zone")
        let line = "\rreading 1,204 of 1,205 files\u{1B}[K"
        #expect(run.errors.contains(line), "\(run.errors.debugDescription)")
        #expect(run.errors.hasSuffix("\r\u{1B}[K") && !run.errors.contains("\n"), "\(run.errors.debugDescription)")
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test("A single file is named, shortened to the width of the terminal and escaped")
    func narrow() throws {
        let name = "\u{1B}[31m-with-a-name-that-is-longer-than-the-terminal-is-wide.zone"
        try folder.makePipe(name)
        let run = try ProgramRun(
            ["check", name], errors: .terminal(columns: 40), folder: folder.path, environment: ["TERM": "xterm"],
            beside: "exec 3> *-wide.zone; sleep 1.6; echo '; the end' >&3")
        let drawn = run.errors.split(separator: "\r").map { $0.replacing("\u{1B}[K", with: "") }.filter { !$0.isEmpty }
        #expect(drawn.allSatisfy { $0.count == 39 && $0.hasPrefix("reading ") && !$0.contains("\u{1B}") }, "\(drawn)")
        #expect(!drawn.isEmpty)
    }

    @Test("A short run shows nothing")
    func short() throws {
        try folder.write("good.zone", SampleZones.good)
        let run = try ProgramRun(
            ["check", "good.zone"], errors: .terminal, folder: folder.path, environment: ["TERM": "xterm"])
        #expect(run.errors.isEmpty)
    }

    @Test(
        "No progress is shown with options and variables that disable it",
        arguments: [
            (["-q"], ["TERM": "xterm"]), (["--no-progress"], ["TERM": "xterm"]), ([], ["TERM": "dumb"]), ([], [:]),
            ([], ["TERM": "xterm", "CI": "true"]), ([], ["TERM": "xterm", "CI": "1"]),
        ])
    func unwanted(_ arguments: [String], _ environment: [String: String]) throws {
        let run = try ProgramRun(
            ["check", "z.zone"] + arguments, errors: .terminal, folder: folder.path, environment: environment,
            beside: Self.slowly)
        #expect(run.errors.isEmpty, "\(run.errors.debugDescription)")
    }

    @Test("No progress is shown if standard error is not a terminal, even if standard output is")
    func noTerminal() throws {
        let run = try ProgramRun(
            ["check", "z.zone"], output: .terminal, folder: folder.path, environment: ["TERM": "xterm"],
            beside: Self.slowly)
        #expect(run.errors.isEmpty && !run.output.contains("reading"))
    }

    @Test("Ctrl-C erases the line and ends the program by the signal", arguments: [SIGINT, SIGTERM, SIGHUP])
    func interrupted(_ signal: Int32) throws {
        try makeZones()
        let old = try folder.write("old.json", "old\n")
        let run = try run(
            "--output", "json:new.json", "--output", "json:old.json", "zones", "z.zone",
            interruption: ProgramRun.Interruption(signal, onceErrorsHave: "reading 1,204"))
        #expect(run.status == 128 + signal)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasSuffix("\r\u{1B}[K"), "\(run.errors.debugDescription)")
        #expect(access(folder.path + "/new.json", F_OK) != 0)
        #expect(try String(contentsOfFile: old, encoding: .utf8) == "old\n")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "old.json", "z.zone", "zones",
            ])
    }
}
