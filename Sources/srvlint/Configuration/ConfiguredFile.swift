import Glibc
import ZoneFile

/// A file that the configuration names.
struct ConfiguredFile {
    /// As the configuration has it.
    let path: String
    /// The directory of the configuration: absolute, without links.
    let folder: String
    /// `nil` for a configuration that the user names.
    let fence: Fence?
    let place: SourceSpan

    /// Refuses a path that leads out of the fence, whether or not there is a file.
    ///
    /// - Parameter instead: what to do other than move the file.
    func checkFence(_ what: String, instead: String) throws(UsageError) {
        guard let fence, case .outside(let refusal) = fence.follow(path, from: folder) else { return }
        throw UsageError(
            "\(what) cannot be `\(path)`: \(fence.words(for: refusal))", at: place,
            help: ["move the file into \(fence.name), or \(instead)"])
    }

    /// Checks that the file of a pattern without wildcards exists: otherwise its entry would never apply.
    func checkPattern() throws(UsageError) {
        // A pattern does not cause the file to be read, and the user may name that link on the command line.
        if let fence, case .outside(let refusal) = fence.follow(path, from: folder) {
            switch refusal {
            case .linkElsewhere, .linkOutOfInner: return
            case .elsewhere, .git: break
            }
        }
        try checkFence("a pattern", instead: "allow where it is with `--include-base DIR`")
        guard let status = status() else {
            // What cannot be looked at, or a link that leads nowhere yet, may well be meant.
            guard errno == ENOENT || errno == ENOTDIR, !AbsolutePath.isLink(folder + "/" + path) else { return }
            throw UsageError("there is no file `\(path)`", at: place, help: help)
        }
        guard status.kind != .folder else {
            throw UsageError(
                "`\(path)` is a folder, and patterns name files", at: place,
                help: ["for all files in it write `\(path.utf8.last == UInt8(ascii: "/") ? path : path + "/")**`"])
        }
    }

    /// - Returns: `nil` with `errno` set when there is no such file or it must not be looked at.
    private func status() -> FileStatus? {
        guard let fence else { return FileStatus(folder + "/" + path) }
        switch fence.follow(path, from: folder) {
        case .inside(_, let status): return status
        case .missing(let code): errno = code
        case .outside: errno = EACCES
        }
        return nil
    }

    private var help: [String] {
        let (own, name) = path.splitAtName
        let note = "paths count from the folder of the configuration"
        return FoundFiles.nearest(to: name, among: entries(own)).map { ["did you mean `\(own)\($0)`?"] } ?? [note]
    }

    private func entries(_ own: String) -> [String] {
        guard let fence else { return Folder.entries(folder + "/" + own) ?? [] }
        guard case .inside(let real, let status) = fence.follow(own, from: folder), status.kind == .folder else {
            return []
        }
        let descriptor = fence.open(real, O_RDONLY | O_DIRECTORY | O_NONBLOCK)
        return descriptor >= 0 ? Folder.entries(descriptor) ?? [] : []
    }
}
