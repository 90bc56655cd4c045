import Glibc

/// Why a file cannot be written; the reason is a clause: "it is read-only".
struct WritingFailure: Error {
    let reason: String
    /// The error code, if a system call failed.
    let code: Int32?

    init(_ reason: String, code: Int32? = nil) {
        self.reason = reason
        self.code = code
    }

    static func system(_ call: String, _ code: Int32 = errno) -> WritingFailure {
        WritingFailure("\(call): \(SystemError.reason(code))", code: code)
    }

    static var notWritable: WritingFailure {
        errno == EACCES ? WritingFailure("it is read-only") : .system("it cannot be written")
    }
}
