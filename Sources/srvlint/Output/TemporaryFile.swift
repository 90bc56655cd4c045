import Glibc
import Synchronization

/// Files that wait beside others until they take their place: `.srvlint-0123456789ABC.tmp`.
///
/// A run that is killed leaves its own. While a run lives it holds a lock on the file, and a lock ends with its process,
/// so that the next run knows what is left over and removes it.
enum TemporaryFile {
    private static let prefix = ".srvlint-"
    private static let suffix = ".tmp"
    /// The folders in which this run has looked for what is left over.
    private static let searched = Mutex<Set<FileStatus.Inode>>([])

    /// Makes a file with a lock on it, and enters it in ``UnfinishedFiles``.
    ///
    /// - Returns: its name and descriptor; `nil` with `errno` set if that fails.
    static func make(in folder: Int32, mode: mode_t) -> (name: String, descriptor: Int32)? {
        for _ in 0..<Self.mostAttempts {
            // Hidden, and no zone file by its name, should somebody list the folder meanwhile.
            let number = String(UInt64.random(in: .min ... .max), radix: 36)
            let name = prefix + String(repeating: "0", count: max(0, 13 - number.utf8.count)) + number + suffix
            UnfinishedFiles.add(name, in: folder)
            let descriptor = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
            guard descriptor >= 0 else {
                let code = errno
                UnfinishedFiles.remove(name)
                errno = code
                return nil
            }
            // Where files cannot be locked nobody removes them either.
            let isTaken = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
            // Between making and locking another run may have found the file and taken it for a left-over.
            if !isTaken, isNamed(descriptor, name, in: folder) { return (name, descriptor) }
            UnfinishedFiles.remove(name)
            close(descriptor)
        }
        errno = EBUSY
        return nil
    }

    private static let mostAttempts = 100

    private static func isNamed(_ descriptor: Int32, _ name: String, in folder: Int32) -> Bool {
        var status = stat()
        var named = stat()
        return fstat(descriptor, &status) == 0 && fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0
            && status.st_dev == named.st_dev && status.st_ino == named.st_ino
    }

    /// Removes what killed runs have left: regular files of this user with such a name that nobody holds.
    static func removeLeftOver(in folder: Int32) {
        // Once in each folder, which may hold thousands of files that are all written.
        guard let status = FileStatus(descriptor: folder), searched.withLock({ $0.insert(status.inode).inserted })
        else {
            return
        }
        let descriptor = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0, let names = Folder.entries(descriptor, where: isOurs) else { return }
        for name in names { remove(name, in: folder) }
    }

    private static func remove(_ name: String, in folder: Int32) {
        // For writing, since in a network file system only that can be locked.
        let descriptor = openat(folder, name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            flock(descriptor, LOCK_EX | LOCK_NB) == 0, isNamed(descriptor, name, in: folder)
        else { return }
        unlinkat(folder, name, 0)
    }

    /// Exactly as ``make(in:mode:)`` calls them.
    private static func isOurs(_ name: String) -> Bool {
        guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return false }
        let number = name.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
        return number.count == 13 && number.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 26 }
    }
}
