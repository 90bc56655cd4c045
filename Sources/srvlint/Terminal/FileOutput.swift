import Glibc

/// Why output could not be written.
enum OutputError: Error {
    /// The reader has closed the pipe, as `head` does, which is not a failure.
    case closedPipe
    case failed(name: String, reason: String)
}

/// Writes complete texts to file descriptors.
enum FileOutput {
    static func write(_ text: String, to descriptor: Int32, named name: String) throws(OutputError) {
        var text = text
        try check(text.withUTF8 { failure(writing: UnsafeRawBufferPointer($0), to: descriptor) }, name)
    }

    /// Writes bytes: zone files need not be text in UTF-8.
    static func write(_ bytes: [UInt8], to descriptor: Int32, named name: String) throws(OutputError) {
        try check(bytes.withUnsafeBytes { failure(writing: $0, to: descriptor) }, name)
    }

    private static func check(_ failure: Int32?, _ name: String) throws(OutputError) {
        guard let failure else { return }
        throw failure == EPIPE ? .closedPipe : .failed(name: name, reason: SystemError.reason(failure))
    }

    private static func failure(writing bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
        var written = 0
        while written < bytes.count, let base = bytes.baseAddress {
            let count = Glibc.write(descriptor, base + written, bytes.count - written)
            if count >= 0 {
                written += count
            } else if errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&ready, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return nil
    }
}
