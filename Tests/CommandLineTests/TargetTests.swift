import TestSupport
import Testing

@Suite("Targets")
struct TargetTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.write("a.zone", SampleZones.beginning + "$GENERATE 1-9 h$ A 192.0.2.$\nx 1h30m IN A 192.0.2.10\n")
    }

    private func codes(_ arguments: String...) throws -> [Substring] {
        let run = try ProgramRun(
            ["check", "a.zone", "--format", "concise"] + arguments, folder: folder.path
        )
        #expect(run.status == 0, "portability never fails a run")
        return run.output.split(separator: "\n").compactMap { $0.split(separator: " ").dropFirst(2).first }
    }

    @Test("portability is reported only for the chosen targets")
    func chosen() throws {
        #expect(try codes() == [])
        #expect(try codes("--target", "bind") == [])
        #expect(try codes("--target", "bind", "--target", "NSD") == ["Z301"])
        #expect(try codes("--target", "powerdns", "--target", "knot") == ["Z301", "Z305"])
    }

    @Test("the configuration chooses them, and an option overrides it")
    func configured() throws {
        try folder.write(".srvlint.yml", "targets: [knot]\n")
        #expect(try codes() == ["Z301"])
        #expect(try codes("--target", "bind") == [])
    }

    @Test("an unknown one is reported with the nearest")
    func unknown() throws {
        let option = try ProgramRun(["check", "--target", "bnid"], folder: folder.path)
        #expect(option.status == 2)
        #expect(option.errors.contains("did you mean `bind`?"))
        try folder.write(".srvlint.yml", "targets: [knott]\n")
        let key = try ProgramRun(["check"], folder: folder.path)
        #expect(key.status == 2)
        #expect(key.errors.contains(".srvlint.yml:1:11") && key.errors.contains("did you mean `knot`?"))
    }
}
