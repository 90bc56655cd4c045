import Glibc

/// Output that could not be written.
enum OutputError: Error {
    /// The reader went away (`| head`): no fault of anybody.
    case closedPipe
    case failed(name: String, reason: String)

    /// Says it, unless it is only a closed pipe.
    func report() -> ExitStatus {
        guard case .failed(let name, let reason) = self else { return .success }
        Terminal.error.write(
            UsageError("\(name) could not be written: \(reason)").notice.rendered(Terminal.messages, width: nil))
        return .notChecked
    }
}

/// Writes whole texts to file descriptors.
enum FileOutput {
    static func write(_ text: String, to descriptor: Int32, named name: String) throws(OutputError) {
        var text = text
        try check(text.withUTF8 { failure(writing: UnsafeRawBufferPointer($0), to: descriptor) }, name)
    }

    /// Zone files need not be text in UTF-8.
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

/// What the operating system says of an error.
enum SystemError {
    /// "no such file or directory": to stand inside a sentence.
    static func reason(_ code: Int32) -> String {
        guard let text = strerror(code) else { return "error \(code)" }
        let reason = String(cString: text)
        // "Is a directory", but "I/O error".
        guard let second = reason.utf8.dropFirst().first, 0x61...0x7A ~= second || second == 0x20 else { return reason }
        return reason.prefix(1).lowercased() + reason.dropFirst()
    }
}
