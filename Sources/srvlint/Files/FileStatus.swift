import Glibc

/// The status of a file: identity, kind and size.
struct FileStatus {
    /// The identity of a file, by whatever path it is reached.
    struct Inode: Hashable {
        var device: UInt64
        var number: UInt64
    }

    enum Kind: Equatable {
        case regular, directory, pipe
        /// A file without an end: "a device", "a socket".
        case endless(String)

    }

    let inode: Inode
    let kind: Kind
    /// Whether it is a symbolic link; only with ``init(itself:)``.
    let isLink: Bool
    let size: Int

    /// The status of a file, symbolic links followed.
    ///
    /// - Returns: `nil` with `errno` set if there is no such file or it is not accessible.
    init?(_ path: String) {
        var status = stat()
        guard path.withPath({ stat($0, &status) }) == 0 else { return nil }
        self.init(status)
    }

    /// The status of the path itself, a symbolic link not followed.
    init?(itself path: String) {
        var status = stat()
        guard path.withPath({ lstat($0, &status) }) == 0 else { return nil }
        self.init(status)
    }

    init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        inode = Inode(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
        size = Int(status.st_size)
        isLink = status.st_mode & S_IFMT == S_IFLNK
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            case S_IFIFO: .pipe
            case S_IFSOCK: .endless("a socket")
            case S_IFLNK: .endless("a symbolic link")
            default: .endless("a device")
            }
    }
}
