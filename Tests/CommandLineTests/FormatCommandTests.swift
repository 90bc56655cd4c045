import TestSupport
import Testing

@Suite("srvlint fmt")
struct FormatCommandTests {
    private let folder: ScratchDirectory
    private static let ragged = "$TTL 60\nwww\tIN A 192.0.2.1\nmail  IN   A 192.0.2.2\n"
    private static let aligned = "$TTL 60\nwww     IN A 192.0.2.1\nmail    IN A 192.0.2.2\n"

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("a.zone", Self.ragged)
    }

    private func format(_ arguments: [String], input: ProgramRun.Input = .nothing) throws -> ProgramRun {
        try ProgramRun(["fmt"] + arguments, input: input, folder: folder.path)
    }

    @Test("formats files in place, once")
    func written() throws {
        let run = try format(["a.zone"])
        #expect(run.status == 0 && run.output.isEmpty && run.errors.contains("1 file was formatted"), "\(run)")
        #expect(try folder.text("a.zone") == Self.aligned)
        #expect(try format(["--quiet", "."]).errors.isEmpty)
        #expect(try folder.text("a.zone") == Self.aligned && folder.names() == ["a.zone"])
    }

    @Test("--check lists what is not formatted with exit code 1, and writes nothing")
    func check() throws {
        try folder.write("b.zone", Self.aligned)
        let run = try format(["--check"])
        #expect(run.status == 1 && run.output == "a.zone\n" && run.errors.isEmpty, "\(run)")
        #expect(try folder.text("a.zone") == Self.ragged)
        #expect(try format(["--check", "b.zone"]).status == 0)
        #expect(try format(["--check", "--diff"]).status == 2)
    }

    @Test("--diff prints a patch that gives the formatted file")
    func patch() throws {
        let run = try format(["--diff", "a.zone"])
        #expect(run.status == 1 && run.output.contains("+mail    IN A 192.0.2.2\n"), "\(run)")
        #expect(try folder.text("a.zone") == Self.ragged)
        try folder.write("fmt.patch", run.output)
        #expect(shell("cd \(folder.path) && git apply fmt.patch") == 0)
        #expect(try folder.text("a.zone") == Self.aligned)
    }

    @Test("standard input goes to standard output, formatted or not")
    func standardInput() throws {
        let run = try format(["-"], input: .text(Self.ragged))
        #expect(run.status == 0 && run.output == Self.aligned && run.errors.isEmpty, "\(run)")
        #expect(try format(["-"], input: .text(Self.aligned)).output == Self.aligned)
        let other = try format(["-"], input: .text("{\"a\":  1}\n"))
        #expect(other.status == 3 && other.output == "{\"a\":  1}\n" && other.errors.contains("not a zone file"))
    }

    @Test("a file that cannot be formatted is named with exit code 3, and the others are formatted")
    func failures() throws {
        try folder.write("x.zone", "a,b\u{0}\u{1}\u{2}\u{3}\n")
        let run = try format(["missing.zone", "x.zone", "a.zone"])
        #expect(run.status == 3 && run.errors.contains("missing.zone was not formatted"), "\(run)")
        #expect(run.errors.contains("x.zone was not formatted") && !run.errors.contains("a.zone was"))
        #expect(try folder.text("a.zone") == Self.aligned)
    }
}
