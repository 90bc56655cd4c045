import TestSupport
import Testing

@Suite("Colour")
struct ColourTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("bad.zone", SampleZones.bad)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var option: String?
        var environment: [String: String]
        /// Whether there is colour on a terminal and in a pipe.
        var terminal: Bool
        var pipe: Bool

        var testDescription: String { "\(option ?? "no option") \(environment)" }

        init(_ option: String? = nil, _ environment: [String: String] = [:], terminal: Bool, pipe: Bool) {
            self.option = option
            self.environment = environment
            self.terminal = terminal
            self.pipe = pipe
        }
    }

    private static let cases = [
        Case(terminal: true, pipe: false),
        Case(nil, ["TERM": "xterm-256color"], terminal: true, pipe: false),
        // Single environment variables.
        Case(nil, ["NO_COLOR": "1"], terminal: false, pipe: false),
        Case(nil, ["NO_COLOR": "0"], terminal: false, pipe: false),
        Case(nil, ["NO_COLOR": ""], terminal: true, pipe: false),
        Case(nil, ["FORCE_COLOR": "1"], terminal: true, pipe: true),
        Case(nil, ["FORCE_COLOR": "0"], terminal: true, pipe: false),
        Case(nil, ["FORCE_COLOR": ""], terminal: true, pipe: false),
        Case(nil, ["CLICOLOR_FORCE": "1"], terminal: true, pipe: true),
        Case(nil, ["CLICOLOR_FORCE": "0"], terminal: true, pipe: false),
        Case(nil, ["CLICOLOR": "0"], terminal: false, pipe: false),
        Case(nil, ["CLICOLOR": "1"], terminal: true, pipe: false),
        Case(nil, ["TERM": "dumb"], terminal: false, pipe: false),
        // A CI log is usually not a terminal. If it is one, it supports colour.
        Case(nil, ["CI": "true"], terminal: true, pipe: false),
        // Precedence.
        Case(nil, ["NO_COLOR": "1", "FORCE_COLOR": "1"], terminal: false, pipe: false),
        Case(nil, ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], terminal: false, pipe: false),
        Case(nil, ["FORCE_COLOR": "1", "TERM": "dumb"], terminal: true, pipe: true),
        Case(nil, ["CLICOLOR_FORCE": "1", "CLICOLOR": "0"], terminal: true, pipe: true),
        // The option overrides all variables.
        Case("auto", [:], terminal: true, pipe: false),
        Case("auto", ["NO_COLOR": "1"], terminal: false, pipe: false),
        Case("always", [:], terminal: true, pipe: true),
        Case("always", ["NO_COLOR": "1", "TERM": "dumb", "CLICOLOR": "0"], terminal: true, pipe: true),
        Case("never", [:], terminal: false, pipe: false),
        Case("never", ["FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"], terminal: false, pipe: false),
    ]

    @Test("is where the option, the environment and the terminal want it, on either stream", arguments: cases)
    func precedence(_ colour: Case) throws {
        let option = colour.option.map { ["--color", $0] } ?? []
        func isColoured(_ text: String) -> Bool { text.contains("\u{1B}[") }
        for (stream, expected) in [(ProgramRun.Output.terminal, colour.terminal), (.pipe, colour.pipe)] {
            for command in [["check", "bad.zone"], ["rules"], ["explain", "S301"]] {
                let run = try ProgramRun(
                    command + option, output: stream, folder: folder.path, environment: colour.environment)
                #expect(isColoured(run.output) == expected, "\(command)")
            }
            // Messages before and after the options are parsed.
            for command in [["explain", "nonsense"], ["check", "bad.zone", "--select", "Q9"]] {
                let run = try ProgramRun(
                    command + option, errors: stream, folder: folder.path, environment: colour.environment)
                #expect(run.status == 2 && isColoured(run.errors) == expected, "\(command) \(run.errors)")
            }
        }
    }

    @Test("Standard output and standard error are judged apart")
    func apart() throws {
        try folder.write("bad.zone", SampleZones.bad)
        let arguments = ["check", "--diff", "--unsafe-fixes", "bad.zone"]
        let errors = try ProgramRun(arguments, errors: .terminal, folder: folder.path)
        #expect(errors.errors.contains("\u{1B}[") && !errors.output.contains("\u{1B}["))
        let output = try ProgramRun(["check", "bad.zone", "missing.zone"], output: .terminal, folder: folder.path)
        #expect(output.output.contains("\u{1B}[") && !output.errors.contains("\u{1B}["))
    }

    @Test("A report in a file has no colour unless it is asked for")
    func files() throws {
        for (option, expected) in [("auto", false), ("never", false), ("always", true)] {
            let run = try ProgramRun(
                ["check", "bad.zone", "--color", option, "--output", "report.txt"], output: .terminal,
                folder: folder.path, environment: ["FORCE_COLOR": "1"])
            #expect(run.status == 1)
            #expect(try folder.text("report.txt").contains("\u{1B}[") == expected, "\(option)")
        }
    }

    @Test("The help names everything that decides")
    func help() throws {
        let help = try ProgramRun(["check", "--help"]).output.split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
        for word in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR=0", "TERM=dumb", "auto", "always", "never"]
        {
            #expect(help.contains(word))
        }
        #expect(help.contains("--no-progress Show no progress"))
    }
}
