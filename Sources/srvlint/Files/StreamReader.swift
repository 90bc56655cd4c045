import Glibc
import ZoneFile

/// Reads files whose length is not known: standard input and pipes.
enum StreamReader {
    private static let chunk = 4 << 20
    /// How long a named pipe may have no writer, in seconds.
    private static let writerTimeout = 5

    static func read(
        _ descriptor: Int32, named name: String, limit: Int, isNamedPipe: Bool
    ) throws(ReadingFailure) -> SourceFile {
        var chunks: [[UInt8]] = []
        var count = 0
        var isAtEnd = false
        var hasWriter = !isNamedPipe
        while !isAtEnd {
            var failure: ReadingFailure?
            let piece = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, filled in
                filled = 0
                do throws(ReadingFailure) {
                    while filled < buffer.count, let base = buffer.baseAddress {
                        let read = try readOnce(descriptor, base + filled, buffer.count - filled, &hasWriter)
                        if read == 0 {
                            isAtEnd = true
                            break
                        }
                        // Continues until the chunk is full: a slow writer must not cost a chunk for each of its lines.
                        filled += read
                    }
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            count += piece.count
            guard count <= limit else { throw .tooLarge(limit: limit) }
            if !piece.isEmpty { chunks.append(piece) }
        }
        return SourceFile(path: name, capacity: count) { buffer in
            var at = 0
            for index in chunks.indices {
                chunks[index].withUnsafeBytes { piece in
                    UnsafeMutableRawBufferPointer(rebasing: buffer[at..<(at + piece.count)]).copyMemory(from: piece)
                    at += piece.count
                }
                // Freed at once, so that the text is not in memory twice.
                chunks[index] = []
            }
            return at
        }
    }

    /// Waits for bytes and reads them.
    ///
    /// - Returns: how many; 0 at the end.
    private static func readOnce(
        _ descriptor: Int32, _ base: UnsafeMutablePointer<UInt8>, _ capacity: Int, _ hasWriter: inout Bool
    ) throws(ReadingFailure) -> Int {
        var waited = 0
        while true {
            let count = Glibc.read(descriptor, base, capacity)
            if count > 0 {
                hasWriter = true
                return count
            }
            if count < 0 {
                switch errno {
                case EINTR: continue
                case EAGAIN: hasWriter = true
                default: throw .system(errno)
                }
            } else if hasWriter {
                return 0
            }
            var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            // A writer that has opened the pipe may take as long as it likes.
            let events = poll(&ready, 1, hasWriter ? -1 : 1000)
            if events > 0 { hasWriter = true }
            if events == 0 {
                waited += 1
                if waited >= writerTimeout { throw .unreadable("it is a named pipe without a writer") }
            }
        }
    }
}

/// Standard input as a zone file.
enum StandardInput {
    /// Whether a path denotes standard input.
    static func matches(_ path: String) -> Bool {
        path == "-" || path == "/dev/stdin" || path == "/dev/fd/0"
    }

    static func read(named name: String, limit: Int) throws(ReadingFailure) -> SourceFile {
        // `Main` replaces a closed stream by one that is open for writing only.
        guard fcntl(STDIN_FILENO, F_GETFL) & O_ACCMODE != O_WRONLY, let status = FileStatus(descriptor: STDIN_FILENO)
        else {
            throw .unreadable("standard input is closed")
        }
        switch status.kind {
        case .directory: throw .unreadable("standard input is a directory")
        case .endless(let kind):
            guard isatty(STDIN_FILENO) == 1 || kind == "a socket" || isNull(status) else {
                throw .unreadable("standard input is \(kind)")
            }
        case .regular where status.size > limit: throw .tooLarge(limit: limit)
        case .regular, .pipe: break
        }
        return try StreamReader.read(STDIN_FILENO, named: name, limit: limit, isNamedPipe: false)
    }

    private static func isNull(_ status: FileStatus) -> Bool {
        FileStatus("/dev/null")?.inode == status.inode
    }
}
