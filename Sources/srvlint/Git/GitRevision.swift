import Glibc
import Linting
import Reporting
import Synchronization
import ZoneFile

/// Zone files as they were at a revision of one repository.
final class GitRevision: RevisionLoading {
    /// The name as given.
    let name: String
    let top: String
    let state: Mutex<State>

    struct State {
        var files: GitFiles
        /// How many bytes may still be read in this run.
        var remainingBytes = ReadingLimit.bytes
    }

    /// - Parameter folder: a directory in the work tree of the repository. Files elsewhere have no earlier revision.
    /// - Throws: if there is no such repository or revision, or no usable git.
    init(_ name: String, folder: String) throws(UsageError) {
        try GitRevisionName.check(name)
        let workTree = try GitWorkTree(around: folder)
        let commit = try Self.commit(name, workTree.command)
        self.name = name
        top = workTree.top
        state = Mutex(State(files: GitFiles(commit: commit, GitObjects(workTree.command))))
    }

    private static func commit(_ name: String, _ command: GitCommand) throws(UsageError) -> String {
        var stderr = ""
        do throws(GitFailure) {
            let output = try command.run(["rev-parse", "--verify", "--end-of-options", name + "^{commit}"])
            let commit = String(output.prefix { $0 != "\n" })
            if output == commit + "\n", GitObjects.isName(commit) { return commit }
        } catch {
            guard case .failed(_, let message) = error else {
                throw UsageError("`--against \(name)`: \(error.reason)")
            }
            stderr = GitFailure.line(of: message)
        }
        throw unknown(
            name, stderr, object: try? command.run(["rev-parse", "--verify", "--quiet", "--end-of-options", name]))
    }

    /// - Parameter object: what the name resolves to, if known; it may be missing from the repository.
    private static func unknown(_ name: String, _ stderr: String, object: String?) -> UsageError {
        let help = "give a commit, a branch or a tag, such as `HEAD` or `origin/main`"
        if let object {
            let object = GitFailure.line(of: object)
            return UsageError(
                "`--against`: `\(name)` is the object \(object), which is not a commit or is missing from the repository",
                help: [help]
            )
        }
        // Git prints this message for all unknown names.
        let isPlain = stderr.isEmpty || stderr == "Needed a single revision"
        if isPlain, name == "HEAD" || name == "@" {
            return UsageError(
                "`--against`: `\(name)` does not exist yet: the repository has no commits",
                help: ["use `--against` after the first commit"]
            )
        }
        return UsageError(
            "`--against`: unknown revision `\(name)`" + (isPlain ? "" : ": \(stderr)"),
            help: [help]
        )
    }

    func earlier(_ source: SourceFile) -> EarlierFile {
        guard source.path != "-" else {
            return .notReadable(
                reason: "standard input has no earlier revision", help: "give it a file name with `--stdin-filename`"
            )
        }
        // The file need not exist: `--stdin-filename` may name any.
        let absolute = AbsolutePath.real(source.path) ?? AbsolutePath.resolve(source.path).text
        guard let path = AbsolutePath(text: absolute).relative(to: top), !path.isEmpty else {
            return .notReadable(
                reason: "it is not in the repository \(Notice.visible(top)), which `--against` compares",
                help: "check it in a separate run"
            )
        }
        return state.withLock { state in earlier(path, named: source.path, &state) }
    }

    func earlier(_ path: String, named name: String, _ state: inout State) -> EarlierFile {
        do throws(GitFiles.Failure) {
            let nested = nestedRepository(above: path)
            if let nested { throw .elsewhere(nested, isSubmodule: try state.files.isSubmodule(nested)) }
            guard let bytes = try state.files.bytes(path, limit: state.remainingBytes) else { return .absent }
            state.remainingBytes -= bytes.count
            return .source(SourceFile(path: name, bytes: bytes))
        } catch {
            return .notReadable(reason: error.reason(at: self.name), help: error.help(at: self.name, path))
        }
    }

    /// The outermost directory between the top and the file that has a `.git` of its own.
    private func nestedRepository(above path: String) -> String? {
        var directory = ""
        for component in path.pathComponents.dropLast() {
            directory = directory.appendingComponent(component)
            if GitDirectory.exists(in: top.appendingComponent(directory)) { return directory }
        }
        return nil
    }
}
