import Glibc

/// The installed git: its absolute path, and the directories in which it finds its own programs.
struct GitProgram {
    let path: String
    let searchPath: [String]

    /// Searches for git in the absolute directories of `PATH`.
    ///
    /// An empty or relative entry means the current directory, which may be a repository that contains a program called
    /// `git`.
    ///
    /// - Parameter workTree: a directory whose programs are not run.
    /// - Throws: if there is no git.
    init(outside workTree: String) throws(UsageError) {
        let entries = (Environment.value("PATH") ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(
            String.init)
        searchPath = entries.filter { $0.isAbsolutePath && !Self.isInside($0, workTree) }
        guard
            let path = searchPath.lazy.map({ $0.appendingComponent("git") }).first(where: {
                Self.isUsable($0, outside: workTree)
            })
        else {
            throw UsageError(
                "`--against` needs git, which is not on the PATH",
                help: [
                    "install git, or omit `--against`",
                    "relative directories of the PATH and directories in the repository are not searched",
                ]
            )
        }
        self.path = path
    }

    /// Whether it is a script, which itself needs programs on the PATH.
    var isScript: Bool {
        guard let bytes = try? FileReader.readPrefix(FileAccess(named: path), count: 2) else { return true }
        return bytes == Array("#!".utf8)
    }

    private static func isUsable(_ path: String, outside workTree: String) -> Bool {
        FileStatus(path)?.kind == .regular && path.withPath { access($0, X_OK) } == 0 && !isInside(path, workTree)
    }

    /// If the work tree is the whole file system, every program is inside.
    private static func isInside(_ path: String, _ workTree: String) -> Bool {
        guard workTree != "/", let real = AbsolutePath.real(path) else { return false }
        return AbsolutePath(text: real).isBelow(workTree)
    }
}
