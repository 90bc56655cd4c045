import TestSupport
import Testing

@Suite("Deep trees")
struct DeepDirectoryTests {
    private let folder: ScratchDirectory

    init() throws {
        folder = try ScratchDirectory()
    }

    /// Creates nested directories, deeper than the maximum length of a path.
    private func check(depth: Int, _ arguments: String...) throws -> ProgramRun {
        // In several steps, because of the maximum length of a path.
        let setup = """
            ulimit -s 256; p=d; i=1; while [ $i -lt 200 ]; do p=$p/d; i=$((i+1)); done; \
            ( n=0; while [ $n -lt \(depth) ]; do mkdir -p $p && cd -P $p || exit 1; n=$((n+200)); done; \
            printf '%s\\n' "$ZONE" > a.zone )
            """
        defer { _ = shell("rm -rf '\(folder.path)/d'") }
        return try ProgramRun(
            ["check"] + arguments, folder: folder.path, environment: ["ZONE": SampleZones.good], after: setup)
    }

    @Test("are walked to the bottom with a small stack")
    func small() throws {
        let run = try check(depth: 1600, "--show-files", ".")
        #expect(run.status == 0, "\(run.status) \(run.errors)")
        #expect(run.output.hasSuffix("d/d/a.zone\n"))
    }

    @Test("beyond what a path can be, say so with exit code 3")
    func beyond() throws {
        let run = try check(depth: 2400, ".", "--format", "concise")
        #expect(run.status == 3, "\(run.status) \(run.errors)")
        #expect(run.output.contains("the path of a file in it is longer than 4095 bytes"))
    }
}
