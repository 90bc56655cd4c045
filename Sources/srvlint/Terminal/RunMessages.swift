import Reporting

/// Messages about a run, on standard error.
enum RunMessages {
    /// Prints an error.
    static func complain(_ message: String) {
        Terminal.error.write(Notice(message).rendered(Terminal.messages, width: nil))
    }

    /// Prints a note.
    static func note(_ message: String, help: [String] = []) {
        var notice = Notice(message, help: help)
        notice.weight = .note
        Terminal.error.write(notice.rendered(Terminal.messages, width: nil))
    }
}
