import Glibc

/// Writes files of our own as a whole: nobody ever reads half of one, and Ctrl-C leaves the old file or the new one.
enum WholeFile {
    /// A file that must not be there yet.
    static func create(_ path: String, _ bytes: [UInt8]) throws(WritingFailure) {
        try SignalsHeld.run { () throws(WritingFailure) in
            let staged = try StagedFile(path)
            try staged.write(bytes, mode: 0o666)
            try staged.finish()
            try staged.appear()
        }
    }

    /// In the place of what is there, whose mode, owner and group stay, or where nothing is.
    static func write(_ bytes: [UInt8], to path: String) throws(WritingFailure) {
        guard let status = FileStatus(path) else {
            guard errno == ENOENT else { throw .system("it cannot be looked at") }
            var link = stat()
            // A link that leads nowhere yet: what it leads to is made.
            if lstat(path, &link) == 0 { return try writeInPlace(bytes, path) }
            return try stage(bytes, path, over: nil)
        }
        switch status.kind {
        case .folder: throw WritingFailure("it is a folder")
        case .pipe, .endless: try writeInPlace(bytes, path)
        case .regular: try stage(bytes, AbsolutePath.real(path) ?? path, over: path)
        }
    }

    private static func stage(_ bytes: [UInt8], _ path: String, over old: String?) throws(WritingFailure) {
        var current: Int32 = -1
        var status = stat()
        if old != nil {
            current = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
            // Not every file that may be written may be read; the attributes of such a one stay where they are.
            guard current >= 0, fstat(current, &status) == 0 else { return try writeInPlace(bytes, path) }
        }
        defer { if current >= 0 { close(current) } }
        // The file has other names, which are to see the same.
        if status.st_nlink > 1 { return try writeInPlace(bytes, path) }
        do throws(WritingFailure) {
            try SignalsHeld.run { () throws(WritingFailure) in
                let staged = try StagedFile(path)
                try staged.write(bytes, mode: current >= 0 ? 0o600 : 0o666)
                if current >= 0 { try staged.keepAttributes(of: current, status) }
                try staged.finish()
                try staged.replace()
            }
        } catch {
            // A file in a folder that is closed to us, or one that a container is lent, can only be written where it is.
            guard old != nil, let code = error.code, Self.bindsToPlace.contains(code) else { throw error }
            try writeInPlace(bytes, path)
        }
    }

    private static let bindsToPlace = [EACCES, EPERM, EROFS, EBUSY, EXDEV]

    private static func writeInPlace(_ bytes: [UInt8], _ path: String) throws(WritingFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o666)
        guard descriptor >= 0 else { throw .system("it cannot be opened") }
        defer { close(descriptor) }
        try overwrite(descriptor, with: bytes)
    }

    /// Writes to what is open already: devices and pipes too, which cannot be cut and need not be.
    static func overwrite(_ descriptor: Int32, with bytes: [UInt8]) throws(WritingFailure) {
        let isPlain = FileStatus(descriptor: descriptor)?.kind == .regular
        func write() throws(WritingFailure) {
            do throws(OutputError) {
                try FileOutput.write(bytes, to: descriptor, named: "")
            } catch {
                guard case .failed(_, let reason) = error else { return }
                throw WritingFailure(reason)
            }
        }
        // Whoever reads a pipe may take its time, and then Ctrl-C is to be heard.
        guard isPlain else { return try write() }
        try SignalsHeld.run { () throws(WritingFailure) in
            _ = ftruncate(descriptor, 0)
            try write()
        }
    }
}
