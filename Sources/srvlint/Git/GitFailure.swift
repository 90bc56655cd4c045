import Reporting

/// Why git gave no answer.
enum GitFailure: Error {
    case notStarted(Int32)
    /// It was killed because it printed nothing for too long.
    case deadline
    case tooLarge(limit: Int)
    case failed(status: Int32, said: String)
    case killed(signal: Int32, said: String)
    /// Its output has an unknown form.
    case notUnderstood

    /// A clause, safe to print.
    var reason: String {
        switch self {
        case .notStarted(let code): "git cannot be started: \(SystemError.reason(code))"
        case .deadline: "git did not answer within \(GitProcess.timeoutSeconds) seconds"
        case .tooLarge(let limit): "git printed more than \(limit) bytes"
        case .failed(let status, let said):
            said.isEmpty ? "git ended with exit code \(status)" : Self.line(of: said)
        case .killed(let signal, let said):
            "git was ended by signal \(signal)" + (said.isEmpty ? "" : ": \(Self.line(of: said))")
        case .notUnderstood: "git gave an answer that is not understood"
        }
    }

    /// What git wrote to standard error.
    var said: String {
        switch self {
        case .failed(_, let said), .killed(_, let said): said
        case .notStarted, .deadline, .tooLarge, .notUnderstood: ""
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
