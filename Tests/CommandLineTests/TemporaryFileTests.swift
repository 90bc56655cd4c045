import Glibc
import TestSupport
import Testing

@Suite("Temporary files")
struct TemporaryFileTests {
    private let folder: ScratchDirectory
    private static let name = ".srvlint-0123456789abc.tmp"

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("a.zone", SampleZones.bad)
    }

    private func fix() throws -> ProgramRun {
        try ProgramRun(["check", "a.zone", "--fix", "--unsafe-fixes"], folder: folder.path)
    }

    @Test("a run that is killed while it writes leaves the zone complete, and the next run removes its temporary file")
    func killed() throws {
        let strace = try Program("strace", package: "strace").path
        let words = [try ProgramRun.program(), "check", "a.zone", "--fix", "--unsafe-fixes"]
        let command = words.map(GitScene.quoted).joined(separator: " ")
        let status = shell(
            "cd \(GitScene.quoted(folder.path)) && exec \(strace) -f -qq -o /dev/null -e trace=fsync "
                + "-e inject=fsync:signal=SIGKILL \(command) >/dev/null 2>&1")
        #expect(status != 0)
        #expect(try folder.text("a.zone") == SampleZones.bad)
        #expect(try folder.names().count == 2, "no temporary file: the run was not killed while it wrote")
        #expect(try fix().status == 0)
        #expect(try folder.names() == ["a.zone"])
    }

    @Test("a run that cannot finish writing leaves the zone complete, and no other file")
    func unfinished() throws {
        let comments = String(repeating: "; a comment that makes the file larger than it may be\n", count: 4000)
        let large = SampleZones.bad + comments
        try folder.write("a.zone", large)
        let run = try ProgramRun(
            ["check", "a.zone", "--fix", "--unsafe-fixes"], folder: folder.path, after: "ulimit -f 100; ulimit -c 0")
        #expect(run.status == 1 || run.status == 3, "\(run.status) \(run.errors)")
        #expect(run.errors.contains("could not be fixed"), "\(run.errors)")
        #expect(try folder.text("a.zone") == large)
        #expect(try folder.names() == ["a.zone"])
    }

    @Test("a leftover temporary file is removed only by the next run that writes there")
    func leftOver() throws {
        try folder.write(Self.name, "half")
        try folder.write("other/" + Self.name, "half")
        _ = try ProgramRun(["check", "a.zone"], folder: folder.path)
        #expect(try folder.names().contains(Self.name))
        _ = try ProgramRun(["check", "a.zone", "--output", "report.txt"], folder: folder.path)
        #expect(try folder.names() == ["a.zone", "other", "report.txt"])
        #expect(try folder.names(in: "other") == [Self.name])
    }

    @Test("the temporary file of a running process is kept")
    func alive() throws {
        try folder.write(Self.name, "half")
        let descriptor = open(folder.path + "/" + Self.name, O_RDWR | O_CLOEXEC)
        #expect(descriptor >= 0 && flock(descriptor, LOCK_EX) == 0)
        #expect(try fix().status == 0)
        #expect(try folder.text(Self.name) == "half")
        close(descriptor)
        try folder.write("a.zone", SampleZones.bad)
        #expect(try fix().status == 0)
        #expect(try folder.names() == ["a.zone"])
    }

    @Test("no other file is removed as a leftover")
    func others() throws {
        try folder.write("target", "mine")
        try folder.link(Self.name, to: "target")
        try folder.makeDirectory(".srvlint-0123456789abd.tmp")
        try folder.makePipe(".srvlint-0123456789abe.tmp")
        for name in [
            ".srvlint-.tmp", ".srvlint-notes.tmp", ".srvlint-0123456789ABC.tmp", ".srvlint-0123456789abc.tmp.bak",
            ".srvlint-0123456789abcd.tmp", "srvlint-0123456789abc.tmp", ".srvlint-0123456789a-c.tmp",
        ] {
            try folder.write(name, "mine")
        }
        let before = try folder.names()
        #expect(try fix().status == 0)
        #expect(try folder.names() == before)
        #expect(try folder.text("target") == "mine")
    }
}
