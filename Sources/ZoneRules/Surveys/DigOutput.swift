import ZoneFile

/// Recognises what `dig`, `kdig` and `drill` print: an answer to one question is a piece of a zone, and its records
/// may be of several; a zone transfer is a whole zone.
enum DigOutput {
    /// Whether the comments at the head of the text are those of an answer.
    static func isAnswer(_ source: SourceFile) -> Bool {
        var start = 0
        while start < min(source.count, 8192), source[start] == UInt8(ascii: ";") || source[start] == 0x0A {
            var end = start
            while end < min(source.count, 8192), source[end] != 0x0A { end += 1 }
            let line = source.text(in: start..<end)
            if line.hasPrefix("; <<>> DiG") { return !asksForTransfer(line) }
            if line.hasPrefix(";; ->>HEADER<<-") || line.hasPrefix(";; ANSWER SECTION") { return true }
            start = end + 1
        }
        return false
    }

    private static func asksForTransfer(_ line: String) -> Bool {
        line.split(separator: " ").contains { $0.lowercased() == "axfr" }
    }
}
