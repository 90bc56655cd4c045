import TestSupport
import Testing

@Suite("srvlint bump")
struct BumpCommandTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("a.zone", SampleZones.good.replacing("2026112101", with: "41"))
    }

    private func bump(_ arguments: [String], input: ProgramRun.Input = .nothing) throws -> ProgramRun {
        try ProgramRun(["bump"] + arguments, input: input, folder: folder.path)
    }

    @Test("writes the new serial and nothing else, and keeps the mode of the file")
    func written() throws {
        let run = try bump(["a.zone"])
        #expect(run.status == 0 && run.output == "a.zone: example.com. 41 -> 42 (counter)\n", "\(run)")
        #expect(try folder.text("a.zone") == SampleZones.good.replacing("2026112101", with: "42"))
        #expect(try folder.names() == ["a.zone"])
    }

    @Test("--dry-run and --diff write nothing, and the patch has one line")
    func dryRun() throws {
        let before = try folder.text("a.zone")
        #expect(try bump(["--dry-run", "a.zone"]).output.contains("41 -> 42"))
        let patch = try bump(["--diff", "a.zone"])
        let lines = patch.output.split(separator: "\n")
        #expect(patch.status == 0 && lines.count(where: { $0.hasPrefix("+") && !$0.hasPrefix("+++") }) == 1, "\(patch)")
        #expect(try folder.text("a.zone") == before)
        #expect(try bump(["--diff", "--dry-run", "a.zone"]).status == 2)
    }

    @Test("a zone from standard input is written to standard output, and messages are not")
    func standardInput() throws {
        let run = try bump(["-"], input: .text(SampleZones.good.replacing("2026112101", with: "4294967295")))
        #expect(run.output == SampleZones.good.replacing("2026112101", with: "1"))
        #expect(run.status == 0 && run.errors.contains("RFC 1982") && run.errors.contains("4294967295 -> 1"), "\(run)")
    }

    @Test("one file that fails is named with exit code 3, and the others are still written")
    func failures() throws {
        try folder.write("part.zone", SampleZones.fragment)
        let run = try bump(["part.zone", "missing.zone", "a.zone"])
        #expect(run.status == 3 && run.errors.contains("part.zone") && run.errors.contains("missing.zone"), "\(run)")
        #expect(try folder.text("a.zone").contains(" 42 "))
        #expect(try bump([]).status == 2)
    }

    @Test("in a directory, parts of zones are ignored")
    func directory() throws {
        try folder.write("part.zone", SampleZones.fragment)
        let run = try bump(["."])
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    }

    @Test("a read-only file is not replaced")
    func readOnly() throws {
        let run = try ProgramRun(["bump", "a.zone"], folder: folder.path, after: "chmod 444 a.zone")
        #expect(run.status == 3 && run.errors.contains("read-only"), "\(run)")
        #expect(try folder.text("a.zone").contains(" 41 "))
    }

    @Test("a signed zone is bumped, and has to be signed again")
    func signed() throws {
        let key = "@ IN DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=\n"
        let signature = "@ IN RRSIG SOA 15 2 3600 20300101000000 20200101000000 1 example.com. AAAA\n"
        try folder.write("a.zone", SampleZones.good.replacing("2026112101", with: "41") + key + signature)
        let run = try bump(["a.zone"])
        #expect(run.status == 0 && run.output.contains("41 -> 42") && run.errors.contains("sign it again"), "\(run)")
        #expect(try bump(["--diff", "a.zone"]).errors.contains("sign it again"))
        #expect(try bump(["-q", "a.zone"]).errors.isEmpty)
    }
}
