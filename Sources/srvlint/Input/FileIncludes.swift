import Glibc
import Synchronization
import ZoneFile

/// The files that `$INCLUDE` names, read from the disk.
///
/// A zone file comes from anywhere, a merge request of a stranger for one, and what is included is shown where it is
/// wrong. So nothing is read outside the repository that holds the zone file or, without one, the folder of the zone
/// file and those below it, unless `--include-base` allows a tree.
final class FileIncludes: IncludeLoading {
    private let base: Base?
    private let budget: ReadingBudget
    private let state = Mutex(State())

    private struct State {
        /// The tree that each zone file may include from, by its path.
        var trees: [String: Tree] = [:]
        /// What each zone has read, by the path of the zone file.
        var read: [String: Set<FileStatus.Inode>] = [:]
        var repeatedBytes = 0
    }

    /// Files that are included again and again, in octets: a tree of small files can stand for a huge zone.
    private static let repetitionLimit = 256 << 20

    /// What `--include-base` names.
    struct Base {
        /// As it was given.
        let path: String
        let tree: String

        init(_ path: String) throws(UsageError) {
            self.path = path
            guard let status = FileStatus(path) else {
                throw UsageError("`--include-base`: `\(path)` cannot be used: \(SystemError.reason(errno))")
            }
            guard status.kind == .folder, let real = AbsolutePath.real(path) else {
                throw UsageError("`--include-base`: `\(path)` is not a folder")
            }
            tree = real
        }
    }

    init(base: Base?, budget: ReadingBudget) {
        self.base = base
        self.budget = budget
    }

    /// The identity that ``load(_:in:)`` gives a file, for those named on the command line.
    static func identity(_ inode: FileStatus.Inode) -> String { "\(inode.device):\(inode.number)" }

    func load(_ path: String, in source: SourceFile) -> IncludedFile {
        guard !path.isEmpty, !path.utf8.contains(0) else { return .notReadable(reason: "this is no name of a file") }
        let zoneFile = source.zoneFile
        let tree = tree(of: zoneFile)
        var refusal: IncludedFile?
        for candidate in candidates(path, source) {
            let place = AbsolutePath.resolve(candidate.path)
            guard isAllowed(place, tree) else {
                // Whether there is a file outside is nobody's business either, save below the working directory.
                if candidate.isBelowWorkingFolder, FileStatus(place.text) == nil { continue }
                refusal = refusal ?? .notAllowed(reason: outside(tree))
                continue
            }
            guard let status = FileStatus(place.text) else {
                if errno == ENOENT || errno == ENOTDIR { continue }
                return .notReadable(reason: SystemError.reason(errno))
            }
            return read(candidate, status, tree, zoneFile)
        }
        return refusal ?? .notReadable(reason: missing(path, source))
    }

    // MARK: - Where to look

    private struct Candidate {
        let path: String
        /// "`zones`, the folder of the file"; `nil` for an absolute path.
        let folder: String?
        var isBelowWorkingFolder = false
    }

    private func candidates(_ path: String, _ source: SourceFile) -> [Candidate] {
        guard !path.hasPrefix("/") else { return [Candidate(path: path, folder: nil)] }
        var candidates: [Candidate] = []
        if let base {
            let folder = "`\(base.path)`, given with `--include-base`"
            candidates.append(Candidate(path: base.path + "/" + path, folder: folder))
        }
        let own = source.folder
        if own != "." {
            candidates.append(Candidate(path: own + "/" + path, folder: "`\(own)`, the folder of this file"))
        }
        let climbs = path.split(separator: "/").contains("..")
        candidates.append(Candidate(path: path, folder: "the working directory", isBelowWorkingFolder: !climbs))
        return candidates
    }

    private func missing(_ path: String, _ source: SourceFile) -> String {
        let reason = SystemError.reason(ENOENT)
        guard !path.hasPrefix("/") else { return reason }
        var places: [String] = []
        if let base { places.append("`\(base.path)`") }
        if source.folder != "." { places.append("`\(source.folder)`") }
        places.append("the working directory")
        let last = places.removeLast()
        return "\(reason) in \(places.isEmpty ? "" : places.joined(separator: ", ") + " or ")\(last)"
    }

    // MARK: - What may be read

    private struct Tree {
        let folder: String
        let isRepository: Bool
    }

    private func tree(of zoneFile: SourceFile) -> Tree {
        state.withLock { state in
            if let known = state.trees[zoneFile.path] { return known }
            let folder = AbsolutePath.resolve(zoneFile.folder + "/.").text
            let repository = Self.repository(around: folder)
            let tree = Tree(folder: repository ?? folder, isRepository: repository != nil)
            state.trees[zoneFile.path] = tree
            return tree
        }
    }

    private func isAllowed(_ place: AbsolutePath, _ tree: Tree) -> Bool {
        if let base, place.isBelow(base.tree) { return true }
        guard place.isBelow(tree.folder) else { return false }
        // The repository's own files hold addresses of remotes, and where a program runs for others, passwords.
        return !place.text.split(separator: "/").contains(".git")
    }

    /// Where the file of a text lies, links resolved.
    ///
    /// - Throws: if it is not there any more, or where nothing may be changed: what may be included may be changed.
    func place(ofChanged source: SourceFile) throws(WritingFailure) -> String {
        let zoneFile = source.zoneFile
        guard let real = AbsolutePath.real(source.path) else { throw .system("it cannot be found any more") }
        for tree in [tree(of: zoneFile), repositoryAsWritten(zoneFile)].compactMap(\.self) {
            guard isAllowed(AbsolutePath(text: real), tree) else {
                let isLink = AbsolutePath.isLink(source.path)
                throw WritingFailure(
                    (isLink ? "it is a link, and " : "its folder is behind a link, and ")
                        + outside(tree).dropFirst("it is ".count))
            }
        }
        return real
    }

    /// The repository that a path leads through as it is written: a link in it to a folder elsewhere leads out.
    private func repositoryAsWritten(_ zoneFile: SourceFile) -> Tree? {
        guard !StandardInput.isMeant(zoneFile.path) else { return nil }
        let folder = AbsolutePath.asWritten(zoneFile.folder)
        guard let repository = Self.repository(around: folder), let real = AbsolutePath.real(repository) else {
            return nil
        }
        return Tree(folder: real, isRepository: true)
    }

    private static func repository(around folder: String) -> String? {
        AbsolutePath.ancestors(ofFolder: folder).first { access(($0 == "/" ? "" : $0) + "/.git", F_OK) == 0 }
    }

    private func outside(_ tree: Tree) -> String {
        tree.isRepository
            ? "it is outside the repository of the zone file" : "it is outside the folder of the zone file"
    }

    // MARK: - Reading

    private func read(
        _ candidate: Candidate, _ status: FileStatus, _ tree: Tree, _ zoneFile: SourceFile
    ) -> IncludedFile {
        switch status.kind {
        case .folder: return .notReadable(reason: "it is a folder")
        case .pipe: return .notReadable(reason: "it is a named pipe")
        case .endless(let kind): return .notReadable(reason: "it is \(kind)")
        case .regular: break
        }
        // Links resolved: where it lies is what counts.
        guard let real = AbsolutePath.real(candidate.path) else {
            return .notReadable(reason: SystemError.reason(errno))
        }
        guard isAllowed(AbsolutePath(text: real), tree) else {
            return .notAllowed(reason: "it is a link, and " + outside(tree).dropFirst("it is ".count))
        }
        guard mayRead(status, zoneFile.path) else {
            return .notAllowed(reason: "files are included over and over, \(Self.repetitionLimit >> 20) MiB in all")
        }
        do throws(ReadingFailure) {
            let file = try budget.read { limit throws(ReadingFailure) in
                try FileReader.read(real, named: Self.shown(candidate.path), limit: limit)
            }
            return .read(file, identity: Self.identity(status.inode), folder: candidate.folder)
        } catch {
            if case .tooLarge = error { return .notAllowed(reason: error.reason) }
            return .notReadable(reason: error.reason)
        }
    }

    private func mayRead(_ status: FileStatus, _ zonePath: String) -> Bool {
        state.withLock { state in
            guard !state.read[zonePath, default: []].insert(status.inode).inserted else { return true }
            state.repeatedBytes += status.size
            return state.repeatedBytes <= Self.repetitionLimit
        }
    }

    /// `zones/./hosts.inc` as people write it.
    private static func shown(_ path: String) -> String {
        let parts = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
        return path.hasPrefix("/") ? "/" + parts : parts
    }
}

extension SourceFile {
    /// The file of the zone that this text is a part of.
    fileprivate var zoneFile: SourceFile {
        switch provenance {
        case .given: self
        case .included(let directive): directive.source.zoneFile
        case .generated(let directive, _, _): directive.source.zoneFile
        }
    }

    /// The folder it is in; that of standard input without a name is the working directory.
    fileprivate var folder: String {
        guard !StandardInput.isMeant(path), let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
