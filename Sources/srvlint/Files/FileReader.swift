import Glibc
import ZoneFile

/// How much is read in one run.
enum ReadingLimit {
    /// For all zone files of a run together: their bytes stay in memory until the report is written.
    static let bytes = 2 << 30
}

/// Why a file cannot be read.
enum ReadingFailure: Error {
    case unreadable(String)
    case tooLarge(limit: Int)

    /// The file does not exist.
    case missing

    static func system(_ code: Int32) -> ReadingFailure {
        code == ENOENT ? .missing : .unreadable(SystemError.reason(code))
    }

    var isMissing: Bool { if case .missing = self { true } else { false } }

    var reason: String {
        switch self {
        case .unreadable(let reason): reason
        case .missing: SystemError.reason(ENOENT)
        case .tooLarge(let limit):
            limit == ReadingLimit.bytes
                ? "it is larger than \(limit >> 30) GiB"
                : "together with the files before it, it is larger than \(ReadingLimit.bytes >> 30) GiB"
        }
    }
}

/// Reads files and named pipes.
enum FileReader {
    /// Reads a whole file that the user names.
    ///
    /// - Parameter name: the path in findings.
    static func read(_ path: String, named name: String, limit: Int) throws(ReadingFailure) -> SourceFile {
        try read(FileAccess(named: path), named: name, limit: limit)
    }

    /// Reads a whole file.
    static func read(_ file: FileAccess, named name: String, limit: Int) throws(ReadingFailure) -> SourceFile {
        let descriptor = try file.open()
        defer { close(descriptor) }
        guard let status = FileStatus(descriptor: descriptor) else { throw .system(errno) }
        if let text = UnsavedTexts.text(of: status) {
            guard text.count <= limit else { throw .tooLarge(limit: limit) }
            return SourceFile(path: name, bytes: text)
        }
        switch status.kind {
        case .directory: throw .unreadable("it is a directory")
        case .endless(let kind): throw .unreadable("it is \(kind)")
        case .pipe: return try StreamReader.read(descriptor, named: name, limit: limit, isNamedPipe: true)
        // Files in /proc have the size 0.
        case .regular where status.size == 0:
            return try StreamReader.read(descriptor, named: name, limit: limit, isNamedPipe: false)
        case .regular:
            guard status.size <= limit else { throw .tooLarge(limit: limit) }
            return try readRegular(descriptor, named: name, size: status.size)
        }
    }

    /// Reads the first bytes of a regular file.
    static func readPrefix(_ file: FileAccess, count: Int) throws(ReadingFailure) -> [UInt8] {
        let descriptor = try file.open()
        defer { close(descriptor) }
        var failure: Int32?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = 0
            failure = fill(UnsafeMutableRawBufferPointer(buffer), from: descriptor, &filled)
        }
        if let failure { throw .system(failure) }
        return bytes
    }

    private static func readRegular(
        _ descriptor: Int32, named name: String, size: Int
    ) throws(ReadingFailure) -> SourceFile {
        var failure: Int32?
        let source = SourceFile(path: name, capacity: size) { buffer in
            var filled = 0
            failure = fill(buffer, from: descriptor, &filled)
            return filled
        }
        if let failure { throw .system(failure) }
        return source
    }

    /// Reads until the buffer is full or the file ends.
    ///
    /// - Returns: the error code, if reading fails.
    private static func fill(
        _ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32, _ filled: inout Int
    ) -> Int32? {
        while filled < buffer.count, let base = buffer.baseAddress {
            let count = Glibc.read(descriptor, base + filled, buffer.count - filled)
            if count == 0 { return nil }
            if count > 0 {
                filled += count
            } else if errno != EINTR {
                return errno
            }
        }
        return nil
    }
}
