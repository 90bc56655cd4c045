import CXAttr
import Glibc
import ZoneFile

/// New contents of a file, written beside it and put in its place as a whole.
///
/// The file keeps its mode, group and extended attributes, and its owner where the system permits. Whatever fails, the
/// file stays as it was and nothing is left beside it. Symbolic links are not followed here: the path is a real one.
final class FileReplacement {
    /// Why a file is not replaced; the reason is a clause: "it is read-only".
    struct Failure: Error {
        let reason: String

        init(_ reason: String) { self.reason = reason }

        static func system(_ call: String) -> Failure { Failure("\(call): \(SystemError.reason(errno))") }
    }

    private let folder: Int32
    private let name: String
    private let temporaryName: String
    private let old: stat
    private var isInPlace = false
    private var hasTemporary = false

    /// Replaces the file at once.
    ///
    /// - Parameters:
    ///   - path: real, without links.
    ///   - read: what was read of the file. If it holds anything else by now, it is left alone.
    static func replace(_ path: String, read: SourceFile, with bytes: [UInt8]) throws(Failure) {
        try SignalsHeld.run { () throws(Failure) in
            let replacement = try FileReplacement(path, read: read, with: bytes)
            try replacement.commit()
        }
    }

    /// Finds out, as far as can be told without trying, whether a file could be replaced.
    static func check(_ path: String) throws(Failure) {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw .system("it cannot be looked at") }
        try checkKind(status)
        guard faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0 else { throw notWritable }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0 else {
            throw .system("its folder cannot be written to")
        }
    }

    private static var notWritable: Failure {
        errno == EACCES ? Failure("it is read-only") : .system("it cannot be written")
    }

    /// Writes the new contents beside the file. Call it, and ``commit()``, with signals held.
    init(_ path: String, read: SourceFile, with bytes: [UInt8]) throws(Failure) {
        let slash = path.lastIndex(of: "/")
        let folderPath = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        temporaryName = Self.temporaryName()
        folder = open(folderPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else {
            old = stat()
            throw .system("its folder cannot be opened")
        }
        let current = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard current >= 0 else {
            old = stat()
            throw .system("it cannot be opened again")
        }
        defer { close(current) }
        var status = stat()
        guard fstat(current, &status) == 0 else {
            old = stat()
            throw .system("it cannot be looked at")
        }
        old = status
        try Self.checkKind(old)
        guard faccessat(folder, name, W_OK, AT_EACCESS) == 0 else { throw Self.notWritable }
        guard Self.holds(current, read) else { throw Self.changed }
        try write(bytes, attributesOf: current)
    }

    deinit {
        guard folder >= 0 else { return }
        if hasTemporary, !isInPlace { unlinkat(folder, temporaryName, 0) }
        close(folder)
    }

    /// Puts the new contents in the place of the old.
    func commit() throws(Failure) {
        // The last moment to see that somebody else has written.
        var now = stat()
        guard fstatat(folder, name, &now, AT_SYMLINK_NOFOLLOW) == 0, Self.isSame(old, now) else { throw Self.changed }
        guard renameat(folder, temporaryName, folder, name) == 0 else { throw .system("it cannot be replaced") }
        // Should the machine stop now, the folder has the old file or the new one, both whole.
        isInPlace = true
    }

    // MARK: - The file as it is

    private static let changed = Failure("it has changed since it was read")

    private static func checkKind(_ status: stat) throws(Failure) {
        guard status.st_mode & S_IFMT == S_IFREG else { throw Failure("it is no regular file") }
        guard status.st_nlink == 1 else {
            throw Failure(
                "it has \(status.st_nlink) names (hard links), and only one of them would get the new contents"
            )
        }
        // The superuser may write to it all the same; whoever took the right away did not mean to.
        guard status.st_mode & 0o222 != 0 else { throw Failure("it is read-only") }
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

    // MARK: - The file as it is to be

    /// Hidden, and no zone file by its name, should somebody list the folder meanwhile.
    private static func temporaryName() -> String {
        ".srvlint-" + String(UInt64.random(in: .min ... .max), radix: 36) + ".tmp"
    }

    private func write(_ bytes: [UInt8], attributesOf current: Int32) throws(Failure) {
        let new = openat(folder, temporaryName, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard new >= 0 else {
            throw .system("no file can be written beside it")
        }
        hasTemporary = true
        var isOpen = true
        defer { if isOpen { close(new) } }
        do throws(OutputError) {
            try FileOutput.write(bytes, to: new, named: name)
        } catch {
            guard case .failed(_, let reason) = error else { throw Failure("its new text cannot be written") }
            throw Failure("its new text cannot be written: \(reason)")
        }
        try keepOwner(new)
        ExtendedAttributes.copy(from: current, to: new)
        guard fchmod(new, old.st_mode & 0o7777) == 0 else { throw .system("its mode cannot be kept") }
        guard fsync(new) == 0 else { throw .system("its new text cannot be written") }
        isOpen = false
        guard close(new) == 0 else { throw .system("its new text cannot be written") }
    }

    /// Another's file in a shared folder becomes ours; its group must stay, or a name server might not read it any more.
    private func keepOwner(_ new: Int32) throws(Failure) {
        var status = stat()
        guard fstat(new, &status) == 0 else { throw .system("it cannot be looked at") }
        if status.st_uid == old.st_uid, status.st_gid == old.st_gid { return }
        if fchown(new, old.st_uid, old.st_gid) == 0 || fchown(new, uid_t.max, old.st_gid) == 0 { return }
        throw .system("its group cannot be kept")
    }
}

/// Access control lists and the like.
private enum ExtendedAttributes {
    /// Copies what the system lets us copy: it sets some of them by itself and refuses others.
    static func copy(from old: Int32, to new: Int32) {
        let size = flistxattr(old, nil, 0)
        guard size > 0 else { return }
        var names = [CChar](repeating: 0, count: size)
        let count = flistxattr(old, &names, size)
        guard count > 0 else { return }
        for name in names[..<count].split(separator: 0) {
            let name = Array(name) + [0]
            let length = fgetxattr(old, name, nil, 0)
            guard length >= 0 else { continue }
            var value = [UInt8](repeating: 0, count: length)
            let read = fgetxattr(old, name, &value, length)
            if read >= 0 { fsetxattr(new, name, value, read, 0) }
        }
    }
}

/// Keeps Ctrl-C and its kin waiting while files are replaced, so that none is left half done.
enum SignalsHeld {
    static func run<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        var held = sigset_t()
        var before = sigset_t()
        sigemptyset(&held)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP] { sigaddset(&held, signal) }
        pthread_sigmask(SIG_BLOCK, &held, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return try body()
    }
}
