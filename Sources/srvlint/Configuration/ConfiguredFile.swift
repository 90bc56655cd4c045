import Glibc
import ZoneFile

/// A file that the configuration names.
struct ConfiguredFile {
    /// As written in the configuration.
    let path: String
    /// The directory of the configuration: absolute, without symbolic links.
    let directory: String
    /// `nil` if the user named the configuration.
    let fence: Fence?
    let span: SourceSpan

    /// Refuses a path outside the fence, whether or not the file exists.
    ///
    /// - Parameters:
    ///   - what: the key, in messages.
    ///   - instead: an alternative to moving the file.
    func checkFence(_ what: String, instead: String) throws(UsageError) {
        guard let fence, case .outside(let refusal) = fence.follow(path, from: directory) else { return }
        throw UsageError(
            "\(what) cannot be `\(path)`: \(fence.words(for: refusal))", at: span,
            help: ["move the file into \(fence.name), or \(instead)"])
    }

    /// Checks that the file of a pattern without wildcards exists: otherwise its entry would never apply.
    func checkPattern() throws(UsageError) {
        // A pattern alone does not cause the file to be read, and the user may give that link on the command line.
        if let fence, case .outside(let refusal) = fence.follow(path, from: directory) {
            switch refusal {
            case .linkElsewhere, .linkOutOfInner: return
            case .elsewhere, .git: break
            }
        }
        try checkFence("a pattern", instead: "allow its directory with `--include-base DIR`")
        guard let status = status() else {
            // An inaccessible file or a dangling link may be intended.
            guard errno == ENOENT || errno == ENOTDIR, !AbsolutePath.isLink(directory + "/" + path) else { return }
            throw UsageError("there is no file `\(path)`", at: span, help: help)
        }
        guard status.kind != .directory else {
            throw UsageError(
                "`\(path)` is a directory, but patterns match files", at: span,
                help: ["to match all files in it, write `\(path.utf8.last == UInt8(ascii: "/") ? path : path + "/")**`"]
            )
        }
    }

    /// - Returns: `nil` with `errno` set if the file is missing or access is not allowed.
    private func status() -> FileStatus? {
        guard let fence else { return FileStatus(directory + "/" + path) }
        switch fence.follow(path, from: directory) {
        case .inside(_, let status): return status
        case .missing(let code): errno = code
        case .outside: errno = EACCES
        }
        return nil
    }

    private var help: [String] {
        let (own, name) = path.splitAtName
        let note = "paths are relative to the directory of the configuration"
        return FoundFiles.nearest(to: name, among: entries(own)).map { ["did you mean `\(own)\($0)`?"] } ?? [note]
    }

    private func entries(_ own: String) -> [String] {
        guard let fence else { return Directory.entries(directory + "/" + own) ?? [] }
        guard case .inside(let real, let status) = fence.follow(own, from: directory), status.kind == .directory else {
            return []
        }
        let descriptor = fence.open(real, O_RDONLY | O_DIRECTORY | O_NONBLOCK)
        return descriptor >= 0 ? Directory.entries(descriptor) ?? [] : []
    }
}
