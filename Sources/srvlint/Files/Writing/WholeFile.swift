import Glibc

/// Writes reports and other files of this program atomically: no reader sees half a file, and Ctrl-C leaves the old file or
/// the new one.
enum WholeFile {
    /// Why no file can be created at a path, as far as is known without trying it; `nil` if it seems possible. To be called
    /// when the status of the path could not be read, with the `errno` of that.
    static func obstacle(toMaking path: String) -> Int32? {
        guard errno == ENOENT else { return errno }
        if path.hasSuffix("/") { return EISDIR }
        // A dangling symbolic link: its target is created.
        let directory = AbsolutePath.linkTarget(path).directory
        guard let status = FileStatus(directory) else { return errno }
        guard status.kind == .directory else { return ENOTDIR }
        return directory.withPath { faccessat(AT_FDCWD, $0, W_OK | X_OK, AT_EACCESS) } == 0 ? nil : errno
    }

    /// Why a file cannot be written, as far as is known without trying it; `nil` if it seems possible.
    static func obstacle(to path: String) -> String? {
        if let reason = linkObstacle(to: path) { return reason }
        if FileStatus(path) != nil {
            return path.withPath({ access($0, W_OK) }) == 0 ? nil : SystemError.reason(errno)
        }
        return obstacle(toMaking: path).map(SystemError.reason)
    }

    /// Creates a file. Fails with `EEXIST` if it exists.
    static func create(_ path: String, _ contents: FileContents) throws(WritingFailure) {
        try TerminationSignals.deferred { () throws(WritingFailure) in
            let staged = try StagedFile(path)
            try staged.write(contents, mode: 0o666)
            try staged.finish()
            try staged.createLink()
        }
    }

    /// Why a file is not written through the symbolic links of a repository: its author would choose the file that is
    /// overwritten and, with the zones, its contents. `nil` if no such link leads outside.
    static func linkObstacle(to path: String) -> String? {
        guard let fence = Fence(asWritten: path.directory, base: nil),
            case .outside(let refusal) = fence.follow(AbsolutePath.asWritten(path), from: "/")
        else { return nil }
        return switch refusal {
        case .linkElsewhere, .linkOutOfInner: fence.words(for: refusal)
        // A user who writes `.git` means it.
        case .git: path.pathComponents.contains(".git") ? nil : "symbolic link into `.git`"
        case .elsewhere: nil
        }
    }

    /// Writes a file. An existing one keeps its mode, owner and group.
    static func write(_ contents: FileContents, to path: String) throws(WritingFailure) {
        if let reason = linkObstacle(to: path) { throw WritingFailure(reason) }
        guard let status = FileStatus(path) else {
            guard errno == ENOENT else { throw .system("its status cannot be read") }
            // A dangling symbolic link: its target is created.
            if FileStatus(itself: path) != nil { return try writeInPlace(contents, path) }
            return try stage(contents, path, over: nil)
        }
        switch status.kind {
        case .directory: throw WritingFailure("it is a directory")
        case .pipe, .endless: try writeInPlace(contents, path)
        case .regular: try stage(contents, AbsolutePath.real(path) ?? path, over: path)
        }
    }

    private static func stage(_ contents: FileContents, _ path: String, over old: String?) throws(WritingFailure) {
        var current: Int32 = -1
        var status = stat()
        if old != nil {
            current = path.withPath { open($0, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY) }
            // A file that is writable but not readable is overwritten, which keeps its attributes.
            guard current >= 0, fstat(current, &status) == 0 else { return try writeInPlace(contents, path) }
        }
        defer { if current >= 0 { close(current) } }
        // All hard links must see the new contents.
        if status.st_nlink > 1 { return try writeInPlace(contents, path) }
        do throws(WritingFailure) {
            try TerminationSignals.deferred { () throws(WritingFailure) in
                let staged = try StagedFile(path)
                try staged.write(contents, mode: current >= 0 ? 0o600 : 0o666)
                if current >= 0 { try staged.keepAttributes(of: current, status) }
                try staged.finish()
                try staged.replace()
            }
        } catch {
            // In a directory that is not writable, or if the file is a mount point, it can only be overwritten.
            guard old != nil, let code = error.code, Self.preventsReplacement.contains(code) else { throw error }
            try writeInPlace(contents, path)
        }
    }

    private static let preventsReplacement = [EACCES, EPERM, EROFS, EBUSY, EXDEV]

    private static func writeInPlace(_ contents: FileContents, _ path: String) throws(WritingFailure) {
        let descriptor = path.withPath { open($0, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o666) }
        guard descriptor >= 0 else { throw .system("it cannot be opened") }
        defer { close(descriptor) }
        try overwrite(descriptor, with: contents)
    }

    /// Overwrites an open file. Devices and pipes, which cannot be truncated, are written to.
    static func overwrite(_ descriptor: Int32, with contents: FileContents) throws(WritingFailure) {
        let isRegular = FileStatus(descriptor: descriptor)?.kind == .regular
        func write() throws(WritingFailure) {
            try contents.each { bytes throws(WritingFailure) in
                do throws(OutputError) {
                    try FileOutput.write(bytes, to: descriptor, named: "")
                } catch {
                    guard case .failed(_, let reason) = error else { return }
                    throw WritingFailure(reason)
                }
            }
        }
        // The reader of a pipe may be slow, so Ctrl-C must work meanwhile.
        guard isRegular else { return try write() }
        try TerminationSignals.deferred { () throws(WritingFailure) in
            _ = ftruncate(descriptor, 0)
            try write()
        }
    }
}
