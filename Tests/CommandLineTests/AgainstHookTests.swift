import TestSupport
import Testing

@Suite("--against in hooks and linked worktrees")
struct AgainstHookTests {
    private let scene: GitScene

    /// A repository with a pre-commit hook that uses `--against` and writes its output to `said`.
    init() throws {
        scene = try GitScene()
        let program = try ProgramRun.program()
        let hook = """
            #!/bin/sh
            \(program) check --format concise --against HEAD . >\(scene.folder.path)/said 2>&1
            echo "exit code $?" >>\(scene.folder.path)/said
            exit 0

            """
        try scene.program("repository/.git/hooks/pre-commit", hook)
    }

    private func expectSeen(_ place: String) throws {
        let said = try scene.folder.text("said")
        #expect(said.contains("zones/example.com.zone:3:51: warning Z250"), "\(place): \(said)")
        #expect(said.contains("exit code 1"), "\(place): \(said)")
    }

    @Test(
        "a pre-commit hook compares, however the commit is made",
        arguments: [
            "git commit -qam x", "git add -A && git commit -qm x", "cd zones && git commit -qam x",
            "git commit -qm x zones/example.com.zone", "git --git-dir=.git --work-tree=. commit -qam x",
            "cd zones && git --git-dir=../.git --work-tree=.. commit -qam x",
            "GIT_DIR=$PWD/.git GIT_WORK_TREE=$PWD git commit -qam x", "cd / && git -C \"$OLDPWD\" commit -qam x",
        ])
    func commit(_ command: String) throws {
        try scene.run(command)
        try expectSeen(command)
    }

    @Test("a commit in a linked worktree compares as one in the main worktree does")
    func linked() throws {
        try scene.git("worktree", "add", "-q", "../linked", "-b", "other")
        // A file of the same name at the top is another file.
        try scene.folder.write("linked/example.com.zone", GitScene.zone.replacing("example.com", with: "example.org"))
        for command in ["git commit -qam x", "git add -A && git commit -qm y", "cd zones && git commit -qam z"] {
            try scene.git("checkout", "-q", "--detach", "HEAD", folder: "linked")
            try scene.folder.write("linked/zones/example.com.zone", GitScene.changed)
            try scene.run(command, in: "linked")
            try expectSeen(command)
            try scene.git("checkout", "-q", "-f", "other", folder: "linked")
        }
        try scene.folder.write("linked/zones/example.com.zone", GitScene.changed)
        #expect(try scene.check(folder: "linked").output.contains("Z250"))
        #expect(try scene.check(folder: "linked/zones").output.contains("Z250"))
    }

    @Test("variables that hooks inherit do not lead to another repository")
    func variables() throws {
        let other = try GitScene()
        try other.folder.write(GitScene.file, GitScene.changed)
        try other.commit()
        let variables = [
            "GIT_DIR": other.repository + "/.git", "GIT_WORK_TREE": other.repository,
            "GIT_INDEX_FILE": "/nowhere/index",
            "GIT_OBJECT_DIRECTORY": "/nowhere/objects", "GIT_COMMON_DIR": "/nowhere", "GIT_PREFIX": "zones/",
            "GIT_EXEC_PATH": "/nowhere", "GIT_NAMESPACE": "x", "GIT_CEILING_DIRECTORIES": "/",
        ]
        let run = try scene.check(environment: variables)
        #expect(run.output.contains("Z250") && run.status == 1, "\(run.output)\(run.errors)")
    }

    @Test("without a `.git` above, a repository that GIT_DIR names is compared")
    func separateRepository() throws {
        try scene.run("mv .git ../store; git --git-dir=../store --work-tree=. commit -qam x")
        try expectSeen("a commit")
        try scene.folder.write(GitScene.file, GitScene.zone)
        let named = ["GIT_DIR": "../../store", "GIT_WORK_TREE": ".."]
        let run = try scene.check(folder: "repository/zones", environment: named)
        #expect(run.output.contains("example.com.zone:3:51: warning Z250"), "\(run.output)\(run.errors)")
        let refused = try scene.check(environment: ["GIT_DIR": "../nowhere"])
        #expect(refused.status == 2 && refused.errors.contains("git refuses"), "\(refused.errors)")
    }
}
