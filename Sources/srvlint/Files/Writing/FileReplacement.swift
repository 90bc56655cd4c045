import Glibc
import ZoneFile

/// Replaces the contents of a file that was read, atomically.
///
/// The file keeps its mode, group and extended attributes, and its owner if the system permits. If anything fails, the file
/// is unchanged and no temporary file is left. Symbolic links are not followed: the path must be resolved.
final class FileReplacement {
    private let staged: StagedFile
    private let old: stat

    /// Replaces the contents of a file.
    ///
    /// - Parameters:
    ///   - path: without symbolic links.
    ///   - read: the contents that were read. A file with other contents is not replaced.
    static func replace(_ path: String, read: SourceFile, with bytes: [UInt8]) throws(WritingFailure) {
        try TerminationSignals.deferred { () throws(WritingFailure) in
            let replacement = try FileReplacement(path, read: read, with: bytes)
            try replacement.commit()
        }
    }

    /// Checks whether a file can be replaced, as far as possible without trying it.
    static func check(_ path: String) throws(WritingFailure) {
        var status = stat()
        guard path.withPath({ lstat($0, &status) }) == 0 else { throw .system("its status cannot be read") }
        try checkKind(status)
        guard path.withPath({ faccessat(AT_FDCWD, $0, W_OK, AT_EACCESS) }) == 0 else { throw .notWritable }
        guard path.directory.withPath({ faccessat(AT_FDCWD, $0, W_OK | X_OK, AT_EACCESS) }) == 0 else {
            throw .system("its directory is not writable")
        }
    }

    /// Writes the new contents to a temporary file. To be called, like ``commit()``, with signals deferred.
    init(_ path: String, read: SourceFile, with bytes: [UInt8]) throws(WritingFailure) {
        let staged = try StagedFile(path)
        self.staged = staged
        let current = staged.name.withPath {
            openat(staged.directory, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        }
        guard current >= 0 else { throw .system("it cannot be reopened") }
        defer { close(current) }
        var status = stat()
        guard fstat(current, &status) == 0 else { throw .system("its status cannot be read") }
        old = status
        try Self.checkKind(old)
        guard staged.name.withPath({ faccessat(staged.directory, $0, W_OK, AT_EACCESS) }) == 0 else {
            throw .notWritable
        }
        guard Self.holds(current, read) else { throw Self.changed }
        try staged.write(FileContents(bytes), mode: 0o600)
        try staged.keepAttributes(of: current, old)
        try staged.finish()
    }

    /// Replaces the file by the temporary one.
    func commit() throws(WritingFailure) {
        // The last chance to notice that another program has written to the file.
        var now = stat()
        let exists = staged.name.withPath { fstatat(staged.directory, $0, &now, AT_SYMLINK_NOFOLLOW) } == 0
        guard exists, Self.isSame(old, now) else { throw Self.changed }
        try staged.replace()
    }

    // MARK: - The current file

    private static let changed = WritingFailure("it has changed since it was read")

    private static func checkKind(_ status: stat) throws(WritingFailure) {
        guard status.st_mode & S_IFMT == S_IFREG else { throw WritingFailure("it is not a regular file") }
        guard status.st_nlink == 1 else {
            throw WritingFailure(
                "it has \(status.st_nlink) names (hard links), and only one of them would get the new contents"
            )
        }
        // Root could write to it, but it was made read-only on purpose.
        guard status.st_mode & 0o222 != 0 else { throw WritingFailure("it is read-only") }
    }

    private static func isSame(_ left: stat, _ right: stat) -> Bool {
        left.st_dev == right.st_dev && left.st_ino == right.st_ino && left.st_size == right.st_size
            && left.st_nlink == right.st_nlink
            && left.st_mtim.tv_sec == right.st_mtim.tv_sec && left.st_mtim.tv_nsec == right.st_mtim.tv_nsec
            && left.st_ctim.tv_sec == right.st_ctim.tv_sec && left.st_ctim.tv_nsec == right.st_ctim.tv_nsec
    }

    /// Whether the file has exactly the contents that were read. Time stamps do not prove that, and the file may have been
    /// read while it was being written.
    private static func holds(_ descriptor: Int32, _ source: SourceFile) -> Bool {
        source.withBytes { expected in
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            var offset = 0
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return count == 0 && offset == expected.count }
                guard offset + count <= expected.count, let base = expected.baseAddress,
                    memcmp(buffer, base + offset, count) == 0
                else { return false }
                offset += count
            }
        }
    }
}
