import Glibc
import TestSupport
import Testing

@Suite("Known findings")
struct SilencingTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("a.zone", SampleZones.bad)
    }

    private func check(_ arguments: String..., input: ProgramRun.Input = .nothing) throws -> ProgramRun {
        try ProgramRun(["check"] + arguments + ["--color", "never"], input: input, folder: folder.path)
    }

    private func read(_ name: String) throws -> String { try folder.text(name) }

    // MARK: - Unchecked files

    @Test("neither a comment nor --ignore makes an unchecked file clean")
    func notChecked() throws {
        try folder.write("b.zone", SampleZones.good + "$INCLUDE /etc/hostname\n")
        try folder.write("c.zone", SampleZones.good + "$INCLUDE /etc/hostname ; srvlint: ignore[X103] we know\n")
        for arguments in [
            ["b.zone"], ["b.zone", "--ignore", "X103"], ["b.zone", "--select", "S"], ["c.zone"],
            ["c.zone", "--ignore", "X"],
        ] {
            let run = try ProgramRun(["check", "--format", "concise"] + arguments, folder: folder.path)
            #expect(run.status == 3, "\(arguments)\n\(run.output)")
            #expect((run.output + run.errors).contains("the included file was not read"), "\(arguments)")
        }
        #expect(try check("c.zone", "--exit-zero").status == 0)
    }

    // MARK: - --add-ignore

    @Test("--add-ignore writes comments, keeps mode and line ends, and changes nothing in a second run")
    func addIgnore() throws {
        try folder.write("crlf.zone", SampleZones.bad.replacing("\n", with: "\r\n"))
        chmod(folder.path + "/crlf.zone", 0o640)
        let run = try check("--add-ignore=moves in May", "a.zone", "crlf.zone")
        #expect(run.status == 0 && run.output.contains("2 suppressed"), "\(run.output)\(run.errors)")
        #expect(run.errors.contains("a.zone: 1 finding suppressed by 1 comment"))
        let line = "_submission._tcp IN SRV 10 0 8448 matrix ; srvlint: ignore[S301] moves in May"
        #expect(try read("a.zone").hasSuffix("\(line)\n"))
        #expect(try read("crlf.zone").hasSuffix("\(line)\r\n"))
        var status = stat()
        #expect(stat(folder.path + "/crlf.zone", &status) == 0 && status.st_mode & 0o777 == 0o640)
        let again = try check("--add-ignore", "a.zone", "crlf.zone")
        #expect(again.status == 0 && again.errors.isEmpty)
        #expect(try read("a.zone").hasSuffix("\(line)\n"))
        #expect(try check("a.zone").status == 0)
    }

    @Test("--add-ignore does not take a file for a reason")
    func noReason() throws {
        #expect(try check("--add-ignore", "a.zone").status == 0)
        #expect(try read("a.zone").hasSuffix("matrix ; srvlint: ignore[S301]\n"))
    }

    @Test("--add-ignore refuses standard input, a reason of two lines, and a reason with another comment")
    func usage() throws {
        #expect(try check("--add-ignore", "-", input: .text(SampleZones.bad)).status == 2)
        #expect(try check("--add-ignore=a\nb", "a.zone").status == 2)
        #expect(try check("--add-ignore=a; srvlint: ignore-file[S]", "a.zone").status == 2)
        #expect(try check("--add-ignore", "--write-baseline", "b.json", "a.zone").status == 2)
        #expect(try read("a.zone") == SampleZones.bad)
    }

    @Test("--add-ignore writes to an included file, but not through a link to outside the directory")
    func includesAndLinks() throws {
        let outside = try ScratchDirectory()
        try outside.write("secret.zone", SampleZones.bad)
        symlink(outside.path + "/secret.zone", folder.path + "/link.zone")
        try folder.write("b.zone", SampleZones.good + "$INCLUDE hosts.inc\n")
        try folder.write("hosts.inc", "x IN A 192.0.2.300\n")
        let run = try check("--add-ignore", "b.zone", "link.zone")
        #expect(run.status == 1 && run.errors.contains("link.zone: symbolic link to outside"), "\(run.errors)")
        #expect(try read("hosts.inc") == "x IN A 192.0.2.300 ; srvlint: ignore[Z104]\n")
        #expect(try outside.text("secret.zone") == SampleZones.bad)
    }

    @Test("--add-ignore reports a file that cannot be written, with its findings")
    func readOnly() throws {
        chmod(folder.path + "/a.zone", 0o444)
        let run = try check("--add-ignore", "a.zone")
        #expect(run.status == 1 && run.errors.contains("it is read-only") && run.output.contains("S301"))
        #expect(try read("a.zone") == SampleZones.bad)
    }

    // MARK: - Baseline

    @Test("a baseline suppresses only known findings, with paths relative to its directory")
    func baseline() throws {
        try folder.makeDirectory("sub")
        let written = try check("--write-baseline", "sub/known.json", "a.zone")
        #expect(written.status == 0 && written.output.contains("1 suppressed"), "\(written.output)\(written.errors)")
        #expect(
            try read("sub/known.json").contains(
                "{\"file\": \"../a.zone\", \"rule\": \"S301\", \"owner\": \"_submission._tcp.example.com.\", \"type\": \"SRV\", \"text\": \"10 0 8448 matrix\"}"
            ))
        let from = try ProgramRun(["check", "--baseline", "known.json", "../a.zone"], folder: folder.path + "/sub")
        #expect(from.status == 0, "\(from.output)")
        try folder.write(
            "a.zone", SampleZones.bad.replacing("web IN", with: "; moved\nweb IN") + "x IN A 192.0.2.300\n")
        let new = try check("--baseline", "sub/known.json", "--format", "concise", "a.zone")
        #expect(new.status == 1 && new.output.split(separator: "\n").count == 1 && new.output.contains("Z104"))
        let json = try check("--baseline", "sub/known.json", "--format", "jsonl", "a.zone")
        #expect(json.output.contains("\"kind\":\"baseline\""))
    }

    @Test("the configuration names a baseline relative to its directory, and an option overrides it")
    func configured() throws {
        #expect(try check("--write-baseline", "known.json", "a.zone").status == 0)
        try folder.write(".srvlint.yml", "baseline: known.json\n")
        #expect(try check("a.zone").status == 0)
        try folder.write("empty.json", "{\"schema\": 1, \"findings\": []}\n")
        #expect(try check("a.zone", "--baseline", "empty.json").status == 1)
        #expect(try check("a.zone", "--no-config").status == 1)
        try folder.write(".srvlint.yml", "baseline: missing.json\n")
        let missing = try check("a.zone")
        #expect(missing.status == 2 && missing.errors.contains(".srvlint.yml:1:11"), "\(missing.errors)")
    }

    @Test("an invalid baseline is exit 2 with the location, and is not overwritten")
    func damaged() throws {
        try folder.write("known.json", "{\n  \"schema\": 1,\n  \"findings\": [\n<<<<<<< ours\n  ]\n}\n")
        for option in ["--baseline", "--write-baseline"] {
            let run = try check(option, "known.json", "a.zone")
            #expect(run.status == 2 && run.errors.contains("known.json:4:1") && run.errors.contains("conflict"))
            #expect(run.output.isEmpty)
        }
        #expect(try check("--baseline", "none.json", "a.zone").status == 2)
        #expect(try check("--write-baseline", "none/known.json", "a.zone").status == 2)
        #expect(try check("--write-baseline", "a.zone", "a.zone").status == 2)
        #expect(try read("a.zone") == SampleZones.bad)
    }

    @Test("updating a baseline keeps entries of unchecked files, and without changes writes the same file")
    func rewritten() throws {
        try folder.write("b.zone", SampleZones.bad)
        #expect(try check("--write-baseline", "known.json", "a.zone", "b.zone").status == 0)
        let before = try read("known.json")
        #expect(try check("--write-baseline", "known.json", "a.zone").status == 0)
        #expect(try read("known.json") == before)
        try folder.write("a.zone", SampleZones.good)
        let stale = try check("--baseline", "known.json", "a.zone", "b.zone")
        #expect(
            stale.status == 0 && stale.output.contains("info[X106]") && stale.output.contains("--> known.json:5:5"),
            "\(stale.output)")
        #expect(try check("--write-baseline", "known.json", "a.zone").status == 0)
        #expect(try read("known.json").contains("b.zone") && !read("known.json").contains("a.zone"))
    }

    @Test("baseline entries of a deleted file are stale, and those of unchecked files are not")
    func goneFile() throws {
        try folder.write("b.zone", SampleZones.bad)
        #expect(try check("--write-baseline", "known.json", "a.zone", "b.zone").status == 0)
        #expect(rename(folder.path + "/b.zone", folder.path + "/c.zone") == 0)
        let run = try check("--baseline", "known.json", "a.zone", "--format", "concise")
        #expect(run.output.split(separator: "\n").count { $0.contains("info X106") } == 1, "\(run.output)")
        #expect(try check("--write-baseline", "known.json", "a.zone").status == 0)
        #expect(try !read("known.json").contains("b.zone") && read("known.json").contains("a.zone"))
    }

    @Test("--add-ignore writes no comment into a string that continues on the next line")
    func openString() throws {
        let zone = SampleZones.good + "y IN A 192.0.2.300\nt IN TXT \"a\nb\"\nx IN A 192.0.2.300\n"
        try folder.write("q.zone", zone)
        #expect(try check("--add-ignore", "q.zone").status == 0)
        let lines = try read("q.zone").split(separator: "\n")
        #expect(lines[0] == "; srvlint: ignore-file[Z107]")
        #expect(
            lines.dropFirst().joined(separator: "\n") + "\n"
                == zone.replacing("192.0.2.300", with: "192.0.2.300 ; srvlint: ignore[Z104]"))
    }

    @Test("--add-ignore writes no comments for findings in the baseline")
    func both() throws {
        #expect(try check("--write-baseline", "known.json", "a.zone").status == 0)
        try folder.write("a.zone", SampleZones.bad + "x IN A 192.0.2.300\n")
        #expect(try check("--add-ignore", "--baseline", "known.json", "a.zone").status == 0)
        #expect(try read("a.zone") == SampleZones.bad + "x IN A 192.0.2.300 ; srvlint: ignore[Z104]\n")
    }
}
