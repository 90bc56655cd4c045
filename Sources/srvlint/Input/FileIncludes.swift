import Diagnostics
import Glibc
import Synchronization
import ZoneFile

/// Reads the files that `$INCLUDE` names.
///
/// Nothing is read outside the fence of the zone file's directory.
final class FileIncludes: IncludeLoading {
    private let base: IncludeBase?
    private let budget: ReadingBudget
    private let state = Mutex(State())

    private struct State {
        /// The tree that each zone file may include from, by the path of the zone file.
        var fences: [String: Fence] = [:]
        /// The files that each zone has included, by the path of the zone file.
        var read: [String: Set<FileStatus.Inode>] = [:]
        var repeatedBytes = 0
    }

    /// The limit for files that are included repeatedly, in bytes: a tree of small files can stand for a huge zone.
    private static let repetitionLimit = 256 << 20

    init(base: IncludeBase?, budget: ReadingBudget) {
        self.base = base
        self.budget = budget
    }

    /// The identity of a file on the command line, as ``load(_:in:)`` sets it for included ones.
    static func identity(_ inode: FileStatus.Inode) -> String { "\(inode.device):\(inode.number)" }

    func load(_ path: String, in source: SourceFile) -> IncludedFile {
        guard !path.isEmpty, !path.utf8.contains(0) else { return .notReadable(reason: "this is not a file name") }
        let zoneFile = source.zoneFile
        let fence = fence(of: zoneFile)
        var refusal: IncludedFile?
        for candidate in candidates(path, source, fence) {
            switch fence.follow(candidate.path, from: candidate.start) {
            case .outside(let reason):
                refusal = refusal ?? .notAllowed(reason: words(for: reason, fence))
            case .missing(ENOENT), .missing(ENOTDIR): continue
            case .missing(let code): return .notReadable(reason: SystemError.reason(code))
            case .inside(let real, let status): return read(candidate, real, status, fence, zoneFile)
            }
        }
        return refusal ?? .notReadable(reason: missing(path, source, fence))
    }

    // MARK: - Searching

    private struct Candidate {
        /// The path in findings.
        let shown: String
        let path: String
        /// The directory that the path is relative to, without symbolic links.
        let start: String
        /// The description of that directory, "`zones`, the directory of this file"; `nil` for an absolute path.
        let directory: String?
    }

    private func candidates(_ path: String, _ source: SourceFile, _ fence: Fence) -> [Candidate] {
        guard !path.isAbsolutePath else { return [Candidate(shown: path, path: path, start: "/", directory: nil)] }
        var candidates: [Candidate] = []
        func add(_ prefix: String, _ start: String, _ directory: String) {
            let shown = prefix == "." ? path : prefix.appendingComponent(path)
            candidates.append(Candidate(shown: shown, path: path, start: start, directory: directory))
        }
        if let base { add(base.path, base.tree, "`\(base.path)`, given with `--include-base`") }
        let own = source.directory
        // It exists, because the file does, except perhaps with `--stdin-filename`.
        if own != ".", let start = AbsolutePath.real(own) { add(own, start, "`\(own)`, the directory of this file") }
        if let working = workingDirectory(fence) { add(".", working, "the working directory") }
        return candidates
    }

    /// The working directory, if zones may include files from it; otherwise nothing is looked up there.
    private func workingDirectory(_ fence: Fence) -> String? {
        let working = AbsolutePath.resolve(".").text
        return fence.holds(working) ? working : nil
    }

    private func missing(_ path: String, _ source: SourceFile, _ fence: Fence) -> String {
        let reason = SystemError.reason(ENOENT)
        guard !path.isAbsolutePath else { return reason }
        var directories: [String] = []
        if let base { directories.append("`\(base.path)`") }
        if source.directory != "." { directories.append("`\(source.directory)`") }
        let isSearched = workingDirectory(fence) != nil
        if isSearched { directories.append("the working directory") }
        let searched = "\(reason) in \(directories.isEmpty ? "`.`" : Words.list(directories, "or"))"
        return isSearched
            ? searched
            : searched + " (the working directory is outside \(Self.name(of: fence)) and was not searched)"
    }

    // MARK: - The fence

    private func fence(of zoneFile: SourceFile) -> Fence {
        state.withLock { state in
            if let known = state.fences[zoneFile.path] { return known }
            let fence = Fence(around: AbsolutePath.resolve(zoneFile.directory + "/.").text, base: base)
            state.fences[zoneFile.path] = fence
            return fence
        }
    }

    /// The path of the file of a text, symbolic links resolved.
    ///
    /// - Throws: if it no longer exists, or if it must not be changed: only files that may be included may be changed.
    func realPath(ofChanged source: SourceFile) throws(WritingFailure) -> String {
        let zoneFile = source.zoneFile
        guard let real = AbsolutePath.real(source.path) else { throw .system("it can no longer be found") }
        let asWritten =
            StandardInput.matches(zoneFile.path) ? nil : Fence(asWritten: zoneFile.directory, base: base)
        for fence in [fence(of: zoneFile), asWritten].compactMap(\.self) where !fence.holds(real) {
            let isLink = AbsolutePath.isLink(source.path)
            throw WritingFailure(
                (isLink ? "" : "its path leads through a ") + words(for: .linkElsewhere, fence))
        }
        return real
    }

    private func words(for refusal: Fence.Refusal, _ fence: Fence) -> String {
        let outside = "outside " + Self.name(of: fence)
        return switch refusal {
        case .elsewhere: "it is " + outside
        case .linkElsewhere: "symbolic link to " + outside
        case .linkOutOfInner, .git: fence.words(for: refusal)
        }
    }

    private static func name(of fence: Fence) -> String { "\(fence.name) of the zone file" }

    // MARK: - Reading

    private func read(
        _ candidate: Candidate, _ real: String, _ status: FileStatus, _ fence: Fence, _ zoneFile: SourceFile
    ) -> IncludedFile {
        switch status.kind {
        case .directory: return .notReadable(reason: "it is a directory")
        case .pipe: return .notReadable(reason: "it is a named pipe")
        case .endless(let kind): return .notReadable(reason: "it is \(kind)")
        case .regular: break
        }
        guard mayRead(status, zoneFile.path) else {
            return .notAllowed(reason: "repeated includes exceed \(Self.repetitionLimit >> 20) MiB")
        }
        do throws(ReadingFailure) {
            let file = try budget.read { limit throws(ReadingFailure) in
                let file = FileAccess(candidate.shown, at: real, from: "/", behind: fence)
                return try FileReader.read(file, named: Self.shown(candidate.shown), limit: limit)
            }
            return .read(file, identity: Self.identity(status.inode), folder: candidate.directory)
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

    /// The path without `.` components.
    private static func shown(_ path: String) -> String {
        let components = path.pathComponents.filter { $0 != "." }
        return path.isAbsolutePath ? String(absoluteComponents: components) : components.joined(separator: "/")
    }
}

extension SourceFile {
    /// The file of the zone that this text belongs to.
    fileprivate var zoneFile: SourceFile {
        switch provenance {
        case .given: self
        case .included(let directive): directive.source.zoneFile
        case .generated(let directive, _, _): directive.source.zoneFile
        }
    }

    /// The directory of the file; of standard input without a name, the working directory.
    fileprivate var directory: String {
        StandardInput.matches(path) ? "." : path.directory
    }
}
