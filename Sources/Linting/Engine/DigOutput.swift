import ZoneFile

/// Recognises what `dig`, `kdig` and `drill` print: an answer to one question is a piece of a zone, and its records
/// may be of several; a zone transfer is a whole zone.
enum DigOutput {
    /// Whether the comments at the head of the text are those of an answer.
    static func isAnswer(_ source: SourceFile) -> Bool {
        let head = source.text(in: 0..<min(source.count, 8192))
        for line in head.split(whereSeparator: \.isNewline) {
            guard line.hasPrefix(";") else { return false }
            if line.hasPrefix("; <<>> DiG") { return !asksForTransfer(line) }
            if line.hasPrefix(";; ->>HEADER<<-") || line.hasPrefix(";; ANSWER SECTION") { return true }
        }
        return false
    }

    private static func asksForTransfer(_ line: Substring) -> Bool {
        line.split(separator: " ").contains { $0.lowercased() == "axfr" }
    }
}
