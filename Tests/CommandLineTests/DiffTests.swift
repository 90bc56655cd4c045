import FoundationEssentials
import Glibc
import TestSupport
import Testing

@Suite("Fixes as a patch")
struct DiffTests {
    private let folder: ScratchDirectory
    private static let faulty = SampleZones.good + "web IN MX 010 web # hm\n"

    init() throws {
        folder = try ScratchDirectory()
    }

    private func diff(_ arguments: String..., input: ProgramRun.Input = .nothing, in place: String = "") throws
        -> ProgramRun
    {
        try ProgramRun(["check", "--diff"] + arguments, input: input, folder: folder.path + "/" + place)
    }

    /// Runs a command in the directory, and returns its output if it failed.
    private func failure(_ command: String) throws -> String? {
        let status = "cd '\(folder.path)' && { \(command); } > .output 2>&1".withCString { system($0) }
        return status == 0 ? nil : try folder.text(".output")
    }

    @Test("--diff prints the patch alone, writes nothing, and exits with 1 if there is one")
    func prints() throws {
        try folder.write("a.zone", Self.faulty)
        let run = try diff("--fix", "a.zone")
        #expect(
            run.output
                == """
                --- a/a.zone
                +++ b/a.zone
                @@ -6,4 +6,4 @@
                 @ IN NS ns2.example.net.
                 web IN A 192.0.2.10
                 _submission._tcp IN SRV 10 0 8448 web
                -web IN MX 010 web # hm
                +web IN MX 10 web ; hm

                """.replacing(
                    "@@ -6,4 +6,4 @@\n @ IN NS ns2.example.net.\n", with: "@@ -5,4 +5,4 @@\n @ IN NS ns2.example.net.\n"
                )
        )
        #expect(run.errors == "note: 2 would be fixed in 1 file, 0 would be left\n")
        #expect(run.status == 1)
        #expect(try folder.text("a.zone") == Self.faulty)
        try folder.write("b.zone", SampleZones.bad)
        let none = try diff("b.zone")
        #expect(none.errors.contains("with --unsafe-fixes"))
        #expect(none.output.isEmpty && none.status == 0)
        #expect(try diff("--unsafe-fixes", "b.zone").output.contains("\n+_submission._tcp IN SRV 10 0 8448 web\n"))
        #expect(try diff("missing.zone").status == 3)
    }

    @Test("A patch of files of every kind is what git and patch take, and comes to what --fix writes")
    func applies() throws {
        let crlf = Self.faulty.replacing("\n", with: "\r\n")
        let names = [
            "plain.zone", "with blank.zone", "quo\"te\t.zone", "crlf.zone", "open.zone", "bytes.zone", "sub/deep.zone",
        ]
        for name in names {
            var bytes = Array((name == "crlf.zone" ? crlf : Self.faulty).utf8)
            if name == "open.zone" { bytes += Array("a IN A 192.0.2.1".utf8) }
            if name == "bytes.zone" { bytes = Array("\u{FEFF}".utf8) + bytes + [0x3B, 0xFF, 0x80, 0x0A] }
            try folder.write("work/" + name, bytes)
        }
        #expect(try failure("cd work && git init -q . && cp -r . ../other && cp -r . ../fixed") == nil)
        let patch = try ProgramRun(
            ["check", "--diff", "."], output: .file(folder.path + "/patch"), folder: folder.path + "/work")
        #expect(patch.status == 1)
        #expect(try failure("cd work && git apply ../patch") == nil)
        #expect(try failure("cd other && patch -p1 < ../patch") == nil)
        #expect(try ProgramRun(["check", "--fix", "."], folder: folder.path + "/fixed").status == 0)
        #expect(try failure("rm -rf */.git; diff -r work fixed && diff -r other fixed") == nil)
    }

    @Test("In a folder of a repository the patch is for that folder, and paths of any form are named from there")
    func subfolder() throws {
        try folder.write("repo/zones/a.zone", Self.faulty)
        #expect(try failure("cd repo && git init -q .") == nil)
        for path in ["a.zone", "./a.zone", "../zones/a.zone", folder.path + "/repo/zones/a.zone"] {
            let run = try diff(path, in: "repo/zones")
            #expect(run.output.hasPrefix("--- a/a.zone\n+++ b/a.zone\n"), "\(path)")
        }
        let outer = try diff("a.zone", in: "repo/zones")
        try folder.write("patch", outer.output)
        #expect(try failure("cd repo/zones && git apply ../../patch") == nil)
        #expect(try folder.text("repo/zones/a.zone").hasSuffix("; hm\n"))
    }

    @Test("Files that git would refuse are skipped; a patch of them alone is relative to the root")
    func elsewhere() throws {
        try folder.write("other/o.zone", Self.faulty)
        try folder.write("repo/a.zone", Self.faulty)
        #expect(try failure("cd repo && git init -q .") == nil)
        try folder.link("repo/c.zone", to: "../other/o.zone")
        let run = try diff("a.zone", "c.zone", "../other/o.zone", in: "repo")
        #expect(run.output.hasPrefix("--- a/a.zone\n") && !run.output.contains("o.zone"), "\(run.output)")
        #expect(run.errors.contains("note: c.zone is not in the patch: symbolic link to outside the repository"))
        #expect(run.errors.contains("note: ../other/o.zone is not in the patch: it is not below the working directory"))
        #expect(run.status == 1)
        try folder.write("patch", run.output)
        #expect(try failure("cd repo && git apply ../patch") == nil)
        let alone = try diff("../other/o.zone", in: "repo")
        #expect(alone.errors.contains("apply it with `patch -p1 -d /`"))
        try folder.write("patch", alone.output)
        #expect(try failure("patch -p1 -d / < patch") == nil)
        #expect(try folder.text("other/o.zone").hasSuffix("; hm\n"))
    }

    @Test("Standard input gives a patch too, and reports in files are written")
    func standardInput() throws {
        let run = try diff(
            "-", "--stdin-filename", "zones/a.zone", "--output", "json:report.json", input: .text(Self.faulty)
        )
        #expect(run.output.hasPrefix("--- a/zones/a.zone\n"))
        #expect(try folder.text("report.json").contains("\"Z130\""))
    }
}
