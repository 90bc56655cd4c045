import FoundationEssentials
import TestSupport
import Testing

@Suite("A hostile repository executes nothing")
struct GitTrapTests {
    private static let commands: [[String]] = [
        [], ["--fix"], ["--fix", "--unsafe-fixes"], ["--diff"], ["--add-ignore"],
        ["--write-baseline", "../baseline.json"],
        ["--baseline", "../baseline.json"], ["--show-files"],
    ]
    /// Empty and relative entries refer to the current directory, which is the repository.
    private static let searchPath = ":.:./zones:\(GitScene.searchPath):"

    private func scene(_ traps: [GitTrap]) throws -> GitScene {
        let scene = try GitScene()
        try scene.folder.makeDirectory("traces")
        for trap in traps { try lay(trap, in: scene) }
        return scene
    }

    private func lay(_ trap: GitTrap, in scene: GitScene) throws {
        try scene.run("TRAP='touch \(scene.folder.path)/traces/\(trap.name)'\n\(trap.lay)")
    }

    private func traces(_ scene: GitScene) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scene.folder.path + "/traces").sorted()
    }

    private func check(_ scene: GitScene, _ options: [String], folder: String = "repository") throws -> ProgramRun {
        try scene.check(
            ".", options: options, folder: folder,
            environment: ["PATH": Self.searchPath, "GIT_SSH_COMMAND": "touch \(scene.folder.path)/traces/variable"]
        )
    }

    @Test("nothing is executed by a trap that plain git falls into", arguments: GitTrap.all)
    func single(_ trap: GitTrap) throws {
        let scene = try scene([trap])
        #expect(try traces(scene).isEmpty, "it must not be sprung while it is laid")
        #expect(try check(scene, ["--ignore", "X103"]).status == trap.status)
        // The directory and the command are independent, so each is varied separately.
        let runs = Self.commands.map { (options: $0, folder: "repository") } + [([], "repository/zones")]
        for (options, folder) in runs {
            let run = try check(scene, options, folder: folder)
            #expect(0...3 ~= run.status, "\(options) \(run.output)\(run.errors)")
            #expect(try traces(scene).isEmpty, "\(options) in \(folder)")
        }
        scene.attempt(trap.spring)
        #expect(try traces(scene) == [trap.name], "this is no trap: \(scene.output)")
    }

    @Test("nothing is executed if all traps are laid at once, by any command and in any format")
    func all() throws {
        let scene = try scene(GitTrap.all.filter { !$0.isAlone })
        try scene.run("rm -f ../traces/*")
        let formats = [
            "text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson",
            "markdown",
            "tap", "nagios", "prometheus", "html",
        ]
        for options in Self.commands + formats.map({ ["--format", $0] }) {
            let run = try check(scene, options)
            #expect(0...3 ~= run.status, "\(options) \(run.output)\(run.errors)")
            #expect(try traces(scene).isEmpty, "\(options)")
        }
    }

    @Test("git is the only program that is started, and nothing by git")
    func onlyGit() throws {
        let scene = try scene(GitTrap.all.filter { !$0.isAlone })
        let strace = try Program("strace", package: "strace").path
        let program = try ProgramRun.program()
        try scene.run("command -v git")
        let git = scene.output
        for options in Self.commands where options != ["--show-files"] {
            let words = ["check", "--against", "HEAD"] + options + ["."]
            let log = scene.folder.path + "/strace"
            scene.attempt(
                "PATH=\(Self.searchPath); \(strace) -f -qq -e trace=execve,execveat -o \(log) "
                    + ([program] + words).map(GitScene.quoted).joined(separator: " "))
            // "1234 execve("/usr/bin/git", ["git", …"
            let started = try scene.folder.text("strace").split(separator: "\n").filter { $0.contains("exec") }
                .compactMap { $0.split(separator: "\"").dropFirst().first.map(String.init) }
            #expect(started.first == program, "\(scene.output)")
            #expect(Set(started.dropFirst()) == [git], "\(options)")
        }
    }

    /// A protection that a wrapper of git removes, as if an older version of git did not know it.
    enum Protection: String, CaseIterable {
        case bareRepositories = "safe.bareRepository=*) word=a.b=c;;"
        case protocols = "protocol.allow=*) word=a.b=c;;"
        case noLazyFetch = ""

        var unset: String {
            switch self {
            case .bareRepositories: ":"
            case .protocols: "unset GIT_ALLOW_PROTOCOL"
            case .noLazyFetch: "unset GIT_NO_LAZY_FETCH"
            }
        }
    }

    private func searchPath(_ scene: GitScene, without protections: [Protection]) throws -> String {
        try scene.wrapper(
            """
            \(protections.map(\.unset).joined(separator: "\n"))
            left=$#
            while [ $left -gt 0 ]; do
                word=$1; shift; left=$((left - 1))
                case $word in \(protections.map(\.rawValue).joined(separator: " ")) esac
                set -- "$@" "$word"
            done
            exec "$real" "$@"
            """)
    }

    /// Traps that need one of several protections.
    private static let fetching = GitTrap.all.filter { $0.status != 1 || $0.name == "bare-repository" }

    @Test("if git does not know one protection, the others are sufficient", arguments: fetching, Protection.allCases)
    func withoutOne(_ trap: GitTrap, _ protection: Protection) throws {
        let scene = try scene([trap])
        let path = try searchPath(scene, without: [protection])
        // The wrapper is a script and keeps the PATH, so that for older versions, which do not know GIT_NO_LAZY_FETCH,
        // this is the only remaining protection.
        if protection == .protocols {
            scene.attempt("GIT_NO_LAZY_FETCH=1; export GIT_NO_LAZY_FETCH; \(trap.spring)")
            guard try traces(scene).isEmpty else { return }
        }
        let run = try scene.check(environment: ["PATH": path])
        #expect(run.status == trap.status, "\(run.output)\(run.errors)")
        #expect(try traces(scene).isEmpty)
    }

    @Test("without any protection the trap is sprung, so the tests above can fail")
    func withoutAll() throws {
        let trap = try #require(GitTrap.all.first)
        let scene = try scene([trap])
        let path = try searchPath(scene, without: Protection.allCases)
        _ = try scene.check(environment: ["PATH": path])
        #expect(try traces(scene) == [trap.name])
    }

    @Test("a directory that looks like a bare repository belongs to the repository around it")
    func bareFolder() throws {
        let trap = try #require(GitTrap.all.first { $0.name == "bare-repository" })
        let scene = try scene([trap])
        try scene.run("touch zones/bare/objects/.keep zones/bare/refs/heads/.keep")
        try scene.commit()
        try scene.folder.write("repository/zones/bare/example.com.zone", GitScene.zone)
        let run = try scene.check("zones/bare")
        #expect(run.output.contains("zones/bare/example.com.zone:3:51: warning Z250"), "\(run.output)\(run.errors)")
        #expect(run.status == 1)
        #expect(try traces(scene).isEmpty)
    }

    @Test("the completion of `--against` lists branches and executes nothing")
    func completion() throws {
        let scene = try scene(GitTrap.all.filter { !$0.isAlone })
        try scene.run("rm -f ../traces/*")
        let script = try ProgramRun(["--generate-completion-script", "bash"]).output
        let line = try #require(script.split(separator: "\n").first { $0.contains("rev-parse --symbolic") })
        let start = try #require(line.range(of: "env GIT_"))
        let end = try #require(line.range(of: "2>/dev/null"))
        try scene.run(String(line[start.lowerBound..<end.upperBound]))
        #expect(scene.output == "main" || scene.output == "master")
        #expect(try traces(scene).isEmpty)
    }
}
