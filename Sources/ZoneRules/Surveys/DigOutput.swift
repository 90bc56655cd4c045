import DNS
import ZoneFile

/// Recognises what `dig`, `kdig` and `drill` print: an answer to one question is a piece of a zone, and its records
/// may be of several; a zone transfer is a whole zone.
enum DigOutput {
    /// Whether the comments at the head of the text are those of an answer.
    static func isAnswer(_ source: SourceFile) -> Bool {
        guard let head = head(of: source) else { return false }
        return head.hasPrefix("; <<>> DiG")
            ? !asksForTransfer(head) : head.hasPrefix(";; ->>") || head.hasPrefix(";; ANS")
    }

    /// Whether the comments at the head of the text are those of a zone transfer.
    static func isTransfer(_ source: SourceFile) -> Bool {
        head(of: source).map { $0.hasPrefix(";; AXFR for ") || $0.hasPrefix("; <<>> DiG") && asksForTransfer($0) }
            ?? false
    }

    /// Where a zone transfer says that it failed, or the start of its output if nothing was transferred; `nil` if it succeeded.
    static func failure(of zone: Zone) -> Range<Int>? {
        let source = zone.sources[0]
        guard isTransfer(source) else { return nil }
        var start = max(0, source.count - 4096)
        while start < source.count {
            var end = start
            while end < source.count, source[end] != 0x0A { end += 1 }
            let line = source.text(in: start..<end)
            if line.hasPrefix("; Transfer failed.") || line.hasPrefix(";; Connection to ") { return start..<end }
            start = end + 1
        }
        return zone.records.isEmpty ? 0..<0 : nil
    }

    /// The first comment that says what the text is.
    private static func head(of source: SourceFile) -> String? {
        var start = 0
        while start < min(source.count, 8192), source[start] == UInt8(ascii: ";") || source[start] == 0x0A {
            var end = start
            while end < min(source.count, 8192), source[end] != 0x0A { end += 1 }
            let line = source.text(in: start..<end)
            let starts = ["; <<>> DiG", ";; ->>HEADER<<-", ";; ANSWER SECTION", ";; AXFR for "]
            if starts.contains(where: line.hasPrefix) { return line }
            start = end + 1
        }
        return nil
    }

    private static func asksForTransfer(_ line: String) -> Bool {
        line.split(separator: " ").contains { $0.lowercased() == "axfr" }
    }
}
