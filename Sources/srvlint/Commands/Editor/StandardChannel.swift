import Glibc
import LanguageServer

/// Standard input and output.
struct StandardChannel: MessageChannel {
    let log: Int32?

    func read() -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            var got = Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count)
            while got < 0, errno == EINTR { got = Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count) }
            count = max(got, 0)
        }
        return bytes.isEmpty ? nil : bytes
    }

    var hasInput: Bool {
        var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&input, 1, 0) > 0
    }

    func write(_ bytes: [UInt8]) { Self.write(bytes, to: STDOUT_FILENO) }

    func log(_ line: String) {
        if let log { Self.write(Array((line + "\n").utf8), to: log) }
    }

    private static func write(_ bytes: [UInt8], to file: Int32) {
        var left = bytes[...]
        while !left.isEmpty {
            let written = left.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            // The client is gone; the end of the input follows.
            guard written > 0 else { return }
            left = left.dropFirst(written)
        }
    }
}
