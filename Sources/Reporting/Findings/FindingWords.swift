import Diagnostics

extension Finding {
    /// The severity as people read it. What could not be checked has none, whatever its rule carries.
    var level: String {
        isNotChecked ? "not checked" : severity.rawValue
    }

    /// The file it is about, as given; `nil` for a finding about an answer from the network.
    var file: String? {
        primary?.span.source.path ?? path
    }

    /// Whom it is about when no file is.
    var subjectName: String? {
        subject.serverName ?? subject.owner ?? subject.zone
    }

    /// `zones/example.com.zone:10:35`, the path alone, or the subject; escaped. Empty when there is nothing to name.
    func place(_ paths: RepositoryPaths = RepositoryPaths()) -> String {
        guard let file else { return VisibleText.escape(subjectName ?? "") }
        let path = VisibleText.escape(paths(file))
        guard let start = primary?.span.start else { return path }
        return "\(path):\(start.line):\(start.column)"
    }

    /// What is wrong, why, and what to do, each as a sentence; escaped. Without what was left empty.
    var sentences: [String] {
        let help = help.isEmpty ? fixes.first?.title ?? "" : help
        return [message, why, help].filter { !$0.isEmpty }.map(Sentence.of)
    }
}

/// Rules write clauses without a capital and a final dot, for places where these would be wrong.
enum Sentence {
    /// The clause as a sentence of its own; escaped.
    static func of(_ clause: String) -> String {
        let text = VisibleText.escape(clause)
        let end = text.last.map { ".!?".contains($0) } ?? true
        let first = text.hasPrefix("srvlint ") ? String(text.prefix(1)) : text.prefix(1).uppercased()
        return first + text.dropFirst() + (end ? "" : ".")
    }
}
