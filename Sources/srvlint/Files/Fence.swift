import Glibc
import ZoneFile

/// The directory tree that the files of a repository may refer to.
///
/// Zone files, symbolic links and configurations may come from a stranger, for example in a merge request. Findings show
/// lines of the files that they refer to, and fixes rewrite these. They may therefore refer only to files of the same
/// repository or, without a repository, of the same directory, and to files below `--include-base`. The files of git and
/// the virtual file systems of the kernel are always outside. A repository inside the repository, such as a submodule, has
/// another author: its links lead only to its own files. Paths on the command line may lead anywhere.
///
/// Paths are resolved here one link at a time and never beyond the fence, so that no output depends on whether a file
/// outside exists.
struct Fence: Sendable {
    /// Absolute, without links.
    let folder: String
    let isRepository: Bool
    private let base: IncludeBase?
    /// The components of the directories that are inside with all that is in them.
    private let trees: [[String]]
    /// The components of the repository's own directory, where `.git` is a file or a link that leads to another name
    /// inside the fence: gitrepository-layout(5).
    private let gitDirectory: [String]?
    /// Absolute paths through symbolic links by which `PWD` or `--include-base` refers to a tree.
    private let aliases: [(path: [String], tree: [String])]

    /// The fence of what is in a directory: the repository around it, else the directory.
    ///
    /// - Parameter folder: absolute, without links.
    init(around folder: String, base: IncludeBase? = nil) {
        let components = folder.pathComponents
        var repository = Self.repository(around: folder)
        // A user who names a directory in `.git` or below /dev wants it checked.
        let isInGit = components.contains(where: Self.isGit)
        let isKernels = components.first.map(Self.kernels.contains) ?? false
        if isInGit || (isKernels && repository == "/") { repository = nil }
        self.init(folder: repository ?? folder, isRepository: repository != nil, base: base)
    }

    private init(folder: String, isRepository: Bool, base: IncludeBase?) {
        self.folder = folder
        self.isRepository = isRepository
        self.base = base
        let tree = folder.pathComponents
        var aliases: [(path: [String], tree: [String])] = []
        if let alias = Self.workingAlias(of: tree) { aliases.append((alias, tree)) }
        if let base, base.path.isAbsolutePath { aliases.append((base.path.pathComponents, base.tree.pathComponents)) }
        self.aliases = aliases
        trees = [tree] + (base.map { [$0.tree.pathComponents] } ?? [])
        gitDirectory = isRepository ? Self.gitDirectory(of: folder, tree) : nil
    }

    private static func gitDirectory(of folder: String, _ tree: [String]) -> [String]? {
        guard let real = GitWorkTree.repository(at: folder.appendingComponent(".git")) else { return nil }
        let components = real.pathComponents
        // One that holds the whole tree would leave nothing to check.
        return components.count > tree.count && components.starts(with: tree) ? components : nil
    }

    /// The repository that a path leads through as it is written, links in it kept; `nil` if there is none.
    init?(asWritten folder: String, base: IncludeBase?) {
        guard let repository = Self.repository(around: AbsolutePath.asWritten(folder)),
            let real = AbsolutePath.real(repository)
        else { return nil }
        self.init(folder: real, isRepository: true, base: base)
    }

    /// The root of the repository that holds a directory.
    static func repository(around folder: String) -> String? {
        AbsolutePath.ancestors(ofFolder: folder).first { folder in
            // Not what a link leads to, which may lie outside.
            GitWorkTree.hasRepository(folder)
        }
    }

    /// The tree as `PWD` has it, where that leads through links.
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
    /// What a path leads to.
    enum Outcome {
        /// The absolute path without links, and what lies there.
        case inside(String, FileStatus)
        /// Nothing that can be reached inside the fence; with the error code.
        case missing(Int32)
        /// Outside the fence, where nothing is looked up.
        case outside(Refusal)
    }

    /// Why a path is not followed to its end.
    enum Refusal {
        case elsewhere
        case linkElsewhere
        /// A link of a repository in the repository that leads out of the inner one.
        case linkOutOfInner
        case git
    }

    private enum Location {
        case inside, ancestor, outside, git
    }

    /// More links in one path than the kernel follows.
    private static let mostLinks = 40

    /// - Parameter start: the directory that a relative path counts from: absolute, without links.
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
                // No component is a link, so this is what the kernel does.
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
            let place = Self.text(current)
            guard let found = FileStatus(itself: place) else { return .missing(errno) }
            status = found
            if found.isLink {
                links += 1
                guard links <= Self.mostLinks else { return .missing(ELOOP) }
                guard let target = AbsolutePath.contents(ofLink: place) else { return .missing(errno) }
                let folder = Array(current.dropLast())
                inner = innerRepository(around: folder)
                push(target, from: folder)
                status = nil
            } else if found.kind != .folder, !pending.isEmpty {
                return .missing(ENOTDIR)
            }
        }
        switch location(current) {
        case .outside, .ancestor: return .outside(links > 0 ? .linkElsewhere : .elsewhere)
        case .git: return .outside(.git)
        case .inside:
            if let inner, !current.starts(with: inner), !isInBase(current) { return .outside(.linkOutOfInner) }
        }
        let place = Self.text(current)
        guard let found = status ?? FileStatus(itself: place) else { return .missing(errno) }
        return .inside(place, found)
    }

    /// Whether a path without links is inside.
    func holds(_ real: String) -> Bool {
        if case .inside = location(real.pathComponents) { true } else { false }
    }

    /// Whether a path without links is one of the repository's own files.
    func isGit(_ real: String) -> Bool {
        if case .git = location(real.pathComponents) { true } else { false }
    }

    /// The repository inside the fence that holds a directory, if it is not the one of the fence.
    private func innerRepository(around folder: [String]) -> [String]? {
        guard let tree = trees.first, folder.starts(with: tree), folder.count > tree.count,
            let repository = Self.repository(around: Self.text(folder))?.pathComponents
        else { return nil }
        return repository.count > tree.count ? repository : nil
    }

    private func isInBase(_ place: [String]) -> Bool {
        trees.dropFirst().contains { place.starts(with: $0) }
    }

    private func location(_ place: [String]) -> Location {
        var isAncestor = false
        for (number, tree) in trees.enumerated() {
            guard place.starts(with: tree) else {
                if tree.starts(with: place) { isAncestor = true }
                continue
            }
            // `.git` contains the URLs of remotes and, on CI machines, credentials.
            if number == 0 {
                if place.dropFirst(tree.count).contains(where: Self.isGit) { return .git }
                if let gitDirectory, place.starts(with: gitDirectory) { return .git }
            }
            if let first = place.first, Self.kernels.contains(first), tree.first != first { continue }
            return .inside
        }
        return isAncestor ? .ancestor : .outside
    }

    /// Virtual file systems: environments of processes, devices, open files of other programs.
    private static let kernels: Set<String> = ["proc", "sys", "dev"]

    /// On a file system that ignores case, every spelling leads there.
    private static func isGit(_ name: String) -> Bool {
        name.utf8.count == 4 && name.lowercased() == ".git"
    }

    private static func text(_ components: [String]) -> String { "/" + components.joined(separator: "/") }

    // MARK: - Words

    /// "the repository", "the directory".
    var name: String { isRepository ? "the repository" : "the directory" }

    /// A clause: "it is a link out of the repository".
    func words(for refusal: Refusal) -> String {
        switch refusal {
        case .elsewhere: "it is outside \(name)"
        case .linkElsewhere: "it is a link out of \(name)"
        case .linkOutOfInner: "it is a link out of the repository that holds the link"
        case .git: "it leads into `.git`, whose files are not read"
        }
    }
}

// MARK: - Opening

extension Fence {
    /// Opens what ``follow(_:from:)`` found. Fails if a component has been replaced by a symbolic link since.
    ///
    /// - Parameter real: without links.
    /// - Returns: -1 with `errno` set when it cannot be opened.
    func open(_ real: String, _ flags: Int32) -> Int32 {
        let place = real.pathComponents
        guard case .inside = location(place), let tree = trees.first(where: { place.starts(with: $0) }) else {
            errno = EACCES
            return -1
        }
        // The path of the fence itself is trusted.
        var descriptor = Self.text(tree).withPath {
            Glibc.open($0, (place.count == tree.count ? flags : Self.path | O_DIRECTORY) | O_CLOEXEC)
        }
        for (index, name) in place.enumerated().dropFirst(tree.count) {
            guard descriptor >= 0 else { return -1 }
            let isLast = index == place.count - 1
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

    /// `O_PATH`, which Swift does not import. It opens directories that may be searched but not listed.
    private static let path: Int32 = 0x20_0000
}
