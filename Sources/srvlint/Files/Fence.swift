import Glibc
import ZoneFile

/// The directory tree that the files of a repository may refer to.
///
/// Zone files, symbolic links and configurations may come from an attacker, for example in a merge request. Findings show
/// lines of the files that they refer to, and fixes rewrite these. They may therefore refer only to files of the same
/// repository or, without a repository, of the same directory, and to files below `--include-base`. The files of git and
/// the virtual file systems of the kernel are always outside. A repository inside the repository, such as a submodule, has
/// another author: its links may lead only to its own files. Paths on the command line may lead anywhere.
///
/// Paths are resolved here one symbolic link at a time and never beyond the fence, so that no output depends on whether a
/// file outside exists.
struct Fence: Sendable {
    /// The path of the tree, absolute and without symbolic links.
    let root: String
    let isRepository: Bool
    private let base: IncludeBase?
    /// The components of the directories whose whole contents are inside.
    private let trees: [[String]]
    /// The components of the git directory, if `.git` is a file or a symbolic link that leads to another name inside the
    /// fence: gitrepository-layout(5).
    private let gitDirectory: [String]?
    /// Absolute paths through symbolic links by which `PWD` or `--include-base` refers to a tree.
    private let aliases: [(path: [String], tree: [String])]

    /// The fence of the files in a directory: the repository that contains it, or the directory itself.
    ///
    /// - Parameter directory: absolute, without symbolic links.
    init(around directory: String, base: IncludeBase? = nil) {
        let components = directory.pathComponents
        var repository = Self.repository(around: directory)
        // A user who names a directory in `.git` or below /dev wants it checked.
        let isInGit = components.contains(where: Self.isGit)
        let isVirtual = components.first.map(Self.virtualDirectories.contains) ?? false
        if isInGit || (isVirtual && repository == "/") { repository = nil }
        self.init(root: repository ?? directory, isRepository: repository != nil, base: base)
    }

    private init(root: String, isRepository: Bool, base: IncludeBase?) {
        self.root = root
        self.isRepository = isRepository
        self.base = base
        let tree = root.pathComponents
        var aliases: [(path: [String], tree: [String])] = []
        if let alias = Self.workingAlias(of: tree) { aliases.append((alias, tree)) }
        if let base, base.path.isAbsolutePath { aliases.append((base.path.pathComponents, base.tree.pathComponents)) }
        self.aliases = aliases
        trees = [tree] + (base.map { [$0.tree.pathComponents] } ?? [])
        gitDirectory = isRepository ? Self.gitDirectory(of: root, tree) : nil
    }

    private static func gitDirectory(of root: String, _ tree: [String]) -> [String]? {
        guard let real = GitDirectory.resolve(GitDirectory.path(in: root)) else { return nil }
        let components = real.pathComponents
        // If it contained the whole tree, nothing would be left to check.
        return components.count > tree.count && components.starts(with: tree) ? components : nil
    }

    /// The fence of the repository that a path leads through, symbolic links in the path not resolved; `nil` if there is
    /// none.
    init?(asWritten directory: String, base: IncludeBase?) {
        guard let repository = Self.repository(around: AbsolutePath.asWritten(directory)),
            let real = AbsolutePath.real(repository)
        else { return nil }
        self.init(root: real, isRepository: true, base: base)
    }

    /// The root of the repository that contains a directory.
    static func repository(around directory: String) -> String? {
        AbsolutePath.ancestors(ofDirectory: directory).first(where: GitDirectory.exists)
    }

    /// The path of the tree in `PWD`, if that leads through symbolic links.
    private static func workingAlias(of tree: [String]) -> [String]? {
        guard let logical = Environment.path("PWD"), logical.isAbsolutePath, let real = AbsolutePath.real("."),
            logical != real, AbsolutePath.real(logical) == real
        else { return nil }
        var (alias, rest) = (logical.pathComponents, real.pathComponents)
        while rest.count > tree.count, !alias.isEmpty, alias.last == rest.last {
            alias.removeLast()
            rest.removeLast()
        }
        return rest == tree ? alias : nil
    }
}

// MARK: - Following a path

extension Fence {
    /// The result of following a path.
    enum Outcome {
        /// A file: its absolute path without symbolic links, and its status.
        case inside(String, FileStatus)
        /// There is no such file, or it cannot be reached; with the error code.
        case missing(Int32)
        /// The path leads out of the fence. Nothing is looked up there.
        case outside(Refusal)
    }

    /// Why a path is not followed to its end.
    enum Refusal {
        case elsewhere
        case linkElsewhere
        /// A symbolic link of an inner repository that leads out of it.
        case linkOutOfInner
        case git
    }

    private enum Location {
        case inside, ancestor, outside, git
    }

    /// As many symbolic links in one path as the kernel follows.
    private static let mostLinks = 40

    /// Follows a path as the kernel would, but not beyond the fence.
    ///
    /// - Parameter start: the directory that a relative path is relative to: absolute, without symbolic links.
    func follow(_ path: String, from start: String) -> Outcome {
        var current: [String] = []
        var pending: [String] = []
        func push(_ path: String, from start: [String]) {
            let components = path.pathComponents
            guard path.isAbsolutePath else {
                current = start
                pending += components.reversed()
                return
            }
            if let alias = aliases.first(where: { components.starts(with: $0.path) }) {
                current = alias.tree
                pending += components.dropFirst(alias.path.count).reversed()
            } else {
                current = []
                pending += components.reversed()
            }
        }
        push(path, from: start.pathComponents)
        var links = 0
        var status: FileStatus?
        var inner: [String]?
        while let next = pending.popLast() {
            if next == "." { continue }
            if next == ".." {
                // As the kernel does, since no component is a symbolic link.
                _ = current.popLast()
                status = nil
                continue
            }
            current.append(next)
            switch location(current) {
            case .outside: return .outside(links > 0 ? .linkElsewhere : .elsewhere)
            case .git: return .outside(.git)
            // It contains the fence, so it exists and is a directory.
            case .ancestor: continue
            case .inside:
                if let inner, !current.starts(with: inner), !isInBase(current) {
                    guard inner.starts(with: current) else { return .outside(.linkOutOfInner) }
                    continue
                }
            }
            let path = String(absoluteComponents: current)
            guard let found = FileStatus(itself: path) else { return .missing(errno) }
            status = found
            if found.isLink {
                links += 1
                guard links <= Self.mostLinks else { return .missing(ELOOP) }
                guard let target = AbsolutePath.contents(ofLink: path) else { return .missing(errno) }
                let directory = Array(current.dropLast())
                inner = innerRepository(around: directory)
                push(target, from: directory)
                status = nil
            } else if found.kind != .directory, !pending.isEmpty {
                return .missing(ENOTDIR)
            }
        }
        switch location(current) {
        case .outside, .ancestor: return .outside(links > 0 ? .linkElsewhere : .elsewhere)
        case .git: return .outside(.git)
        case .inside:
            if let inner, !current.starts(with: inner), !isInBase(current) { return .outside(.linkOutOfInner) }
        }
        let path = String(absoluteComponents: current)
        guard let found = status ?? FileStatus(itself: path) else { return .missing(errno) }
        return .inside(path, found)
    }

    /// Whether a path without symbolic links is inside.
    func holds(_ real: String) -> Bool {
        if case .inside = location(real.pathComponents) { true } else { false }
    }

    /// Whether a path without symbolic links is in the git directory of the repository.
    func isGit(_ real: String) -> Bool {
        if case .git = location(real.pathComponents) { true } else { false }
    }

    /// The inner repository that contains a directory, if there is one.
    private func innerRepository(around directory: [String]) -> [String]? {
        guard let tree = trees.first, directory.starts(with: tree), directory.count > tree.count,
            let repository = Self.repository(around: String(absoluteComponents: directory))?.pathComponents
        else { return nil }
        return repository.count > tree.count ? repository : nil
    }

    private func isInBase(_ path: [String]) -> Bool {
        trees.dropFirst().contains { path.starts(with: $0) }
    }

    private func location(_ path: [String]) -> Location {
        var isAncestor = false
        for (number, tree) in trees.enumerated() {
            guard path.starts(with: tree) else {
                if tree.starts(with: path) { isAncestor = true }
                continue
            }
            // `.git` contains the URLs of remotes and, on CI machines, credentials.
            if number == 0 {
                if path.dropFirst(tree.count).contains(where: Self.isGit) { return .git }
                if let gitDirectory, path.starts(with: gitDirectory) { return .git }
            }
            if let first = path.first, Self.virtualDirectories.contains(first), tree.first != first { continue }
            return .inside
        }
        return isAncestor ? .ancestor : .outside
    }

    /// Virtual file systems: they contain the environments of processes, devices, and the open files of other programs.
    private static let virtualDirectories: Set<String> = ["proc", "sys", "dev"]

    /// Whatever the case of the letters: some file systems ignore it.
    private static func isGit(_ name: String) -> Bool {
        name.utf8.count == 4 && name.lowercased() == ".git"
    }

    // MARK: - Words

    /// "the repository", "the directory".
    var name: String { isRepository ? "the repository" : "the directory" }

    /// A description of the file: "symbolic link to outside the repository".
    func words(for refusal: Refusal) -> String {
        switch refusal {
        case .elsewhere: "it is outside \(name)"
        case .linkElsewhere: "symbolic link to outside \(name)"
        case .linkOutOfInner: "symbolic link to outside the repository that contains the link"
        case .git: "it is inside `.git`, whose files are not read"
        }
    }
}

// MARK: - Opening

extension Fence {
    /// Opens a file that ``follow(_:from:)`` found. Fails if a component has been replaced by a symbolic link since.
    ///
    /// - Parameter real: without symbolic links.
    /// - Returns: -1 with `errno` set if it cannot be opened.
    func open(_ real: String, _ flags: Int32) -> Int32 {
        let components = real.pathComponents
        guard case .inside = location(components), let tree = trees.first(where: { components.starts(with: $0) }) else {
            errno = EACCES
            return -1
        }
        // The path of the fence itself is trusted.
        var descriptor = String(absoluteComponents: tree).withPath {
            Glibc.open($0, (components.count == tree.count ? flags : Self.path | O_DIRECTORY) | O_CLOEXEC)
        }
        for (index, name) in components.enumerated().dropFirst(tree.count) {
            guard descriptor >= 0 else { return -1 }
            let isLast = index == components.count - 1
            let next = name.withPath {
                openat(descriptor, $0, (isLast ? flags : Self.path | O_DIRECTORY) | O_NOFOLLOW | O_CLOEXEC)
            }
            let code = errno
            close(descriptor)
            errno = code
            descriptor = next
        }
        return descriptor
    }

    /// `O_PATH`, which Swift does not import. It opens directories that can be searched but not listed.
    private static let path: Int32 = 0x20_0000
}
