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

    func write(_ bytes: [UInt8]) {
        // If the client is gone, the end of the input follows.
        try? FileOutput.write(bytes, to: STDOUT_FILENO, named: "standard output")
    }

    func log(_ line: String) {
        if let log { try? FileOutput.write(line + "\n", to: log, named: "the log") }
    }
}
