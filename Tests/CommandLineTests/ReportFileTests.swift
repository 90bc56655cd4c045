import FoundationEssentials
import Glibc
import TestSupport
import Testing

@Suite("Reports in files of every kind")
struct ReportFileTests {
    private let folder: ScratchDirectory
    private static let finding = "bad.zone:8:35: error S301 SRV target is an alias\n"
    private static let setpriv = "setpriv --reuid 65534 --regid 65534 --clear-groups "

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("bad.zone", SampleZones.bad)
    }

    private func check(_ output: String..., beside other: String = ":") throws -> ProgramRun {
        try ProgramRun(
            ["check", "--format", "concise", "bad.zone"] + output.flatMap { ["--output", $0] }, folder: folder.path,
            beside: other)
    }

    private func status(_ name: String) throws -> stat {
        var status = stat()
        try #require(lstat(folder.path + "/" + name, &status) == 0)
        return status
    }

    @Test("An existing report keeps its mode and owner, and a new one has those of a new file")
    func attributes() throws {
        let path = try folder.write("old.txt", "old\n")
        #expect(chmod(path, 0o640) == 0)
        if geteuid() == 0 { #expect(chown(path, 12, 34) == 0) }
        #expect(try check("concise:old.txt", "concise:new.txt").status == 1)
        #expect(try folder.text("old.txt") == Self.finding)
        let (old, new) = (try status("old.txt"), try status("new.txt"))
        #expect(old.st_mode & 0o7777 == 0o640)
        if geteuid() == 0 { #expect(old.st_uid == 12 && old.st_gid == 34) }
        let mask = umask(0)
        umask(mask)
        #expect(new.st_mode & 0o7777 == 0o666 & ~mask)
    }

    @Test("Symbolic links are kept, and all hard links get the report")
    func links() throws {
        try folder.write("there/target.txt", "old\n")
        try folder.link("link.txt", to: "there/target.txt")
        try folder.link("dangling.txt", to: "there/new.txt")
        try folder.write("one.txt", "old\n")
        #expect(link(folder.path + "/one.txt", folder.path + "/two.txt") == 0)
        let run = try check("concise:link.txt", "concise:dangling.txt", "concise:one.txt")
        #expect(run.status == 1 && run.errors.isEmpty, "\(run.errors)")
        for name in ["there/target.txt", "there/new.txt", "one.txt", "two.txt"] {
            #expect(try folder.text(name) == Self.finding, "\(name)")
        }
        for name in ["link.txt", "dangling.txt"] { #expect(try status(name).st_mode & S_IFMT == S_IFLNK) }
        #expect(try status("one.txt").st_nlink == 2)
    }

    @Test("A report never overwrites a file that a zone includes")
    func included() throws {
        try folder.write("zones/a.zone", SampleZones.good + "$INCLUDE hosts.inc\n")
        try folder.write("zones/hosts.inc", "x IN A 192.0.2.1\n")
        for arguments in [[], ["--fix"], ["--diff"]] {
            let run = try ProgramRun(
                ["check", "zones/a.zone", "--output", "json:zones/hosts.inc"] + arguments, folder: folder.path)
            #expect(
                run.status == 3 && run.errors.contains("`zones/hosts.inc` could not be written: a zone file includes"))
            #expect(try folder.text("zones/hosts.inc") == "x IN A 192.0.2.1\n")
        }
    }

    @Test("Reports can be written to pipes and descriptors")
    func streams() throws {
        try folder.makePipe("pipe")
        let run = try check("concise:pipe", "/dev/stdout", beside: "cat pipe > read.txt")
        #expect(run.status == 1 && run.output == Self.finding && run.errors.isEmpty)
        #expect(try status("pipe").st_mode & S_IFMT == S_IFIFO)
        #expect(try check("concise:/dev/null").status == 1)
        #expect(access("/dev/null", W_OK) == 0)
    }

    @Test("In a directory where no file can be created, an existing report is overwritten")
    func closedDirectory() throws {
        try folder.write("sub/old.txt", "a longer text that was there before, of more than one line\nof it\n")
        let program = try ProgramRun.program()
        #expect(chmod(folder.path, 0o755) == 0 && chmod(folder.path + "/sub/old.txt", 0o666) == 0)
        #expect(chmod(folder.path + "/bad.zone", 0o644) == 0 && chmod(folder.path + "/sub", 0o555) == 0)
        defer { chmod(folder.path + "/sub", 0o755) }
        let drop = geteuid() == 0 ? Self.setpriv : ""
        let command = "cd '\(folder.path)' && \(drop)'\(program)' check -q bad.zone"
        #expect(shell("\(command) --output concise:sub/old.txt > /dev/null") == 1)
        #expect(try folder.text("sub/old.txt") == Self.finding)
        #expect(shell("\(command) --output concise:sub/new.txt > errors 2>&1") == 2)
        let errors = try folder.text("errors")
        #expect(errors == "error: `--output`: `sub/new.txt` cannot be written: permission denied\n")
    }

    @Test(
        "A path that cannot be written is refused before anything is checked",
        arguments: [
            ("nowhere/r.txt", "no such file or directory"), ("sub", "is a directory"), ("new/", "is a directory"),
            ("bad.zone/r.txt", "not a directory"), ("sub/" + String(repeating: "x", count: 300), "file name too long"),
        ])
    func impossible(_ path: String, _ reason: String) throws {
        try folder.makeDirectory("sub")
        let run = try check(path, "json:r.json")
        #expect(run.status == 2 && run.errors == "error: `--output`: `\(path)` cannot be written: \(reason)\n")
        #expect(access(folder.path + "/r.json", F_OK) != 0)
    }

    @Test("One file for two reports is refused, by whatever paths and whether or not it exists")
    func twice() throws {
        try folder.write("old.txt", "old\n")
        for (one, other) in [("new.txt", "./new.txt"), ("old.txt", folder.path + "/old.txt")] {
            let run = try check("json:" + one, "sarif:" + other)
            #expect(run.status == 2 && run.errors.contains("are the same file"), "\(run.errors)")
        }
        #expect(try folder.text("old.txt") == "old\n")
    }
}
