import Glibc
import TestSupport
import Testing

@Suite("A full disk", .enabled(if: SmallDisk.canBeMade, "no file system can be mounted here"))
struct FullDiskTests {
    private let folder: ScratchDirectory
    private static let faulty = SampleZones.good + "web IN MX 010 web # hm\n"
    /// Fills the disk almost completely.
    private static let big =
        faulty + (0..<10_000).map { $0 < 1_500 ? "h\($0) IN MX 010 web\n" : "h\($0) IN A 192.0.2.1\n" }.joined()

    init() throws {
        folder = try ScratchDirectory()
        try folder.makeDirectory("disk")
        try folder.write("a.zone", Self.big)
        try folder.write("old", "old\n")
    }

    /// Runs the program in a directory where `disk` is a small disk with the files `a.zone` and `old`. Then both are compared
    /// with their previous contents, and all other files are listed.
    private func run(_ arguments: String) throws -> String {
        let program = try ProgramRun.program()
        let script = """
            mount -t tmpfs -o size=300k none disk && cp a.zone old disk/ && \
            { "\(program)" \(arguments); echo exit $?; cmp a.zone disk/a.zone && cmp old disk/old && ls -A disk; }
            """
        try folder.write("run.sh", script)
        _ = shell("cd '\(folder.path)' && \(SmallDisk.unshare) sh run.sh > output 2>&1")
        return try folder.text("output")
    }

    @Test(
        "existing files do not change, no other file is left, and the exit code is 3",
        arguments: [
            (
                "check --fix --fail-on never -q disk/a.zone",
                "disk/a.zone could not be fixed: its new contents cannot be written"
            ),
            ("check --exit-zero --add-ignore=known -q disk/a.zone", "no comments were added to disk/a.zone: its"),
            ("check --exit-zero --output json:disk/old a.zone", "`disk/old` could not be written: its new contents"),
            ("check --exit-zero --output json:disk/new a.zone", "`disk/new` could not be written: its new contents"),
            ("check --exit-zero --write-baseline disk/new a.zone", "`disk/new` could not be written: its new contents"),
        ])
    func kept(_ arguments: String, _ message: String) throws {
        let result = try run(arguments)
        #expect(result.contains("error: \(message)"), "\(result.suffix(500))")
        #expect(result.contains("no space left on device"))
        #expect(result.hasSuffix("a.zone\nold\n"), "\(result.suffix(500))")
        #expect(result.contains("\nexit 3\n"), "\(result.suffix(500))")
    }
}

private enum SmallDisk {
    /// A separate mount namespace, which ends with the shell.
    static let unshare = geteuid() == 0 ? "unshare -m" : "unshare -rm"
    static let canBeMade = shell("\(unshare) mount -t tmpfs none /mnt 2>/dev/null") == 0
}
