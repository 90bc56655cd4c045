import Glibc
import ZoneFile

/// The work tree of a repository.
struct GitWorkTree {
    /// Its top directory, without symbolic links.
    let top: String
    /// The git command for it.
    let command: GitCommand

    /// Finds the work tree that contains a directory.
    ///
    /// The nearest `.git` above counts, never a directory that merely looks like a bare repository. Git must agree. This also
    /// protects versions before 2.38, which do not know `safe.bareRepository`.
    ///
    /// - Throws: if there is none, if git does not accept it, or if there is no usable git.
    init(around directory: String) throws(UsageError) {
        // `--stdin-filename` may name a file in a directory that does not exist yet.
        let real = AbsolutePath.real(directory) ?? AbsolutePath.resolve(directory).text
        if let top = Fence.repository(around: real) {
            try self.init(top: top)
        } else if let named = Environment.value("GIT_DIR"), !named.isEmpty {
            try self.init(gitDirectory: named)
        } else {
            throw UsageError(
                "`--against`: `\(directory)` is not in the work tree of a git repository",
                help: ["check files in a repository, or omit `--against`"]
            )
        }
    }

    /// The usual case. Git searches for the repository itself, because it then checks the owner (`safe.directory`).
    private init(top: String) throws(UsageError) {
        let program = try GitProgram(outside: top)
        var environment = GitEnvironment(searchPath: program.searchPath)
        environment.stop(above: top)
        var command = GitCommand(program, in: top, environment)
        try command.checkVersion()
        (self.top, self.command) = (top, command)
        let output = try Self.locations(command, top)
        guard let directory = GitDirectory.resolve(GitDirectory.path(in: top)),
            output == top + "\n" + directory + "\n"
        else {
            let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
            throw UsageError(
                "`--against`: `\(top)` has a `.git`, but git finds the work tree `\(lines.first ?? "")` with the "
                    + "repository `\(lines.dropFirst().first ?? "")`",
                help: ["repair the repository: see `core.worktree` in git-config(1)"]
            )
        }
    }

    /// A repository outside its work tree, as for configuration files in the home directory:
    /// `git --git-dir=… --work-tree=… commit` exports both to hooks.
    private init(gitDirectory named: String) throws(UsageError) {
        let workTree = Environment.value("GIT_WORK_TREE").flatMap { $0.isEmpty ? nil : $0 }
        let working = AbsolutePath.resolve(workTree ?? ".").text
        let program = try GitProgram(outside: working)
        var environment = GitEnvironment(searchPath: program.searchPath)
        let absolute = AbsolutePath.resolve(named).text
        environment.name(gitDirectory: absolute, workTree: workTree.map { _ in working })
        var command = GitCommand(program, in: AbsolutePath.resolve(".").text, environment)
        try command.checkVersion()
        let output = try Self.locations(command, absolute)
        guard let directory = GitDirectory.resolve(absolute), output.hasSuffix("\n" + directory + "\n"),
            let top = AbsolutePath.real(String(output.dropLast(directory.utf8.count + 2)))
        else {
            throw UsageError(
                "`--against`: GIT_DIR is `\(named)`, which is not a git repository with a work tree",
                help: ["unset GIT_DIR, or set GIT_WORK_TREE as well"]
            )
        }
        command.name(gitDirectory: directory, workTree: top)
        (self.top, self.command) = (top, command)
    }

    /// The top of the work tree and the repository, as git reports them.
    private static func locations(_ command: GitCommand, _ path: String) throws(UsageError) -> String {
        do throws(GitFailure) {
            return try command.run(["rev-parse", "--show-toplevel", "--absolute-git-dir"])
        } catch {
            // "detected dubious ownership in repository", in older versions "unsafe repository (… is owned by someone else)".
            let isForeign = error.stderr.contains("dubious ownership") || error.stderr.contains("owned by someone else")
            throw UsageError(
                "`--against`: git refuses `\(path)`: \(error.reason)",
                help: isForeign
                    ? ["if you trust its owner: `git config --global --add safe.directory \(path)`"]
                    : ["`git -C \(path) status` shows details; do not run it in a repository that you do not trust"]
            )
        }
    }
}
