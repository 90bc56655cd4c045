import Federation

/// Makes sentences of the clauses that rules write, which have neither a capital letter nor a full stop.
enum Sentence {
    /// Returns the clause as a sentence that is safe to print.
    static func of(_ clause: String) -> String {
        let text = VisibleText.escape(clause)
        let isEnded = text.last.map { ".!?".contains($0) } ?? true
        let keepsCase = text.hasPrefix("srvlint ") || Implementation.isLowercaseName(atStartOf: text)
        let first = keepsCase ? String(text.prefix(1)) : text.prefix(1).uppercased()
        return first + text.dropFirst() + (isEnded ? "" : ".")
    }
}
