import Reporting
import ZoneFile

/// The files of one commit, by their paths relative to the top of the work tree.
///
/// This type walks trees itself. If git did it, a missing path could be confused with an error, and a path with a pattern.
struct GitFiles {
    private let commit: String
    private var objects: GitObjects
    /// The trees that were read, by directory; the path of the root is empty.
    private var trees: [String: GitTree] = [:]

    /// The suffix that turns the name of a commit into that of its root tree.
    fileprivate static let rootTree = "^{tree}"
    /// A directory of a million entries has a tree of about 50 MB.
    private static let maximumTreeSize = 256 << 20

    init(commit: String, _ objects: GitObjects) {
        self.commit = commit
        self.objects = objects
    }

    /// Why the earlier contents of a file cannot be read.
    enum Failure: Error {
        case missing(object: String, stderr: String)
        case tooLarge
        case git(GitFailure)
        case damaged(object: String)
        /// The path, or one of its parents, is neither a file nor a directory.
        case otherKind(path: String, GitTree.Mode)
        /// The file belongs to a repository of its own.
        case elsewhere(String, isSubmodule: Bool)
    }

    /// Returns the contents of a file; `nil` if it did not exist.
    mutating func bytes(_ path: String, limit: Int) throws(Failure) -> [UInt8]? {
        guard let entry = try entry(path) else { return nil }
        guard entry.mode == .file else { throw .otherKind(path: path, entry.mode) }
        let object = try read(entry.object, limit: limit)
        guard object.type == "blob" else { throw .damaged(object: entry.object) }
        return object.bytes
    }

    mutating func isSubmodule(_ path: String) throws(Failure) -> Bool {
        try entry(path)?.mode == .submodule
    }

    /// Returns the paths of all files at or below a path, without those that a search of a directory leaves out: hidden files,
    /// `node_modules`, symbolic links and submodules.
    mutating func files(atOrBelow path: String) throws(Failure) -> [String] {
        var pending: [(directory: String, object: String)] = []
        if path.isEmpty {
            pending.append(("", commit + Self.rootTree))
        } else if let entry = try entry(path) {
            switch entry.mode {
            case .file: return [path]
            case .directory: pending.append((path, entry.object))
            case .link, .submodule: return []
            }
        }
        var files: [String] = []
        while let (directory, object) = pending.popLast() {
            for (bytes, entry) in try tree(of: directory, object).all {
                guard bytes.first != UInt8(ascii: "."), bytes != Array("node_modules".utf8) else { continue }
                let path = directory.appendingComponent(PathText.decode(bytes))
                switch entry.mode {
                case .file: files.append(path)
                case .directory: pending.append((path, entry.object))
                case .link, .submodule: break
                }
            }
        }
        return files.sorted()
    }

    private mutating func entry(_ path: String) throws(Failure) -> GitTree.Entry? {
        var directory = ""
        var object = commit + Self.rootTree
        let components = path.pathComponents
        for (number, component) in components.enumerated() {
            let tree = try tree(of: directory, object)
            guard let entry = tree[PathText.bytes(of: component)] else { return nil }
            if number == components.count - 1 { return entry }
            directory = directory.appendingComponent(component)
            switch entry.mode {
            case .directory: object = entry.object
            // A file has no children.
            case .file: return nil
            case .submodule: throw .elsewhere(directory, isSubmodule: true)
            case .link: throw .otherKind(path: directory, entry.mode)
            }
        }
        return nil
    }

    private mutating func tree(of directory: String, _ name: String) throws(Failure) -> GitTree {
        if let known = trees[directory] { return known }
        let object = try read(name, limit: Self.maximumTreeSize)
        guard object.type == "tree", let tree = GitTree(object.bytes, width: object.name.utf8.count / 2) else {
            throw .damaged(object: name)
        }
        trees[directory] = tree
        return tree
    }

    private mutating func read(_ name: String, limit: Int) throws(Failure) -> GitObjects.Object {
        do throws(GitObjects.Failure) {
            return try objects.read(name, limit: limit)
        } catch {
            switch error {
            case .missing(let stderr): throw .missing(object: name, stderr: stderr)
            case .tooLarge: throw .tooLarge
            case .git(let failure): throw .git(failure)
            }
        }
    }
}

// MARK: - Messages

extension GitFiles.Failure {
    /// A clause, safe to print.
    func reason(at revision: String) -> String {
        let revision = Notice.visible(revision)
        return switch self {
        case .missing(let object, let stderr):
            "\(Self.object(object, revision)) is missing from the repository"
                + (stderr.isEmpty ? "" : ": git: \(GitFailure.line(of: stderr))")
        case .tooLarge: "the files at `\(revision)` are too large"
        case .git(let failure): failure.stderr.isEmpty ? failure.reason : "git: \(failure.reason)"
        case .damaged(let object): "\(Self.object(object, revision)) is damaged"
        case .otherKind(let path, let mode): "`\(Notice.visible(path))` was \(Self.kind(mode)) at `\(revision)`"
        case .elsewhere(let path, let isSubmodule):
            "it belongs to the \(isSubmodule ? "submodule" : "repository in") `\(Notice.visible(path))`, "
                + "and `--against` compares only the files of one repository"
        }
    }

    /// The advice to the user.
    func help(at revision: String, _ path: String) -> String {
        let (revision, path) = (Notice.visible(revision), Notice.visible(path))
        return switch self {
        case .missing:
            "in a partial clone that you trust, run `git show \(revision):\(path)` to fetch the file; otherwise run `git fsck`"
        case .git(.deadline), .git(.killed), .git(.notStarted), .git(.unexpectedOutput), .git(.tooLarge):
            "run the check again; `git show \(revision):\(path)` shows whether git can read the file"
        case .git(.failed), .damaged: "run `git fsck`, which lists damaged objects"
        case .tooLarge: "check fewer files in one run"
        case .otherKind: "compare the file yourself: `git show \(revision):\(path)`"
        case .elsewhere(let directory, _): "check the files in `\(Notice.visible(directory))` in a separate run"
        }
    }

    private static func object(_ name: String, _ revision: String) -> String {
        name.hasSuffix(GitFiles.rootTree) ? "the tree of `\(revision)`" : "the object \(name) of `\(revision)`"
    }

    private static func kind(_ mode: GitTree.Mode) -> String {
        switch mode {
        case .file: "a file"
        case .link: "a symbolic link"
        case .submodule: "a submodule"
        case .directory: "a directory"
        }
    }
}
