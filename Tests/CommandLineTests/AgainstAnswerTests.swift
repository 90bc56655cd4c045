import FoundationEssentials
import Glibc
import TestSupport
import Testing
import ZoneFile

@Suite("--against: what git answers, and what it cannot answer")
struct AgainstAnswerTests {
    private func expectSeen(_ run: ProgramRun, _ comment: String = "") {
        #expect(run.output.contains("warning Z250"), "\(comment) \(run.output)\(run.errors)")
        #expect(run.status == 1)
    }

    private func expectUnknown(_ run: ProgramRun, _ reason: String) {
        #expect(
            run.output.contains("not checked X103 could not be compared with an earlier revision: "), "\(run.errors)")
        #expect(run.output.contains(reason), "\(run.output)\(run.errors)")
        #expect(run.status == 3)
    }

    private func expectRefused(_ run: ProgramRun, _ message: String) {
        #expect(run.errors.contains(message), "\(run.output)\(run.errors)")
        #expect(run.output.isEmpty && run.status == 2, "\(run.output)")
    }

    // MARK: The revision

    @Test(
        "a single commit is compared, however it is named", arguments: ["HEAD", "@", "HEAD~0", "work", "first", "HASH"])
    func named(_ revision: String) throws {
        let scene = try GitScene()
        try scene.git("checkout", "-qb", "work")
        try scene.git("tag", "-am", "first", "first")
        expectSeen(try scene.check(against: revision == "HASH" ? scene.object("HEAD") : revision))
    }

    @Test(
        "anything but a single commit is wrong usage",
        arguments: [
            ("^HEAD", "excludes a revision"), ("HEAD..HEAD", "is a range"), ("HEAD...HEAD", "is a range"),
            ("HEAD^@", "unknown revision"), ("HEAD^!", "unknown revision"),
            ("HEAD\nHEAD", "contains a control character"),
            ("nowhere", "unknown revision `nowhere`"), ("HEAD:zones", "which is not a commit"),
            ("HEAD^{tree}", "which is not a commit"), ("HEAD@{7}", "only has 1 entries"),
            ("1234567890123456789012345678901234567890", "which is not a commit or is missing"),
        ])
    func refused(_ revision: String, _ message: String) throws {
        expectRefused(try GitScene().check(against: revision), message)
    }

    @Test("an option of git is not taken for a revision", arguments: ["--all", "-h", "--output=x"])
    func option(_ revision: String) throws {
        let scene = try GitScene()
        let run = try ProgramRun(
            ["check", "--against=\(revision)", "."], folder: scene.repository, environment: ["HOME": scene.folder.path])
        expectRefused(run, "`\(revision)` is an option")
    }

    @Test("the empty revision is wrong usage")
    func empty() throws {
        expectRefused(try GitScene().check(against: ""), "is empty")
    }

    @Test("a repository without a commit is wrong usage, and the message says why")
    func unborn() throws {
        expectRefused(try GitScene(isCommitted: false).check(), "the repository has no commits")
    }

    // MARK: The repository

    @Test("a missing repository is reported")
    func noRepository() throws {
        let scene = try GitScene()
        try scene.folder.write("elsewhere/example.com.zone", GitScene.zone)
        expectRefused(try scene.check(folder: "elsewhere"), "`.` is not in the work tree of a git repository")
    }

    @Test("a repository of somebody else is refused in git's words, and `safe.directory` is respected")
    func dubiousOwnership() throws {
        let scene = try GitScene()
        let path = try scene.wrapper("GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec \"$real\" \"$@\"")
        let refused = try scene.check(environment: ["PATH": path])
        expectRefused(refused, "owne")
        #expect(refused.errors.contains("git config --global --add safe.directory \(scene.repository)"))
        try scene.run("git config --global --add safe.directory '*'")
        expectSeen(try scene.check(environment: ["PATH": path]), "in the configuration of the person")
        try scene.run("rm ../.gitconfig")
        let counted = ["GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"]
        // These were added in git 2.31 and 2.32.
        try scene.run("git version")
        let isOld = ["2.30.", "2.31."].contains { scene.output.contains(" \($0)") }
        if !isOld {
            expectSeen(try scene.check(environment: counted.merging(["PATH": path]) { $1 }), "in the environment")
        }
        try scene.folder.write("settings", "[safe]\n\tdirectory = *\n")
        let file = ["GIT_CONFIG_GLOBAL": scene.folder.path + "/settings", "PATH": path]
        if !isOld { expectSeen(try scene.check(environment: file), "in GIT_CONFIG_GLOBAL") }
        try scene.run("git config safe.directory '*'")
        #expect(try scene.check(environment: ["PATH": path]).status == 2, "a repository cannot vouch for itself")
        // A relative path would be read from the repository.
        try scene.folder.write("repository/git/config", "[safe]\n\tdirectory = *\n")
        try scene.folder.write("repository/.gitconfig", "[safe]\n\tdirectory = *\n")
        for variables in [["XDG_CONFIG_HOME": "."], ["GIT_CONFIG_GLOBAL": ".gitconfig"], ["HOME": "."]] {
            let run = try scene.check(environment: variables.merging(["PATH": path]) { $1 })
            #expect(run.status == 2, "\(variables)")
        }
    }

    @Test("a work tree elsewhere is refused: its files are not those that are checked")
    func otherWorkTree() throws {
        let scene = try GitScene()
        try scene.folder.makeDirectory("other")
        try scene.git("config", "core.worktree", scene.folder.path + "/other")
        expectRefused(try scene.check(), "/other` with the repository")
    }

    @Test(
        "a `.git` that is not a repository is refused, and no repository above it is used instead",
        arguments: ["", "gitdir: x"])
    func invalidRepository(_ text: String) throws {
        let scene = try GitScene()
        if text.isEmpty { try scene.folder.makeDirectory("repository/zones/.git") }
        if !text.isEmpty { try scene.folder.write("repository/zones/.git", text) }
        expectRefused(
            try scene.check(folder: "repository/zones"), "git refuses `\(scene.repository)/zones`: not a git rep")
    }

    // MARK: The program

    @Test(
        "git 2.30 and later is used, an older one is refused",
        arguments: [
            ("2.25.1", "git 2.25 is too old: version 2.30 or later is needed"), ("1.8.3.1", "git 1.8 is too old"),
            ("2.29.9", "git 2.29 is too old"), ("2.30.2", nil), ("2.39.3 (Apple Git-146)", nil),
            ("2.52.0.windows.1", nil),
            ("3.0.0-rc1", nil), ("unknown", "did not print a version"),
        ] as [(String, String?)])
    func version(_ version: String, _ message: String?) throws {
        let scene = try GitScene()
        let path = try scene.wrapper(
            "case \"$*\" in *' version') echo 'git version \(version)'; exit;; esac; exec \"$real\" \"$@\"")
        let run = try scene.check(environment: ["PATH": path])
        if let message { expectRefused(run, message) } else { expectSeen(run) }
    }

    @Test("git is looked for in absolute directories outside the repository only")
    func searchPath() throws {
        let scene = try GitScene()
        try scene.folder.write("repository/bin/git", "#!/bin/sh\ntouch \(scene.folder.path)/trace\n")
        try scene.run(
            "chmod +x bin/git; cp bin/git git; ln -s bin/git zones/git; mkdir ../links; ln -s $PWD/bin ../links/bin")
        let inside = [".", "", "bin", "./zones", scene.repository + "/bin", scene.folder.path + "/links/bin"]
        let none = try scene.check(environment: ["PATH": inside.joined(separator: ":")])
        expectRefused(none, "needs git, which is not on the PATH")
        let path = (inside + [GitScene.searchPath]).joined(separator: ":")
        expectSeen(try scene.check(environment: ["PATH": path]))
        #expect(!FileManager.default.fileExists(atPath: scene.folder.path + "/trace"))
    }

    @Test("few processes are started, however many zones there are")
    func fewProcesses() throws {
        let scene = try GitScene()
        for number in 1...20 {
            try scene.folder.write(
                "repository/zones/z\(number).example.zone",
                GitScene.zone.replacing("example.com", with: "z\(number).example"))
        }
        try scene.commit()
        let path = try scene.wrapper("echo x >>\(scene.folder.path)/started; exec \"$real\" \"$@\"")
        _ = try scene.check(environment: ["PATH": path])
        #expect(try scene.folder.text("started").split(separator: "\n").count <= 4)
    }

    // MARK: The file

    @Test("a file that did not exist at the revision causes no finding")
    func absent() throws {
        let scene = try GitScene()
        try scene.folder.write(GitScene.file, GitScene.zone)
        let other = GitScene.zone.replacing("example.com", with: "example.org")
        try scene.folder.write("repository/example.org.zone", other)
        try scene.folder.write("repository/new/deep/example.org.zone", other)
        let run = try scene.check()
        #expect(run.output.isEmpty || !run.output.contains("X103"), "\(run.output)")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    @Test(
        "a file, a directory or a tree whose object is missing is not checked",
        arguments: [":zones/example.com.zone", ":zones", "^{tree}"])
    func missing(_ name: String) throws {
        let scene = try GitScene()
        try scene.remove("HEAD" + name)
        expectUnknown(try scene.check(), "is missing from the repository")
        let fixed = try scene.check(options: ["--fix", "--unsafe-fixes", "--format", "concise"])
        #expect(fixed.output.contains("X103") && fixed.status == 3, "\(fixed.output)\(fixed.errors)")
    }

    @Test("a commit whose object is missing is wrong usage")
    func missingCommit() throws {
        let scene = try GitScene()
        try scene.remove("HEAD")
        expectRefused(try scene.check(), "is missing from the repository")
    }

    @Test("a damaged object is not checked, and git says why")
    func damaged() throws {
        let scene = try GitScene()
        let object = try scene.object("HEAD:zones/example.com.zone")
        try scene.run("chmod u+w \(scene.path(ofObject: object)); echo garbage >\(scene.path(ofObject: object))")
        expectUnknown(try scene.check(), "git: ")
    }

    @Test("a git that fails or is killed leaves the file unchecked, and its message is one harmless line")
    func failing() throws {
        let scene = try GitScene()
        func path(_ command: String) throws -> String {
            try scene.wrapper("case \"$*\" in *' cat-file '*) \(command);; esac; exec \"$real\" \"$@\"")
        }
        expectUnknown(try scene.check(environment: ["PATH": path("kill -KILL $$")]), "git was ended by signal 9")
        let words =
            "head -c 100000 /dev/zero | tr '\\0' x >&2; printf '\\nfatal: \\033[31mred\\033[0m%0999d\\n' 1 >&2; exit 128"
        let run = try scene.check(environment: ["PATH": path(words)])
        #expect(!run.output.contains("\u{1B}") && run.output.utf8.count < 1000, "\(run.output)")
        #expect(run.status == 3)
        expectUnknown(try scene.check(environment: ["PATH": path("echo nonsense; exit 0")]), "unexpected output")
        expectUnknown(try scene.check(environment: ["PATH": path("exit 7")]), "git ended with exit code 7")
        expectUnknown(try scene.check(environment: ["PATH": path("yes | tr -d '\\n'")]), "unexpected output")
        let flood = try path("head -c 1000000 /dev/zero | tr '\\0' x >&2")
        expectSeen(try scene.check(environment: ["PATH": flood]), "a full pipe")
    }

    @Test(
        "a git that hangs is killed together with its children, and the file is not checked",
        arguments: ["wait", "while echo noise >&2; do :; done"])
    func hanging(_ waiting: String) throws {
        let scene = try GitScene()
        let path = try scene.wrapper(
            """
            case "$*" in *' cat-file '*) sleep 1000 & echo $! >\(scene.folder.path)/sleeper; \(waiting);; esac
            exec "$real" "$@"
            """)
        let run = try scene.check(environment: ["PATH": path, "SRVLINT_GIT_TIMEOUT": "5"])
        expectUnknown(run, "git did not answer within 5 seconds")
        expectEnded(scene)
    }

    /// Waits until the process in the file `sleeper` has ended.
    private func expectEnded(_ scene: GitScene) {
        let state =
            "while kill -0 $(cat ../sleeper) 2>/dev/null && ! grep -q '^State:.Z' /proc/$(cat ../sleeper)/status; do"
        #expect(scene.attempt("n=0; \(state) sleep 0.1; n=$((n + 1)); [ $n -lt 100 ] || exit 1; done") == 0)
    }

    @Test("a signal that ends the program ends git", arguments: [SIGINT, SIGTERM, SIGHUP])
    func interrupted(_ signal: Int32) throws {
        let scene = try GitScene()
        let sleeper = scene.folder.path + "/sleeper"
        let path = try scene.wrapper(
            "case \"$*\" in *' cat-file '*) sleep 1000 & echo $! >\(sleeper); wait;; esac; exec \"$real\" \"$@\"")
        let run = try ProgramRun(
            ["check", "--against", "HEAD", "."], folder: scene.repository,
            environment: ["PATH": path, "HOME": scene.folder.path],
            beside: "while [ ! -s \(sleeper) ]; do sleep 0.05; done; kill -\(signal) $$")
        #expect(run.status == 128 + signal, "\(run.output)\(run.errors)")
        expectEnded(scene)
    }

    @Test("a replacement object is not compared instead of the committed one")
    func replacement() throws {
        let scene = try GitScene()
        let old = try scene.object("HEAD:zones/example.com.zone")
        try scene.git("hash-object", "-w", "zones/example.com.zone")
        try scene.git("replace", old, scene.output)
        expectSeen(try scene.check())
    }

    @Test("a path that was a link, a directory or a submodule is not checked")
    func otherKinds() throws {
        let scene = try GitScene()
        try scene.run(
            "cd zones; mkdir d.zone; cp example.com.zone d.zone/x; mv example.com.zone real; ln -s real l.zone; ln -s . f"
        )
        try scene.commit()
        try scene.run(
            "cd zones; cp real keep; rm -rf d.zone l.zone f; mv keep d.zone; cp real l.zone; mkdir f; cp real f/x.zone")
        expectUnknown(try scene.check("zones/d.zone"), "`zones/d.zone` was a directory at `HEAD`")
        expectUnknown(try scene.check("zones/l.zone"), "`zones/l.zone` was a symbolic link at `HEAD`")
        expectUnknown(try scene.check("zones/f/x.zone"), "`zones/f` was a symbolic link at `HEAD`")
    }

    @Test("zones of a submodule or another repository are not checked from outside")
    func submodule() throws {
        let scene = try GitScene()
        try scene.folder.write("other/example.org.zone", GitScene.zone.replacing("example.com", with: "example.org"))
        try scene.run("cd ../other; git init -q .; git add -A; git commit -qm one")
        try scene.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", "../other", "zones/sub")
        try scene.commit()
        let run = try scene.check()
        #expect(run.output.contains("zones/sub/example.org.zone: not checked X103"), "\(run.output)\(run.errors)")
        #expect(run.output.contains("it belongs to the submodule `zones/sub`"), "\(run.output)")
        #expect(run.status == 3)
        // From inside, its own repository is used.
        #expect(try scene.check(folder: "repository/zones/sub").status == 0)
        try scene.run("rm zones/sub/.git")
        expectUnknown(try scene.check(), "it belongs to the submodule `zones/sub`")
        try scene.run("git init -q zones/own; mv zones/sub/*.zone zones/own; rm -r zones/sub")
        expectUnknown(try scene.check(), "it belongs to the repository in `zones/own`")
    }

    @Test("of several repositories the one of the first path is compared, and files elsewhere are not checked")
    func severalRepositories() throws {
        let scene = try GitScene()
        try scene.run("cp -r . ../other")
        let run = try scene.check("zones", "../other/zones")
        #expect(run.output.contains("zones/example.com.zone:3:51: warning Z250"), "\(run.output)\(run.errors)")
        #expect(run.output.contains("../other/zones/example.com.zone: not checked X103"), "\(run.output)")
    }

    @Test("a zone behind a link is compared with the target of the link, and not checked if that is outside")
    func links() throws {
        let scene = try GitScene()
        try scene.run(
            "ln -s zones/example.com.zone first.zone; ln -s zones folder; cp zones/*.zone ..; ln -s ../../example.com.zone zones/out.zone"
        )
        expectSeen(try scene.check("first.zone"))
        expectSeen(try scene.check("folder/example.com.zone"))
        expectSeen(try scene.check("../repository/folder"))
        expectUnknown(try scene.check("zones/out.zone"), "it is not in the repository \(scene.repository)")
    }

    @Test(
        "a path is taken neither for a pattern nor for a revision",
        arguments: [
            "a[b]*.zone", ":(top)x.zone", ":0:x.zone", "-x.zone", "a b\tc.zone", "\u{E9}.zone", "e\u{301}.zone",
            "\\.zone",
        ])
    func names(_ name: String) throws {
        let scene = try GitScene()
        try scene.folder.write("repository/zones/\(name)", GitScene.zone)
        try scene.commit()
        try scene.folder.write("repository/zones/\(name)", GitScene.changed)
        expectSeen(try scene.check("./zones/\(name)"))
        expectSeen(try scene.check("./\(name)", folder: "repository/zones"))
    }

    @Test("standard input is compared under its name, and cannot be without one")
    func standardInput() throws {
        let scene = try GitScene()
        func run(_ options: String...) throws -> ProgramRun {
            try ProgramRun(
                ["check", "--against", "HEAD", "--format", "concise"] + options + ["-"], input: .text(GitScene.changed),
                folder: scene.repository, environment: ["HOME": scene.folder.path])
        }
        expectSeen(try run("--stdin-filename", "zones/example.com.zone"))
        expectUnknown(try run(), "standard input has no earlier revision")
        // In a directory that does not exist at the revision, it is new.
        #expect(try run("--stdin-filename", "new/example.com.zone").status == 0)
    }

    @Test("a file whose name is not UTF-8 is compared with itself, not with a file of a similar name")
    func nameThatIsNotUTF8() throws {
        let scene = try GitScene(isCommitted: false)
        let name = PathText.decode(Array("zones/".utf8) + [0xFF] + Array(".zone".utf8))
        try scene.folder.write("repository/" + name, SampleZones.good)
        try scene.folder.write("repository/zones/\u{FFFD}.zone", GitScene.changed)
        try scene.commit()
        try scene.folder.write("repository/" + name, GitScene.changed)
        expectSeen(try scene.check(name))
    }

    @Test("a repository with SHA-256 is compared")
    func longNames() throws {
        let scene = try GitScene(isCommitted: false)
        try scene.run("rm -rf .git; git init -q --object-format=sha256 .")
        try scene.commit()
        try scene.folder.write(GitScene.file, GitScene.changed)
        expectSeen(try scene.check())
    }
}
