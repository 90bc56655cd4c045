import TestSupport
import Testing

@Suite("Exit codes")
struct ExitCodeTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("good.zone", SampleZones.good)
        try folder.write("bad.zone", SampleZones.bad)
        try folder.write("ignored.zone", "; srvlint: ignore-file[S301] known\n" + SampleZones.bad)
    }

    @Test(
        "the table",
        arguments: [
            (["check", "good.zone"], 0),
            (["check", "bad.zone"], 1),
            (["check", "ignored.zone"], 0),
            (["check", "missing.zone"], 3),
            (["check", "missing.zone", "good.zone"], 3),
            (["check", "missing.zone", "bad.zone"], 1),
            (["check", "bad.zone", "--fail-on", "error"], 1),
            (["check", "bad.zone", "--fail-on", "never"], 0),
            (["check", "missing.zone", "--fail-on", "never"], 3),
            (["check", "bad.zone", "--exit-zero"], 0),
            (["check", "missing.zone", "--exit-zero"], 0),
            (["check", "bad.zone", "--ignore", "S301"], 0),
            (["check", "bad.zone", "--ignore", "S"], 0),
            (["check", "bad.zone", "--ignore", "srv-target-alias"], 0),
            (["check", "bad.zone", "--ignore", "X103,s301"], 0),
            (["check", "bad.zone", "--select", "X"], 0),
            (["check", "bad.zone", "--select", "X", "--select", "S3"], 1),
            (["check", "bad.zone", "--select", "S301", "--ignore", "S3"], 1),
            // An unreadable file does not count as clean if its rule is not selected.
            (["check", "missing.zone", "--select", "S"], 3),
            (["check", "missing.zone", "--ignore", "X103"], 3),
            (["check", "--show-files", "good.zone"], 0),
            (["check", "--show-files", "missing.zone"], 3),
            (["check", "--exit-zero", "--select", "S999", "good.zone"], 2),
            (["rules"], 0), (["explain", "S301"], 0), (["explain", "srv-target-alias"], 0),
            (["--help"], 0), (["help"], 0), (["help", "check"], 0), (["check", "--help"], 0), (["--version"], 0),
            ([], 2),
        ] as [([String], Int32)])
    func table(arguments: [String], status: Int32) throws {
        let run = try ProgramRun(arguments, folder: folder.path)
        #expect(run.status == status, "\(run.output)\(run.errors)")
    }

    @Test("an unreadable file is named on standard error when its rule is not selected")
    func hiddenFailureIsSaid() throws {
        let run = try ProgramRun(
            ["check", "missing.zone", "--select", "S", "--format", "concise"], folder: folder.path)
        #expect(run.errors.contains("missing.zone"))
    }

    @Test("help goes to standard output, complaints to standard error")
    func streams() throws {
        let help = try ProgramRun(["check", "--help"])
        #expect(help.output.contains("USAGE: srvlint check") && help.errors.isEmpty)
        let nothing = try ProgramRun([])
        #expect(nothing.output.isEmpty && nothing.errors.contains("SUBCOMMANDS"))
        let version = try ProgramRun(["--version"])
        #expect(version.output.wholeMatch(of: /srvlint \d+\.\d+\.\d+\n/) != nil)
    }
}
