import Diagnostics

extension Finding {
    /// The severity as people read it: `not checked` if something could not be checked, whatever the severity of the rule.
    var level: String {
        isNotChecked ? "not checked" : severity.rawValue
    }

    /// The file that the finding is about, as given; `nil` for a finding about an answer from the network.
    var file: String? {
        primary?.span.source.path ?? path
    }

    /// The server name, owner or zone that the finding is about.
    var subjectName: String? {
        subject.serverName ?? subject.owner ?? subject.zone
    }

    /// The position, `zones/example.com.zone:10:35`, or else the path or the subject; empty if there is none of these.
    /// Safe to print.
    func locationText(_ paths: RepositoryPaths = RepositoryPaths()) -> String {
        guard let file else { return VisibleText.escape(subjectName ?? "") }
        let path = VisibleText.escape(paths(file))
        guard let start = primary?.span.start else { return path }
        return "\(path):\(start.line):\(start.column)"
    }

    /// The line of the `concise` format, without its line end.
    var conciseLine: String {
        let location = locationText()
        return "\(location.isEmpty ? "" : location + ": ")\(level) \(rule.code) \(VisibleText.escape(message))"
    }

    /// The message, the reason and the help as sentences, without empty ones. Safe to print.
    var sentences: [String] {
        let help = help.isEmpty ? fixes.first?.title ?? "" : help
        return [message, why, help].filter { !$0.isEmpty }.map(Sentence.of)
    }
}
