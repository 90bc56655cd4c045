import Glibc
import Linting
import Reporting
import Synchronization
import ZoneFile

/// Zone files as they were at a revision of one repository.
final class GitRevision: RevisionLoading {
    /// As it was given.
    private let name: String
    private let top: String
    private let state: Mutex<State>

    private struct State {
        var files: GitFiles
        /// How much may still be read in this run.
        var bytesLeft = ReadingLimit.bytes
    }

    /// - Parameter folder: where the repository is looked for. Files elsewhere have no earlier revision in it.
    /// - Throws: if there is no such repository or revision, or no git that can be used.
    init(_ name: String, folder: String) throws(UsageError) {
        try GitRevisionName.check(name)
        let workTree = try GitWorkTree(around: folder)
        let commit = try Self.commit(name, workTree.command)
        self.name = name
        top = workTree.top
        state = Mutex(State(files: GitFiles(commit: commit, GitObjects(workTree.command))))
    }

    private static func commit(_ name: String, _ command: GitCommand) throws(UsageError) -> String {
        var said = ""
        do throws(GitFailure) {
            let answer = try command.run(["rev-parse", "--verify", "--end-of-options", name + "^{commit}"])
            let commit = String(answer.prefix { $0 != "\n" })
            if answer == commit + "\n", GitObjects.isName(commit) { return commit }
        } catch {
            guard case .failed(_, let complaint) = error else {
                throw UsageError("`--against \(name)`: \(error.reason)")
            }
            said = GitFailure.line(of: complaint)
        }
        throw unknown(
            name, said, object: try? command.run(["rev-parse", "--verify", "--quiet", "--end-of-options", name]))
    }

    /// - Parameter object: what the name resolves to, if known; it may be missing from the repository.
    private static func unknown(_ name: String, _ said: String, object: String?) -> UsageError {
        let help = "give a commit, a branch or a tag, such as `HEAD` or `origin/main`"
        if let object {
            let object = GitFailure.line(of: object)
            return UsageError(
                "`--against`: `\(name)` is the object \(object), which is not a commit or is missing from the repository",
                help: [help]
            )
        }
        // Git's message for every unknown name.
        let isPlain = said.isEmpty || said == "Needed a single revision"
        if isPlain, name == "HEAD" || name == "@" {
            return UsageError(
                "`--against`: `\(name)` has no commit yet in this repository",
                help: ["add `--against` after the first commit"]
            )
        }
        return UsageError(
            "`--against`: git knows no revision `\(name)` here" + (isPlain ? "" : ": \(said)"),
            help: [help]
        )
    }

    func earlier(_ source: SourceFile) -> EarlierFile {
        guard source.path != "-" else {
            return .notReadable(
                reason: "standard input has no earlier revision", help: "give it the name of a file: `--stdin-filename`"
            )
        }
        // The file need not exist: it may be the name that standard input is given.
        let place = AbsolutePath.real(source.path) ?? AbsolutePath.resolve(source.path).text
        guard let path = AbsolutePath(text: place).relative(to: top), !path.isEmpty else {
            return .notReadable(
                reason: "it is not below \(Notice.visible(top)), whose repository `--against` compares",
                help: "check it in a run of its own"
            )
        }
        return state.withLock { state in earlier(path, named: source.path, &state) }
    }

    private func earlier(_ path: String, named name: String, _ state: inout State) -> EarlierFile {
        do throws(GitFiles.Failure) {
            let nested = nestedRepository(above: path)
            if let nested { throw .elsewhere(nested, isSubmodule: try state.files.isSubmodule(nested)) }
            guard let bytes = try state.files.bytes(path, limit: state.bytesLeft) else { return .absent }
            state.bytesLeft -= bytes.count
            return .source(SourceFile(path: name, bytes: bytes))
        } catch {
            return .notReadable(reason: error.reason(at: self.name), help: error.help(at: self.name, path))
        }
    }

    /// The outermost directory between the top and the file that has a `.git` of its own.
    private func nestedRepository(above path: String) -> String? {
        var folder = ""
        for component in path.pathComponents.dropLast() {
            folder += (folder.isEmpty ? "" : "/") + component
            if GitWorkTree.hasRepository(top.appendingComponent(folder)) { return folder }
        }
        return nil
    }
}
