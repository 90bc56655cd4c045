import Glibc
import ZoneFile

/// New contents of a file that was read, put in its place as a whole.
///
/// The file keeps its mode, group and extended attributes, and its owner where the system permits. Whatever fails, the
/// file stays as it was and nothing is left beside it. Symbolic links are not followed here: the path is a real one.
final class FileReplacement {
    private let staged: StagedFile
    private let old: stat

    /// Replaces the file at once.
    ///
    /// - Parameters:
    ///   - path: real, without links.
    ///   - read: what was read of the file. If it holds anything else by now, it is left alone.
    static func replace(_ path: String, read: SourceFile, with bytes: [UInt8]) throws(WritingFailure) {
        try StopSignals.hold { () throws(WritingFailure) in
            let replacement = try FileReplacement(path, read: read, with: bytes)
            try replacement.commit()
        }
    }

    /// Finds out, as far as can be told without trying, whether a file could be replaced.
    static func check(_ path: String) throws(WritingFailure) {
        var status = stat()
        guard path.withPath({ lstat($0, &status) }) == 0 else { throw .system("it cannot be looked at") }
        try checkKind(status)
        guard path.withPath({ faccessat(AT_FDCWD, $0, W_OK, AT_EACCESS) }) == 0 else { throw .notWritable }
        guard path.directory.withPath({ faccessat(AT_FDCWD, $0, W_OK | X_OK, AT_EACCESS) }) == 0 else {
            throw .system("its folder cannot be written to")
        }
    }

    /// Writes the new contents beside the file. Call it, and ``commit()``, with signals held.
    init(_ path: String, read: SourceFile, with bytes: [UInt8]) throws(WritingFailure) {
        let staged = try StagedFile(path)
        self.staged = staged
        let current = staged.name.withPath {
            openat(staged.folder, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        }
        guard current >= 0 else { throw .system("it cannot be opened again") }
        defer { close(current) }
        var status = stat()
        guard fstat(current, &status) == 0 else { throw .system("it cannot be looked at") }
        old = status
        try Self.checkKind(old)
        guard staged.name.withPath({ faccessat(staged.folder, $0, W_OK, AT_EACCESS) }) == 0 else { throw .notWritable }
        guard Self.holds(current, read) else { throw Self.changed }
        try staged.write(FileContents(bytes), mode: 0o600)
        try staged.keepAttributes(of: current, old)
        try staged.finish()
    }

    /// Puts the new contents in the place of the old.
    func commit() throws(WritingFailure) {
        // The last moment to see that somebody else has written.
        var now = stat()
        let isThere = staged.name.withPath { fstatat(staged.folder, $0, &now, AT_SYMLINK_NOFOLLOW) } == 0
        guard isThere, Self.isSame(old, now) else { throw Self.changed }
        try staged.replace()
    }

    // MARK: - The file as it is

    private static let changed = WritingFailure("it has changed since it was read")

    private static func checkKind(_ status: stat) throws(WritingFailure) {
        guard status.st_mode & S_IFMT == S_IFREG else { throw WritingFailure("it is no regular file") }
        guard status.st_nlink == 1 else {
            throw WritingFailure(
                "it has \(status.st_nlink) names (hard links), and only one of them would get the new contents"
            )
        }
        // The superuser may write to it all the same; whoever took the right away did not mean to.
        guard status.st_mode & 0o222 != 0 else { throw WritingFailure("it is read-only") }
    }

    private static func isSame(_ left: stat, _ right: stat) -> Bool {
        left.st_dev == right.st_dev && left.st_ino == right.st_ino && left.st_size == right.st_size
            && left.st_nlink == right.st_nlink
            && left.st_mtim.tv_sec == right.st_mtim.tv_sec && left.st_mtim.tv_nsec == right.st_mtim.tv_nsec
            && left.st_ctim.tv_sec == right.st_ctim.tv_sec && left.st_ctim.tv_nsec == right.st_ctim.tv_nsec
    }

    /// Whether the file holds exactly what was read: times may lie, and a file may be read while it is written.
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
