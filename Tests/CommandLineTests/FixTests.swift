import FoundationEssentials
import Glibc
import TestSupport
import Testing

@Suite("Fixes in files")
struct FixTests {
    private let folder: ScratchDirectory
    private static let faulty = SampleZones.good + "web IN MX 010 web # hm\n"
    private static let fixed = SampleZones.good + "web IN MX 10 web ; hm\n"

    init() throws {
        folder = try ScratchDirectory()
    }

    private func fix(
        _ arguments: String..., input: ProgramRun.Input = .nothing, beside other: String = ":"
    ) throws -> ProgramRun {
        try ProgramRun(["check", "--fix"] + arguments, input: input, folder: folder.path, beside: other)
    }

    /// Expects that no temporary file of srvlint is left.
    private func hasNoRests() throws -> Bool {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasSuffix(".tmp") }
    }

    @Test("--fix writes and counts safe fixes, does not fail for fixed findings, and changes nothing in a second run")
    func fixes() throws {
        try folder.write("a.zone", Self.faulty)
        let run = try fix("a.zone")
        #expect(run.status == 0)
        #expect(run.output == "no findings in 1 file, 6 records\n2 fixed in 1 file\n")
        #expect(try folder.text("a.zone") == Self.fixed)
        let before = try inode("a.zone")
        #expect(try fix("a.zone").output == "no findings in 1 file, 6 records\n")
        #expect(try inode("a.zone") == before)
    }

    @Test("Unsafe fixes are made with --unsafe-fixes only, with a note about the unchanged serial")
    func unsafe() throws {
        try folder.write("a.zone", SampleZones.bad)
        let safe = try fix("a.zone")
        #expect(safe.status == 1)
        #expect(safe.output.hasSuffix("1 error · 1 fixable with --fix --unsafe-fixes\n"))
        #expect(try folder.text("a.zone") == SampleZones.bad)
        let all = try fix("--unsafe-fixes", "a.zone")
        #expect(all.status == 0)
        #expect(all.errors.hasPrefix("note: records in a.zone changed: increase its serial (now 2026112101)"))
        #expect(try folder.text("a.zone").hasSuffix("8448 web\n"))
    }

    @Test("Remaining findings determine the exit code and are reported, and JSON counts the fixed ones")
    func remaining() throws {
        try folder.write("a.zone", SampleZones.bad + "web IN MX 010 web\n")
        let run = try fix("--format", "json", "a.zone")
        #expect(run.status == 1)
        #expect(run.output.contains("\"fixed\" : 1"))
        #expect(run.output.contains("\"S301\"") && !run.output.contains("\"Z130\""))
    }

    @Test("Fixed standard input is written to standard output, and the report to standard error")
    func standardInput() throws {
        let run = try fix("-", "--stdin-filename", "a.zone", input: .text(Self.faulty))
        #expect(run.output == Self.fixed)
        #expect(run.errors == "no findings in 1 file, 6 records\n2 fixed in 1 file\n")
        let clean = try fix("-", input: .text(SampleZones.good))
        #expect(clean.output == SampleZones.good)
    }

    // MARK: - Files

    private func status(_ name: String) throws -> stat {
        var status = stat()
        try #require(lstat(folder.path + "/" + name, &status) == 0)
        return status
    }

    private func inode(_ name: String) throws -> UInt64 { UInt64(try status(name).st_ino) }

    @Test("A file keeps its mode, owner and group")
    func attributes() throws {
        let path = try folder.write("a.zone", Self.faulty)
        #expect(chmod(path, 0o640) == 0)
        // Only root may change the owner of a file.
        let isSuperuser = geteuid() == 0
        if isSuperuser { #expect(chown(path, 12, 34) == 0) }
        #expect(try fix("a.zone").status == 0)
        let after = try status("a.zone")
        #expect(after.st_mode & 0o7777 == 0o640)
        if isSuperuser { #expect(after.st_uid == 12 && after.st_gid == 34) }
    }

    @Test(
        "A read-only file is left alone and said, with the exit code of what is left; other files are fixed all the same"
    )
    func readOnly() throws {
        let path = try folder.write("a.zone", Self.faulty)
        try folder.write("b.zone", Self.faulty)
        #expect(chmod(path, 0o444) == 0)
        let run = try fix("a.zone", "b.zone")
        // The exit code for remaining findings takes precedence.
        #expect(run.status == 1)
        #expect(try fix("--fail-on", "never", "a.zone").status == 3)
        #expect(run.errors == "error: a.zone could not be fixed: it is read-only\n")
        #expect(try folder.text("a.zone") == Self.faulty)
        #expect(try folder.text("b.zone") == Self.fixed)
        #expect(run.output.contains("2 fixed in 1 file") && run.output.contains("a.zone:8:"))
    }

    @Test(
        "Files in a directory without write permission do not change",
        .enabled(if: geteuid() != 0 || FixTests.hasSetpriv))
    func readOnlyFolder() throws {
        try folder.write("sub/a.zone", Self.faulty)
        #expect(chmod(folder.path, 0o755) == 0 && chmod(folder.path + "/sub/a.zone", 0o666) == 0)
        #expect(chmod(folder.path + "/sub", 0o555) == 0)
        defer { chmod(folder.path + "/sub", 0o755) }
        let program = try ProgramRun.program()
        let drop = geteuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups " : ""
        let result = try printed("\(drop)'\(program)' check --fix sub/a.zone")
        #expect(result.hasSuffix("status 1\n") && result.contains("its directory is not writable: permission denied"))
        #expect(try folder.text("sub/a.zone") == Self.faulty)
    }

    private static let hasSetpriv = access("/usr/bin/setpriv", X_OK) == 0

    /// Runs a command in the directory, and returns its output with the exit code as the last line.
    private func printed(_ command: String) throws -> String {
        _ = shell("cd '\(folder.path)' && { \(command); } > .output 2>&1; echo status $? >> '\(folder.path)/.output'")
        return try folder.text(".output")
    }

    @Test(
        "A file of another owner keeps its group, or does not change if that is impossible",
        .enabled(if: geteuid() == 0 && FixTests.hasSetpriv))
    func anothersFile() throws {
        try folder.write("sub/a.zone", Self.faulty)
        try folder.write("sub/b.zone", Self.faulty)
        let program = try ProgramRun.program()
        #expect(chmod(folder.path, 0o777) == 0 && chmod(folder.path + "/sub", 0o777) == 0)
        for name in ["a.zone", "b.zone"] { #expect(chmod(folder.path + "/sub/" + name, 0o666) == 0) }
        #expect(chown(folder.path + "/sub/b.zone", 0, 65534) == 0)
        let result = try printed(
            "setpriv --reuid 65534 --regid 65534 --clear-groups '\(program)' check --fix sub/a.zone sub/b.zone")
        #expect(
            result.contains("error: sub/a.zone could not be fixed: its group cannot be kept: operation not permitted"),
            "\(result)")
        #expect(result.hasSuffix("status 1\n"))
        #expect(try folder.text("sub/a.zone") == Self.faulty)
        #expect(try folder.text("sub/b.zone") == Self.fixed)
        let (a, b) = (try status("sub/a.zone"), try status("sub/b.zone"))
        #expect(a.st_uid == 0 && a.st_gid == 0)
        #expect(b.st_gid == 65534 && b.st_mode & 0o7777 == 0o666)
        #expect(try hasNoRests())
    }

    @Test("Hard links are kept")
    func hardLinks() throws {
        let path = try folder.write("a.zone", Self.faulty)
        #expect(link(path, folder.path + "/other") == 0)
        let run = try fix("a.zone")
        #expect(run.status == 1)
        #expect(run.errors.contains("it has 2 names (hard links)"))
        #expect(try folder.text("a.zone") == Self.faulty)
    }

    @Test(
        "The target of a symbolic link is fixed, the link is kept, and a target outside the repository does not change")
    func links() throws {
        try folder.write("repo/zones/a.zone", Self.faulty)
        try folder.makeDirectory("repo/.git")
        try folder.link("repo/b.zone", to: "zones/a.zone")
        #expect(try fix("repo/b.zone").status == 0)
        #expect(try folder.text("repo/zones/a.zone") == Self.fixed)
        #expect(try status("repo/b.zone").st_mode & S_IFMT == S_IFLNK)
        try folder.write("outside", Self.faulty)
        try folder.link("repo/c.zone", to: "../outside")
        let run = try fix("repo/c.zone")
        #expect(run.status == 1)
        #expect(
            run.errors
                == "error: repo/c.zone could not be fixed: symbolic link to outside the repository of the zone file\n")
        #expect(try folder.text("outside") == Self.faulty)
    }

    @Test(
        "A linked directory outside the repository is not changed, by whatever paths",
        arguments: [["."], ["d"], ["d/o.zone"], ["c.zone", "d/o.zone"], ["d/o.zone", "c.zone"]])
    func linkedOut(_ paths: [String]) throws {
        try folder.write("elsewhere/o.zone", Self.faulty)
        try folder.makeDirectory("repo/.git")
        try folder.write("repo/a.zone", SampleZones.good)
        try folder.link("repo/d", to: "../elsewhere")
        try folder.link("repo/c.zone", to: "../elsewhere/o.zone")
        for option in [["--fix", "--unsafe-fixes"], ["--add-ignore"], ["--diff"]] {
            let run = try ProgramRun(["check"] + option + paths, folder: folder.path + "/repo")
            #expect(run.errors.contains("symbolic link to outside"), "\(run.errors)")
            // The target of a link to outside the repository is not read.
            #expect(option == ["--diff"] || run.status == (paths == ["."] ? 3 : 1))
            #expect(!run.output.contains("+++"), "\(run.output)\(run.errors)")
            #expect(try folder.text("elsewhere/o.zone") == Self.faulty)
        }
    }

    @Test("A file that is given by two names is fixed once")
    func twice() throws {
        try folder.write("zones/a.zone", Self.faulty)
        try folder.makeDirectory(".git")
        try folder.link("b.zone", to: "zones/a.zone")
        let run = try fix("zones/a.zone", "./zones/a.zone", "b.zone", "--origin", "example.com")
        #expect(run.status == 2)
        let both = try fix("zones/a.zone", "./zones/a.zone", "b.zone")
        #expect(both.output.hasSuffix("fixed in 1 file\n"))
        #expect(try folder.text("zones/a.zone") == Self.fixed)
    }

    @Test("A directory that is also reached by a link is checked and fixed once")
    func linkedFolder() throws {
        try folder.write("repo/zones/a.zone", Self.faulty)
        try folder.makeDirectory("repo/.git")
        try folder.link("repo/again", to: "zones")
        #expect(try fix("repo").output == "no findings in 1 file, 6 records\n2 fixed in 1 file\n")
        #expect(try folder.text("repo/zones/a.zone") == Self.fixed)
        #expect(try status("repo/again").st_mode & S_IFMT == S_IFLNK)
    }

    @Test("Line ends, a missing one at the end, and all other bytes do not change")
    func bytes() throws {
        let text = Self.faulty.replacing("\n", with: "\r\n").replacing(" # hm", with: "")
        let odd: [UInt8] = Array("; ".utf8) + [0xFF, 0x80, 0x09]
        try folder.write("a.zone", Array(text.utf8) + odd + Array("\r\nend IN A 192.0.2.1 ".utf8))
        #expect(try fix("a.zone", "--select", "Z130").status == 0)
        let after = try Data(contentsOf: URL(filePath: folder.path + "/a.zone"))
        #expect(
            Array(after) == Array(text.replacing("010", with: "10").utf8) + odd + Array("\r\nend IN A 192.0.2.1 ".utf8))
    }

    @Test("A mistake in an included file is fixed there")
    func included() throws {
        try folder.write("zones/a.zone", SampleZones.good + "$INCLUDE hosts.inc\n")
        try folder.write(
            "zones/b.zone", SampleZones.good.replacing("example.com.", with: "example.org.") + "$INCLUDE hosts.inc\n")
        try folder.write("zones/hosts.inc", "x IN MX 010 web")
        let run = try fix("zones")
        #expect(run.status == 0)
        #expect(try folder.text("zones/hosts.inc") == "x IN MX 10 web\n")
        #expect(try folder.text("zones/a.zone") == SampleZones.good + "$INCLUDE hosts.inc\n")
    }

    @Test("A file that is changed during the run keeps the change and is not fixed")
    func changing() throws {
        try folder.write("a.zone", Self.faulty)
        try folder.makePipe("b.zone")
        // Writing to the pipe blocks until its reader opens it, which has read the file by then.
        let run = try fix("a.zone", "b.zone", beside: "exec 3> b.zone; echo '; new' >> a.zone; echo '; b' >&3")
        #expect(run.status == 1)
        #expect(run.errors.contains("error: a.zone could not be fixed: it has changed since it was read\n"))
        #expect(try folder.text("a.zone") == Self.faulty + "; new\n")
        #expect(try hasNoRests())
    }

    @Test("A file that is deleted during the run is not created again")
    func removed() throws {
        try folder.write("a.zone", Self.faulty)
        try folder.makePipe("b.zone")
        let run = try fix("a.zone", "b.zone", beside: "exec 3> b.zone; rm a.zone; echo '; b' >&3")
        #expect(run.status == 1)
        #expect(run.errors.contains("error: a.zone could not be fixed: it can no longer be found"), "\(run.errors)")
        #expect(access(folder.path + "/a.zone", F_OK) != 0)
        #expect(try hasNoRests())
    }

    @Test("Ctrl-C leaves every file complete, and no other file", arguments: [SIGINT, SIGTERM])
    func interrupted(_ signal: Int32) throws {
        for number in 0..<300 { try folder.write("z/\(number).example.com.zone", Self.faulty) }
        for delay in ["0.02", "0.1", "0.2", "0.3"] {
            let program = try ProgramRun.program()
            _ = try printed("timeout -s \(signal) \(delay) '\(program)' check --fix -q z")
            #expect(try hasNoRests())
            for number in 0..<300 {
                let text = try folder.text("z/\(number).example.com.zone")
                #expect(text == Self.faulty || text == Self.fixed)
            }
        }
    }

    @Test("A directory of 2,000 zones is fixed in one run")
    func manyZones() throws {
        for number in 0..<2_000 {
            let zone = Self.faulty.replacing("example.com.", with: "d\(number).example.")
            try folder.write("zones/d\(number).example.zone", zone)
        }
        let run = try ProgramRun(["check", "--fix", "zones"], folder: folder.path, limit: 600)
        #expect(run.output.hasSuffix("4,000 fixed in 2,000 files\n"))
        #expect(run.status == 0)
    }
}
