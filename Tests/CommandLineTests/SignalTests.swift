import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// The effect of signals in each phase of a run. The time limit is only a guard against hanging, also on busy
/// machines.
@Suite("Signals")
struct SignalTests {
    private let folder: ScratchDirectory
    /// Seconds.
    private static let guarded = 30.0
    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    init() throws { folder = try ScratchDirectory() }

    /// Runs a command, and sends a signal after the shell command `phase` has ended.
    private func stopped(
        _ arguments: [String], by signal: Int32, once phase: String, then after: String = ":",
        environment: [String: String] = [:]
    ) throws -> ProgramRun {
        let run = try ProgramRun(
            arguments, folder: folder.path, environment: environment, beside: "\(phase); kill -\(signal) $$; \(after)",
            limit: Self.guarded * 2)
        #expect(run.seconds < Self.guarded, "\(arguments)")
        #expect(try rests().isEmpty)
        return run
    }

    /// A shell command that waits until the program has used no processor time for half a second, so that it must be blocked.
    private static let untilIdle = """
        used() { cut -d' ' -f14,15 /proc/$$/stat; }; was=; now=$(used)
        while [ "$was" != "$now" ]; do was=$now; sleep 0.5; now=$(used); done
        """

    private func rests() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(".srvlint-") }
    }

    /// A zone of many servers, each with a mistake that has a fix, so that checking takes some time.
    private static let large =
        SampleZones.beginning
        + (0..<4_000).map { "_matrix._tcp.a\($0) IN SRV 0 0 8448 web.example.com\n" }.joined()

    @Test("A run ends by the signal while it waits for a pipe", arguments: signals)
    func reading(_ signal: Int32) throws {
        try folder.makePipe("a.zone")
        for arguments in [
            ["check", "a.zone"], ["check", "--fix", "a.zone"], ["audit", "a.example", "--zone", "a.zone"],
        ] {
            let run = try stopped(arguments, by: signal, once: "exec 3> a.zone")
            #expect(run.status == 128 + signal, "\(arguments)")
        }
    }

    @Test("A run ends by the signal while it waits for standard input", arguments: signals)
    func standardInput(_ signal: Int32) throws {
        try folder.makePipe("input")
        let program = try ProgramRun.program()
        let command = "timeout -k 30 -s \(signal) 1 '\(program)' check - < input"
        // The exit code of `timeout` is 124 if its signal ended the program, and 137 after SIGKILL.
        #expect(shell("cd '\(folder.path)' && { sleep 20 > input & } && \(command); s=$?; kill $!; exit $s") == 124)
    }

    @Test(
        "A run ends by the signal while it checks, fixes or adds comments, and does not change the zone",
        arguments: signals,
        [["check"], ["check", "--fix", "--unsafe-fixes"], ["check", "--diff"], ["check", "--add-ignore=later"]])
    func judging(_ signal: Int32, _ command: [String]) throws {
        try folder.write("a.zone", Self.large)
        // The last file has been read, so all files are checked next.
        try folder.makePipe("b.zone")
        let run = try stopped(
            command + ["a.zone", "b.zone", "--output", "json:report"], by: signal,
            once: "exec 3> b.zone; exec 3>&-; sleep 0.4")
        #expect(run.status == 128 + signal)
        #expect(try folder.text("a.zone") == Self.large)
        #expect(access(folder.path + "/report", F_OK) != 0)
    }

    @Test("A run ends by the signal while it waits for git", arguments: signals)
    func git(_ signal: Int32) throws {
        try folder.write("bin/git", "#!/bin/sh\n: > '\(folder.path)/started'\nexec sleep 20\n")
        chmod(folder.path + "/bin/git", 0o755)
        try folder.write("repository/.git/HEAD", "ref: refs/heads/main\n")
        try folder.write("repository/a.zone", SampleZones.good)
        let run = try stopped(
            ["check", "--against", "HEAD", "repository/a.zone"], by: signal,
            once: "until [ -e started ]; do sleep 0.1; done",
            environment: ["PATH": folder.path + "/bin:/usr/bin:/bin"])
        #expect(run.status == 128 + signal)
    }

    @Test("A run ends by the signal while nobody reads its report", arguments: signals)
    func writing(_ signal: Int32) throws {
        try folder.write("a.zone", SampleZones.good + (0..<2_000).map { "h\($0) IN MX 010 web\n" }.joined())
        try folder.makePipe("report")
        let run = try stopped(
            ["check", "a.zone", "--output", "json:report"], by: signal, once: "exec 3< report; \(Self.untilIdle)",
            then: "sleep 5")
        #expect(run.status == 128 + signal)
    }

    @Test(
        "An audit reports the finished servers in complete files, and has an exit code for interruption",
        arguments: signals)
    func audit(_ signal: Int32) throws {
        let silent = try SilentResolver()
        let run = try stopped(
            [
                "audit", "bad_name", "a.example", "--resolver", silent.address, "--save", "case.json", "--output",
                "jsonl:lines",
            ], by: signal, once: "until [ $(ls /proc/$$/task | wc -l) -gt 2 ]; do sleep 0.1; done; sleep 1")
        #expect(run.status == 1)
        #expect(run.errors.contains("interrupted: 1 of 2 servers were not audited"))
        #expect(try folder.text("lines").hasSuffix("}\n"))
        #expect(try folder.text("case.json").contains("\"schema\": 1"))
    }

    @Test("An audit whose report nobody reads ends by the signal without incomplete files", arguments: signals)
    func auditUnread(_ signal: Int32) throws {
        let silent = try SilentResolver()
        try folder.write("names", (0..<600).map { "bad_name_\($0)\n" }.joined())
        try folder.makePipe("lines")
        let run = try stopped(
            [
                "audit", "--from", "names", "--resolver", silent.address, "--save", "case.json", "--output",
                "text:lines",
            ], by: signal, once: "exec 3< lines; \(Self.untilIdle)", then: "sleep 5")
        #expect(run.status == 128 + signal)
        #expect(access(folder.path + "/case.json", F_OK) != 0)
    }

    @Test("A second signal ends an audit at once")
    func twice() throws {
        let silent = try SilentResolver()
        try folder.write("names", (0..<600).map { "bad_name_\($0)\n" }.joined())
        try folder.makePipe("lines")
        let run = try stopped(
            ["audit", "--from", "names", "--resolver", silent.address, "--output", "text:lines"], by: SIGINT,
            once: "exec 3< lines; \(Self.untilIdle); kill -TERM $$; sleep 0.3", then: "sleep 5")
        #expect(run.status == 128 + SIGINT)
    }

    @Test("explain ends by the signal while the network does not answer", arguments: signals)
    func explain(_ signal: Int32) throws {
        let silent = try SilentResolver()
        try folder.write(".srvlint.yml", "resolvers: [\"\(silent.address)\"]\n")
        let run = try stopped(
            ["explain", "a.example"], by: signal,
            once: "until [ $(ls /proc/$$/task | wc -l) -gt 2 ]; do sleep 0.1; done; sleep 0.5")
        #expect(run.status == 128 + signal)
    }

    @Test("A signal that the caller ignores stays ignored, even while files are written")
    func ignored() throws {
        let program = try ProgramRun.program()
        try folder.write("a.zone", SampleZones.good + "m IN MX 010 web\n")
        try folder.makePipe("b.zone")
        let writer = "{ exec 3> b.zone; kill -HUP $$; sleep 0.5; echo \"; the end\" >&3; } &"
        let command = "exec \"$1\" check --fix -q --exit-zero a.zone b.zone --output json:report"
        let status = shell(
            "cd '\(folder.path)' && sh -c 'trap \"\" HUP; \(writer) \(command)' sh '\(program)' > out 2>&1")
        #expect(status == 0)
        #expect(try folder.text("a.zone").contains("m IN MX 10 web"))
        #expect(try folder.text("report").hasSuffix("}\n"))
    }
}
