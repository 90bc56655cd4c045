import TestSupport
import Testing

@Suite("Mistakes in a configuration")
struct ConfigurationMistakeTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
        try folder.makeDirectory(".git")
        try folder.write("zones/bad.zone", SampleZones.bad)
        for name in ["a", "a.zone", "d"] { try folder.write(name, SampleZones.fragment) }
    }

    private func check(_ text: String, limit: Double = 60) throws -> ProgramRun {
        try folder.write(".srvlint.yml", text)
        return try ProgramRun(["check", "--format", "concise", "zones"], folder: folder.path, limit: limit)
    }

    @Test(
        "each is exit 2, with its location, its line and the valid values",
        arguments: ConfigurationMistake.all + ConfigurationMistake.syntax)
    func mistakes(_ mistake: ConfigurationMistake) throws {
        let run = try check(mistake.text)
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.contains("--> .srvlint.yml:\(mistake.place)\n"), "\(run.errors)")
        #expect(run.errors.contains("^"), "\(run.errors)")
        for words in mistake.says { #expect(run.errors.contains(words), "\(run.errors)") }
        // Each mistake has one message.
        #expect(run.errors.split(separator: "\n").count { $0.hasPrefix("error: ") } == 1, "\(run.errors)")
    }

    @Test("all are reported at once, in the order of the file")
    func all() throws {
        let run = try check(
            """
            selct: [S301]
            fail-on: eror
            ignore: [S301, S3O1, Q9]
            zones:
              a[b: {orign: x, origin: a..b}
              d: {well-known: w.json}
              d: {}
            severity: {S301: eror, s301: error, X103: info}
            ignore: []

            """)
        #expect(run.status == 2)
        let places: [String] = run.errors.split(separator: "\n").compactMap { line in
            line.firstRange(of: "--> .srvlint.yml:").map { String(line[$0.upperBound...]) }
        }
        #expect(
            places == [
                "1:1", "2:10", "3:16", "3:22", "5:4", "5:9", "5:27", "6:19", "7:3", "8:18", "8:37", "9:1",
            ], "\(run.errors)")
    }

    @Test("of very many, the first are reported")
    func many() throws {
        let run = try check("select: [\(String(repeating: "S3O1, ", count: 30_000))]\n")
        #expect(run.status == 2)
        #expect(run.errors.split(separator: "\n").count { $0.hasPrefix("error: ") } == 20)
        #expect(run.errors.hasSuffix("only the first 20 mistakes are reported\n"))
    }

    @Test(
        "what is huge, deep or refers to itself is read in a time that grows no faster than it does",
        arguments: [
            { "select: [" + String(repeating: "S301, ", count: $0) + "]" },
            { "# " + String(repeating: "é", count: $0 * 3) + "\nignore: []" },
            { "per-file-ignores: {" + (0..<$0).map { "f\($0): []" }.joined(separator: ", ") + "}" },
            { "select: \"" + String(repeating: "x", count: $0 * 6) + "\"" },
            { String(repeating: "[", count: $0) },
            { String(repeating: "a: ", count: $0) },
            { String(repeating: "- ", count: $0) },
            { "a: &a [x]\n" + (0..<$0 / 10).map { "b\($0): &b\($0) [*a, *a, *a]\n" }.joined() },
        ] as [@Sendable (Int) -> String])
    func scaling(_ text: @Sendable (Int) -> String) throws {
        func seconds(_ size: Int) throws -> Double {
            let runs = try (0..<3).map { _ in try check(text(size)) }
            #expect(runs.allSatisfy { $0.status == 0 || $0.status == 1 || $0.status == 2 })
            return runs.map(\.seconds).min() ?? 0
        }
        // Eight times the text must take eight times the work, not sixty-four times.
        let (one, eight) = (try seconds(2_000), try seconds(16_000))
        #expect(eight < 30 * one + 0.1, "\(one) s and \(eight) s")
    }
}
