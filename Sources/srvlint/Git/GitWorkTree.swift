import Glibc
import ZoneFile

/// The work tree of a repository, found once.
struct GitWorkTree {
    /// Its top directory, without symbolic links.
    let top: String
    /// How git is called for it.
    let command: GitCommand

    /// Finds the work tree that holds `folder`.
    ///
    /// The nearest `.git` above counts, never a directory that merely looks like a bare repository. Git must agree, which
    /// also protects versions before 2.38, which do not know `safe.bareRepository`.
    ///
    /// - Throws: if there is none, if git does not accept it, or if there is no git that can be used.
    init(around folder: String) throws(UsageError) {
        // `--stdin-filename` may name a file in a directory that does not exist yet.
        let real = AbsolutePath.real(folder) ?? AbsolutePath.resolve(folder).text
        if let top = AbsolutePath.ancestors(ofFolder: real).first(where: Self.hasRepository) {
            try self.init(top: top)
        } else if let named = Environment.value("GIT_DIR"), !named.isEmpty {
            try self.init(gitDirectory: named)
        } else {
            throw UsageError(
                "`--against`: `\(folder)` is not in the work tree of a git repository",
                help: ["run it in a repository, or leave `--against` out"]
            )
        }
    }

    /// The ordinary case. git finds the repository itself, because it then checks who owns it (`safe.directory`).
    private init(top: String) throws(UsageError) {
        let program = try GitProgram(outside: top)
        var environment = GitEnvironment(searchPath: program.searchPath)
        environment.stop(above: top)
        var command = GitCommand(program, in: top, environment)
        try command.checkVersion()
        (self.top, self.command) = (top, command)
        let answer = try Self.places(command, top)
        guard let directory = Self.repository(at: top.appendingComponent(".git")),
            answer == top + "\n" + directory + "\n"
        else {
            let lines = answer.split(separator: "\n", omittingEmptySubsequences: false)
            throw UsageError(
                "`--against`: `\(top)` has a `.git`, and git takes `\(lines.first ?? "")` for the work tree and "
                    + "`\(lines.dropFirst().first ?? "")` for its repository",
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
        let answer = try Self.places(command, absolute)
        guard let directory = Self.repository(at: absolute), answer.hasSuffix("\n" + directory + "\n"),
            let top = AbsolutePath.real(String(answer.dropLast(directory.utf8.count + 2)))
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
    private static func places(_ command: GitCommand, _ place: String) throws(UsageError) -> String {
        do throws(GitFailure) {
            return try command.run(["rev-parse", "--show-toplevel", "--absolute-git-dir"])
        } catch {
            // "detected dubious ownership in repository", in older versions "unsafe repository (… is owned by someone else)".
            let isForeign = error.said.contains("dubious ownership") || error.said.contains("owned by someone else")
            throw UsageError(
                "`--against`: git refuses `\(place)`: \(error.reason)",
                help: isForeign
                    ? ["if you trust its owner: `git config --global --add safe.directory \(place)`"]
                    : ["`git -C \(place) status` shows more; do not run it in a repository that you do not trust"]
            )
        }
    }

    /// The repository in the directory `path`, or in the directory that the file `path` names: gitrepository-layout(5).
    static func repository(at path: String) -> String? {
        guard let status = FileStatus(path) else { return nil }
        if status.kind == .folder { return AbsolutePath.real(path) }
        let prefix = "gitdir: "
        guard status.kind == .regular, let bytes = try? FileReader.readBeginning(FileAccess(named: path), count: 8192)
        else { return nil }
        let text = PathText.decode(bytes.prefix { $0 != 0x0A && $0 != 0x0D })
        guard text.hasPrefix(prefix) else { return nil }
        let target = String(text.dropFirst(prefix.count))
        return AbsolutePath.real(target.isAbsolutePath ? target : path.splitAtName.directory + target)
    }

    /// Whether a directory has a `.git`, of whatever kind.
    static func hasRepository(_ folder: String) -> Bool {
        FileStatus(itself: folder.appendingComponent(".git")) != nil
    }
}
