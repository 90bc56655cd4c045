import Glibc

/// A file to read: one that the user names, which may be anywhere, or one that a file of a repository refers to, which must
/// be inside the fence.
struct FileAccess: Sendable {
    /// The path in messages.
    let path: String
    private let location: Location

    private enum Location {
        case anywhere
        /// The path is relative to `start`, which is absolute and without symbolic links.
        case fenced(Fence, path: String, start: String)
    }

    /// A file that the user names.
    init(named path: String) {
        self.path = path
        location = .anywhere
    }

    /// A file that a file of a repository refers to.
    ///
    /// - Parameters:
    ///   - path: the path in messages.
    ///   - location: the path relative to the directory `start`, which is absolute and without symbolic links.
    init(_ path: String, at location: String, from start: String, behind fence: Fence) {
        self.path = path
        self.location = .fenced(fence, path: location, start: start)
    }

    /// Whether the user names it; then `-` denotes standard input.
    var isNamed: Bool { if case .anywhere = location { true } else { false } }

    /// Returns the status of the file, symbolic links followed.
    func status() throws(ReadingFailure) -> FileStatus {
        switch location {
        case .anywhere:
            guard let status = FileStatus(path) else { throw .system(errno) }
            return status
        case .fenced(let fence, let path, let start): return try Self.find(path, start, fence).status
        }
    }

    /// Opens it for reading, without blocking.
    func open() throws(ReadingFailure) -> Int32 {
        // Without O_NONBLOCK, opening a named pipe blocks until it has a writer.
        let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
        let descriptor: Int32
        switch location {
        case .anywhere: descriptor = path.withPath { Glibc.open($0, flags) }
        case .fenced(let fence, let path, let start):
            let (real, status) = try Self.find(path, start, fence)
            switch status.kind {
            case .regular: break
            case .directory: throw .unreadable("it is a directory")
            // Reading a pipe may block for ever, and opening a device may have side effects.
            case .pipe: throw .unreadable("it is a named pipe")
            case .endless(let kind): throw .unreadable("it is \(kind)")
            }
            descriptor = fence.open(real, flags)
            guard descriptor < 0 || FileStatus(descriptor: descriptor)?.inode == status.inode else {
                close(descriptor)
                throw .unreadable("it was replaced in the meantime")
            }
        }
        guard descriptor >= 0 else { throw .system(errno) }
        return descriptor
    }

    private static func find(
        _ path: String, _ start: String, _ fence: Fence
    ) throws(ReadingFailure) -> (real: String, status: FileStatus) {
        switch fence.follow(path, from: start) {
        case .inside(let real, let status): return (real, status)
        case .missing(let code): throw .system(code)
        case .outside(let refusal): throw .unreadable(fence.words(for: refusal))
        }
    }
}
