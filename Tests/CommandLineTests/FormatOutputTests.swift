import FoundationEssentials
import TestSupport
import Testing

@Suite("Reports in files")
struct FormatOutputTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("zones/bad.zone", SampleZones.bad)
        try folder.write("zones/good.zone", SampleZones.good)
    }

    private func check(
        _ arguments: String..., in place: String = "", output: ProgramRun.Output = .pipe,
        environment: [String: String] = [:]
    ) throws -> ProgramRun {
        try ProgramRun(
            ["check"] + arguments, output: output, folder: folder.path + "/" + place, environment: environment)
    }

    @Test("one run writes every format, each as on standard output")
    func allAtOnce() throws {
        let formats = [
            "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown",
            "html", "tap",
            "nagios", "prometheus",
        ]
        let outputs = formats.flatMap { ["--output", "\($0):out.\($0)"] }
        let run = try ProgramRun(["check", "zones"] + outputs, folder: folder.path)
        #expect(run.status == 1 && run.output.contains("error[S301]") && run.errors.isEmpty)
        for format in formats {
            let alone = try check("zones", "--format", format)
            // An error is CRITICAL for a monitoring system.
            #expect(alone.status == (format == "nagios" ? 2 : 1), "\(format)")
            #expect(try folder.text("out.\(format)") == alone.output, "\(format)")
        }
    }

    @Test(
        "one file under two names is refused before anything is written",
        arguments: [["json:a", "sarif:./a"], ["json:a", "a"], ["json:link", "sarif:real"], ["json:-", "sarif:-"]])
    func sameFile(_ outputs: [String]) throws {
        try folder.write("real", "old\n")
        try folder.link("link", to: "real")
        let run = try ProgramRun(
            ["check", "zones/good.zone"] + outputs.flatMap { ["--output", $0] }, folder: folder.path)
        #expect(run.status == 2 && run.errors.contains("use a different file for each report"))
        #expect(try folder.text("real") == "old\n")
        // No new files are left.
        #expect(throws: (any Error).self) { try folder.text("a") }
    }

    @Test("the file of standard output is refused too, and a device may be named repeatedly")
    func standardOutput() throws {
        let into = try check(
            "zones/good.zone", "--output", "json:out", output: .file(folder.path + "/out"))
        #expect(into.status == 2 && into.errors.contains("standard output and `out` are the same file"))
        let device = try check("zones/good.zone", "--output", "json:/dev/null", "--output", "sarif:/dev/null")
        #expect(device.status == 0)
    }

    @Test("a report that cannot be written is an error, and findings keep their exit code")
    func lostReport() throws {
        for (zone, status) in [("bad", Int32(1)), ("good", 3)] {
            let run = try check("zones/\(zone).zone", "--output", "json:/dev/full", "--output", "sarif:r.sarif")
            #expect(run.status == status)
            #expect(run.errors.contains("`/dev/full` could not be written: no space left on device"))
            // The other reports are still written.
            #expect(try folder.text("r.sarif").contains("\"runs\""))
        }
        let zero = try check("zones/bad.zone", "--exit-zero", "--output", "json:/dev/full")
        #expect(zero.status == 3)
    }

    @Test("formats for code hosts have paths relative to the repository, and the others as given")
    func paths() throws {
        try folder.makeDirectory(".git")
        func output(_ format: String, _ path: String) throws -> String {
            try check(path, "--format", format, in: "zones").output
        }
        for path in ["bad.zone", "./bad.zone", "../zones/bad.zone", folder.path + "/zones/bad.zone"] {
            for format in ["sarif", "github", "gitlab", "junit", "markdown"] {
                let text = try output(format, path)
                #expect(text.contains("zones/bad.zone") && !text.contains("/zones/bad.zone"), "\(format) \(path)")
            }
            for format in ["concise", "json", "rdjson", "checkstyle", "tap"] {
                let text = try output(format, path)
                #expect(text.contains(path), "\(format) \(path)")
            }
        }
        let standardInput = try ProgramRun(
            ["check", "-", "--stdin-filename", "sub/new.zone", "--format", "github"], input: .text(SampleZones.bad),
            folder: folder.path + "/zones")
        #expect(standardInput.output.contains("file=zones/sub/new.zone,"))
    }

    @Test("a file outside the repository of the run has its full path")
    func outside() throws {
        try folder.makeDirectory("repository/.git")
        let run = try check("../zones/bad.zone", "--format", "sarif", in: "repository")
        #expect(run.output.contains("\"uri\" : \"file://\(folder.path)/zones/bad.zone\""))
    }

    @Test("the job summary is extended only for the github format, and a failure is reported")
    func jobSummary() throws {
        try folder.write("summary.md", "before\n")
        let environment = ["GITHUB_STEP_SUMMARY": folder.path + "/summary.md"]
        let run = try check("zones/bad.zone", "--format", "github", environment: environment)
        #expect(run.status == 1 && run.output.hasPrefix("::error file="))
        let summary = try folder.text("summary.md")
        #expect(summary.hasPrefix("before\n## srvlint\n") && summary.contains("| error | S301"))
        _ = try check("zones/bad.zone", "--format", "json", environment: environment)
        #expect(try folder.text("summary.md") == summary)
        let lost = try check(
            "zones/good.zone", "--format", "github", environment: ["GITHUB_STEP_SUMMARY": "/nonexistent/summary"])
        #expect(lost.status == 3 && lost.errors.contains("the job summary"))
    }

    @Test("an unchecked file is not a warning in concise")
    func notChecked() throws {
        let run = try check("missing.zone", "--format", "concise")
        #expect(run.status == 3 && run.output.hasPrefix("missing.zone: not checked X103 "))
    }
}
