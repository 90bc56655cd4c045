import Reporting

/// Why a git command failed.
enum GitFailure: Error {
    case notStarted(Int32)
    /// It was killed because it printed nothing for too long.
    case deadline
    case tooLarge(limit: Int)
    case failed(status: Int32, stderr: String)
    case killed(signal: Int32, stderr: String)
    /// Its output cannot be parsed.
    case unexpectedOutput

    /// A clause, safe to print.
    var reason: String {
        switch self {
        case .notStarted(let code): "git cannot be started: \(SystemError.reason(code))"
        case .deadline: "git did not answer within \(GitProcess.timeoutSeconds) seconds"
        case .tooLarge(let limit): "git printed more than \(limit) bytes"
        case .failed(let status, let stderr):
            stderr.isEmpty ? "git ended with exit code \(status)" : Self.line(of: stderr)
        case .killed(let signal, let stderr):
            "git was ended by signal \(signal)" + (stderr.isEmpty ? "" : ": \(Self.line(of: stderr))")
        case .unexpectedOutput: "git printed unexpected output"
        }
    }

    /// The output on standard error.
    var stderr: String {
        switch self {
        case .failed(_, let stderr), .killed(_, let stderr): stderr
        case .notStarted, .deadline, .tooLarge, .unexpectedOutput: ""
        }
    }

    /// The most informative line of a message, safe to print and not too long.
    static func line(of text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline)
        for prefix in ["fatal: ", "error: "] {
            if let line = lines.first(where: { $0.hasPrefix(prefix) }) {
                return Notice.visible(String(line.dropFirst(prefix.count)), columns: 200)
            }
        }
        return Notice.visible(String(lines.first ?? ""), columns: 200)
    }
}
