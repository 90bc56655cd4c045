import Glibc
import Synchronization
import ZoneFile

/// The files that `$INCLUDE` names, read from the disk.
///
/// Nothing is read outside the fence of the zone file's directory.
final class FileIncludes: IncludeLoading {
    private let base: IncludeBase?
    private let budget: ReadingBudget
    private let state = Mutex(State())

    private struct State {
        /// The tree that each zone file may include from, by its path.
        var fences: [String: Fence] = [:]
        /// What each zone has read, by the path of the zone file.
        var read: [String: Set<FileStatus.Inode>] = [:]
        var repeatedBytes = 0
    }

    /// Files that are included again and again, in octets: a tree of small files can stand for a huge zone.
    private static let repetitionLimit = 256 << 20

    init(base: IncludeBase?, budget: ReadingBudget) {
        self.base = base
        self.budget = budget
    }

    /// The identity that ``load(_:in:)`` gives a file, for those named on the command line.
    static func identity(_ inode: FileStatus.Inode) -> String { "\(inode.device):\(inode.number)" }

    func load(_ path: String, in source: SourceFile) -> IncludedFile {
        guard !path.isEmpty, !path.utf8.contains(0) else { return .notReadable(reason: "this is no name of a file") }
        let zoneFile = source.zoneFile
        let fence = fence(of: zoneFile)
        var refusal: IncludedFile?
        for candidate in candidates(path, source, fence) {
            switch fence.follow(candidate.path, from: candidate.start) {
            case .outside(let reason):
                refusal = refusal ?? .notAllowed(reason: outside(fence, reason))
            case .missing(ENOENT), .missing(ENOTDIR): continue
            case .missing(let code): return .notReadable(reason: SystemError.reason(code))
            case .inside(let real, let status): return read(candidate, real, status, fence, zoneFile)
            }
        }
        return refusal ?? .notReadable(reason: missing(path, source, fence))
    }

    // MARK: - Where to look

    private struct Candidate {
        /// As findings show it.
        let shown: String
        let path: String
        /// The directory that the path counts from, without links.
        let start: String
        /// "`zones`, the folder of the file"; `nil` for an absolute path.
        let folder: String?
    }

    private func candidates(_ path: String, _ source: SourceFile, _ fence: Fence) -> [Candidate] {
        guard !path.isAbsolutePath else { return [Candidate(shown: path, path: path, start: "/", folder: nil)] }
        var candidates: [Candidate] = []
        func add(_ own: String, _ start: String, _ folder: String) {
            let shown = own == "." ? path : own + "/" + path
            candidates.append(Candidate(shown: shown, path: path, start: start, folder: folder))
        }
        if let base { add(base.path, base.tree, "`\(base.path)`, given with `--include-base`") }
        let own = source.folder
        // It exists, because the file does; only that of standard input may be made up.
        if own != ".", let start = AbsolutePath.real(own) { add(own, start, "`\(own)`, the folder of this file") }
        if let working = workingFolder(fence) { add(".", working, "the working directory") }
        return candidates
    }

    /// The working directory, if zones may include files from it; otherwise nothing is looked up there.
    private func workingFolder(_ fence: Fence) -> String? {
        let working = AbsolutePath.resolve(".").text
        return fence.holds(working) ? working : nil
    }

    private func missing(_ path: String, _ source: SourceFile, _ fence: Fence) -> String {
        let reason = SystemError.reason(ENOENT)
        guard !path.isAbsolutePath else { return reason }
        var places: [String] = []
        if let base { places.append("`\(base.path)`") }
        if source.folder != "." { places.append("`\(source.folder)`") }
        let isSearched = workingFolder(fence) != nil
        if isSearched { places.append("the working directory") }
        let last = places.popLast() ?? "`.`"
        let searched = "\(reason) in \(places.isEmpty ? "" : places.joined(separator: ", ") + " or ")\(last)"
        let owner = fence.isRepository ? "the repository of the zone file" : "the folder of the zone file"
        return isSearched ? searched : searched + "; the working directory is outside \(owner) and was not searched"
    }

    // MARK: - What may be read

    private func fence(of zoneFile: SourceFile) -> Fence {
        state.withLock { state in
            if let known = state.fences[zoneFile.path] { return known }
            let fence = Fence(around: AbsolutePath.resolve(zoneFile.folder + "/.").text, base: base)
            state.fences[zoneFile.path] = fence
            return fence
        }
    }

    /// Where the file of a text lies, links resolved.
    ///
    /// - Throws: if it is not there any more, or where nothing may be changed: what may be included may be changed.
    func place(ofChanged source: SourceFile) throws(WritingFailure) -> String {
        let zoneFile = source.zoneFile
        guard let real = AbsolutePath.real(source.path) else { throw .system("it cannot be found any more") }
        let asWritten =
            StandardInput.isMeant(zoneFile.path) ? nil : Fence(asWritten: zoneFile.folder, base: base)
        for fence in [fence(of: zoneFile), asWritten].compactMap(\.self) where !fence.holds(real) {
            let isLink = AbsolutePath.isLink(source.path)
            throw WritingFailure(
                (isLink ? "it is a link, and " : "its folder is behind a link, and ")
                    + outside(fence, .elsewhere).dropFirst("it is ".count))
        }
        return real
    }

    private func outside(_ fence: Fence, _ refusal: Fence.Refusal) -> String {
        let outside =
            "outside " + (fence.isRepository ? "the repository of the zone file" : "the folder of the zone file")
        return switch refusal {
        case .elsewhere: "it is " + outside
        case .linkElsewhere: "it is a link, and " + outside
        case .linkOutOfInner, .git: fence.words(for: refusal)
        }
    }

    // MARK: - Reading

    private func read(
        _ candidate: Candidate, _ real: String, _ status: FileStatus, _ fence: Fence, _ zoneFile: SourceFile
    ) -> IncludedFile {
        switch status.kind {
        case .folder: return .notReadable(reason: "it is a folder")
        case .pipe: return .notReadable(reason: "it is a named pipe")
        case .endless(let kind): return .notReadable(reason: "it is \(kind)")
        case .regular: break
        }
        guard mayRead(status, zoneFile.path) else {
            return .notAllowed(reason: "files are included over and over, \(Self.repetitionLimit >> 20) MiB in all")
        }
        do throws(ReadingFailure) {
            let file = try budget.read { limit throws(ReadingFailure) in
                let file = FileAccess(candidate.shown, at: real, from: "/", behind: fence)
                return try FileReader.read(file, named: Self.shown(candidate.shown), limit: limit)
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
        let parts = path.pathComponents.filter { $0 != "." }.joined(separator: "/")
        return path.isAbsolutePath ? "/" + parts : parts
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
        StandardInput.isMeant(path) ? "." : path.directory
    }
}
