import Glibc

/// Writes files of our own as a whole: nobody ever reads half of one, and Ctrl-C leaves the old file or the new one.
enum WholeFile {
    /// Why no file can be made there, as far as can be told without trying.
    static func obstacle(toMaking path: String) -> Int32? {
        guard errno == ENOENT else { return errno }
        if path.hasSuffix("/") { return EISDIR }
        // What a link leads to is made where that is.
        let folder = AbsolutePath.linkTarget(path).directory
        guard let status = FileStatus(folder) else { return errno }
        guard status.kind == .folder else { return ENOTDIR }
        return folder.withPath { faccessat(AT_FDCWD, $0, W_OK | X_OK, AT_EACCESS) } == 0 ? nil : errno
    }

    /// Why nothing can be written there, as far as can be told without trying; `nil` if nothing speaks against it.
    static func obstacle(to path: String) -> String? {
        if let reason = linkObstacle(to: path) { return reason }
        if FileStatus(path) != nil {
            return path.withPath({ access($0, W_OK) }) == 0 ? nil : SystemError.reason(errno)
        }
        return obstacle(toMaking: path).map(SystemError.reason)
    }

    /// A file that must not be there yet.
    static func create(_ path: String, _ contents: FileContents) throws(WritingFailure) {
        try StopSignals.hold { () throws(WritingFailure) in
            let staged = try StagedFile(path)
            try staged.write(contents, mode: 0o666)
            try staged.finish()
            try staged.appear()
        }
    }

    /// Why a file is not written where links in a repository lead: its author would choose the file that is overwritten,
    /// and with the zones what is written to it. `nil` if nothing speaks against it, as in a path without such links.
    static func linkObstacle(to path: String) -> String? {
        let folder = path.directory
        guard let fence = Fence(asWritten: folder, base: nil),
            case .outside(let refusal) = fence.follow(AbsolutePath.asWritten(path), from: "/")
        else { return nil }
        return switch refusal {
        case .linkElsewhere, .linkOutOfInner: fence.words(for: refusal)
        // Whoever writes `.git` means it.
        case .git: path.pathComponents.contains(".git") ? nil : "it is a link into `.git`"
        case .elsewhere: nil
        }
    }

    /// In the place of what is there, whose mode, owner and group stay, or where nothing is.
    static func write(_ contents: FileContents, to path: String) throws(WritingFailure) {
        if let reason = linkObstacle(to: path) { throw WritingFailure(reason) }
        guard let status = FileStatus(path) else {
            guard errno == ENOENT else { throw .system("it cannot be looked at") }
            // A link that leads nowhere yet: what it leads to is made.
            if FileStatus(itself: path) != nil { return try writeInPlace(contents, path) }
            return try stage(contents, path, over: nil)
        }
        switch status.kind {
        case .folder: throw WritingFailure("it is a folder")
        case .pipe, .endless: try writeInPlace(contents, path)
        case .regular: try stage(contents, AbsolutePath.real(path) ?? path, over: path)
        }
    }

    private static func stage(_ contents: FileContents, _ path: String, over old: String?) throws(WritingFailure) {
        var current: Int32 = -1
        var status = stat()
        if old != nil {
            current = path.withPath { open($0, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY) }
            // Not every file that may be written may be read; the attributes of such a one stay where they are.
            guard current >= 0, fstat(current, &status) == 0 else { return try writeInPlace(contents, path) }
        }
        defer { if current >= 0 { close(current) } }
        // The file has other names, which are to see the same.
        if status.st_nlink > 1 { return try writeInPlace(contents, path) }
        do throws(WritingFailure) {
            try StopSignals.hold { () throws(WritingFailure) in
                let staged = try StagedFile(path)
                try staged.write(contents, mode: current >= 0 ? 0o600 : 0o666)
                if current >= 0 { try staged.keepAttributes(of: current, status) }
                try staged.finish()
                try staged.replace()
            }
        } catch {
            // A file in a folder that is closed to us, or one that a container is lent, can only be written where it is.
            guard old != nil, let code = error.code, Self.bindsToPlace.contains(code) else { throw error }
            try writeInPlace(contents, path)
        }
    }

    private static let bindsToPlace = [EACCES, EPERM, EROFS, EBUSY, EXDEV]

    private static func writeInPlace(_ contents: FileContents, _ path: String) throws(WritingFailure) {
        let descriptor = path.withPath { open($0, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o666) }
        guard descriptor >= 0 else { throw .system("it cannot be opened") }
        defer { close(descriptor) }
        try overwrite(descriptor, with: contents)
    }

    /// Writes to what is open already: devices and pipes too, which cannot be cut and need not be.
    static func overwrite(_ descriptor: Int32, with contents: FileContents) throws(WritingFailure) {
        let isPlain = FileStatus(descriptor: descriptor)?.kind == .regular
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
        // Whoever reads a pipe may take its time, and then Ctrl-C is to be heard.
        guard isPlain else { return try write() }
        try StopSignals.hold { () throws(WritingFailure) in
            _ = ftruncate(descriptor, 0)
            try write()
        }
    }
}
