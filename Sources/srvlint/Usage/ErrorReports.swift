import Reporting

extension UsageError {
    /// Writes all messages to standard error.
    func report() {
        for notice in [notice] + others {
            Terminal.error.write(notice.rendered(Terminal.messages, width: Terminal.error.width))
        }
    }
}

extension OutputError {
    /// Writes the message to standard error; a closed pipe is not reported.
    func report() -> ExitStatus {
        guard case .failed(let name, let reason) = self else { return .success }
        let notice = Notice("\(name) could not be written: \(reason)")
        Terminal.error.write(notice.rendered(Terminal.messages, width: nil))
        return .notChecked
    }
}

extension ResourceShortage {
    /// Writes the message to standard error.
    func report() -> ExitStatus {
        let notice = Notice(message, help: [help])
        Terminal.error.write(notice.rendered(Terminal.messages, width: Terminal.error.width))
        return .notChecked
    }
}
