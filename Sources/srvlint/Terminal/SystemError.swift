import Glibc

/// Messages of the operating system.
enum SystemError {
    /// The message for an error code in lower case, for use inside a sentence: "no such file or directory".
    static func reason(_ code: Int32) -> String {
        guard let text = strerror(code) else { return "error \(code)" }
        let reason = String(cString: text)
        // "Is a directory", but "I/O error".
        guard let second = reason.utf8.dropFirst().first, 0x61...0x7A ~= second || second == 0x20 else { return reason }
        return reason.prefix(1).lowercased() + reason.dropFirst()
    }
}
