import Glibc

/// Why a file is not written; the reason is a clause: "it is read-only".
struct WritingFailure: Error {
    let reason: String
    /// What the operating system said, if it was that.
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
