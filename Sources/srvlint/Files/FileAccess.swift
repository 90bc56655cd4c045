import Glibc

/// A file to read: one that the user names, wherever it is, or one that a file of a repository refers to, behind its
/// fence.
struct FileAccess: Sendable {
    /// As messages call it.
    let path: String
    private let place: Place

    private enum Place {
        case anywhere
        /// The path counts from a directory without links.
        case fenced(Fence, path: String, start: String)
    }

    /// A file that the user names.
    init(named path: String) {
        self.path = path
        place = .anywhere
    }

    /// A file that a file of a repository refers to.
    ///
    /// - Parameters:
    ///   - path: as messages call it.
    ///   - location: its path from the directory `start`, which is absolute and without links.
    init(_ path: String, at location: String, from start: String, behind fence: Fence) {
        self.path = path
        place = .fenced(fence, path: location, start: start)
    }

    /// Whether the user names it, and standard input may be meant by its name.
    var isNamed: Bool { if case .anywhere = place { true } else { false } }

    /// Its status, symbolic links followed.
    func status() throws(ReadingFailure) -> FileStatus {
        switch place {
        case .anywhere:
            guard let status = FileStatus(path) else { throw .system(errno) }
            return status
        case .fenced(let fence, let path, let start): return try Self.find(path, start, fence).status
        }
    }

    /// Opens it for reading, without blocking.
    func open() throws(ReadingFailure) -> Int32 {
        // Without O_NONBLOCK the mere opening of a pipe waits for somebody to write to it.
        let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
        let descriptor: Int32
        switch place {
        case .anywhere: descriptor = path.withPath { Glibc.open($0, flags) }
        case .fenced(let fence, let path, let start):
            let (real, status) = try Self.find(path, start, fence)
            switch status.kind {
            case .regular: break
            case .folder: throw .unreadable("it is a folder")
            // A pipe would be waited for, and opening a device may have side effects.
            case .pipe: throw .unreadable("it is a named pipe")
            case .endless(let kind): throw .unreadable("it is \(kind)")
            }
            descriptor = fence.open(real, flags)
            guard descriptor < 0 || FileStatus(descriptor: descriptor)?.inode == status.inode else {
                close(descriptor)
                throw .unreadable("it was replaced while it was read")
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
