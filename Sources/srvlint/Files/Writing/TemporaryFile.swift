import Glibc
import Synchronization

/// Temporary files, each of which replaces a file in the same directory once it is complete: `.srvlint-0123456789abc.tmp`.
///
/// A run that is killed leaves its temporary file behind. While a run is alive it holds a lock on the file, and the lock
/// ends with the process, so that the next run recognises leftovers and removes them.
enum TemporaryFile {
    private static let prefix = ".srvlint-"
    private static let suffix = ".tmp"
    /// The directories that this run has searched for leftovers.
    private static let searched = Mutex<Set<FileStatus.Inode>>([])

    /// Creates a locked file and registers it in ``UnfinishedFiles``.
    ///
    /// - Returns: its name and descriptor; `nil` with `errno` set if that fails.
    static func create(in directory: Int32, mode: mode_t) -> (name: String, descriptor: Int32)? {
        for _ in 0..<maximumAttempts {
            // Hidden and without the name of a zone file, in case another program lists the directory.
            let number = String(UInt64.random(in: .min ... .max), radix: 36)
            let name = prefix + String(repeating: "0", count: max(0, 13 - number.utf8.count)) + number + suffix
            UnfinishedFiles.add(name, in: directory)
            let descriptor = openat(directory, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
            guard descriptor >= 0 else {
                let code = errno
                UnfinishedFiles.remove(name)
                errno = code
                return nil
            }
            // On a file system without locks, no run removes leftovers either.
            let isTaken = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
            // Another run may have taken the file for a leftover before it was locked.
            if !isTaken, isNamed(descriptor, name, in: directory) { return (name, descriptor) }
            UnfinishedFiles.remove(name)
            close(descriptor)
        }
        errno = EBUSY
        return nil
    }

    private static let maximumAttempts = 100

    private static func isNamed(_ descriptor: Int32, _ name: String, in directory: Int32) -> Bool {
        var status = stat()
        var named = stat()
        return fstat(descriptor, &status) == 0 && fstatat(directory, name, &named, AT_SYMLINK_NOFOLLOW) == 0
            && status.st_dev == named.st_dev && status.st_ino == named.st_ino
    }

    /// Removes the leftovers of killed runs: regular files of this user with such a name that no process has locked.
    static func removeLeftovers(in directory: Int32) {
        // Once per directory: a run may write thousands of files in one.
        guard let status = FileStatus(descriptor: directory), searched.withLock({ $0.insert(status.inode).inserted })
        else {
            return
        }
        let descriptor = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0, let names = Directory.entries(descriptor, where: isOurs) else { return }
        for name in names { remove(name, in: directory) }
    }

    private static func remove(_ name: String, in directory: Int32) {
        // Opened for writing: NFS grants an exclusive lock only then.
        let descriptor = openat(directory, name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            flock(descriptor, LOCK_EX | LOCK_NB) == 0, isNamed(descriptor, name, in: directory)
        else { return }
        unlinkat(directory, name, 0)
    }

    /// Whether a name is one that ``create(in:mode:)`` chooses.
    private static func isOurs(_ name: String) -> Bool {
        guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return false }
        let number = name.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
        return number.count == 13 && number.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 26 }
    }
}
