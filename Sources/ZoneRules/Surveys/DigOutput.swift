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
        return zone.records.isEmpty ? 0..<0 : lastLineIfCut(zone)
    }

    /// The last line, if it is one of the zone's records although a transfer ends with the SOA record that it begins with
    /// (RFC 5936 §2.2). After a whole transfer, programs print further comments.
    private static func lastLineIfCut(_ zone: Zone) -> Range<Int>? {
        let source = zone.sources[0]
        guard zone.records.first?.type == .soa, zone.sources.count == 1, !zone.isFragment,
            zone.records(at: zone.apex, type: .soa).count == 1
        else { return nil }
        var end = source.count
        while end > 0, source[end - 1] == 0x0A || source[end - 1] == 0x0D { end -= 1 }
        var start = end
        while start > 0, source[start - 1] != 0x0A { start -= 1 }
        // Somebody may have edited the file since, and removed the second SOA record. Programs write owners in full.
        let fields = source.text(in: start..<end).split { $0 == " " || $0 == "\t" }
        guard let owner = fields.first, !owner.hasPrefix(";"), owner.hasSuffix("."), fields.count > 1,
            !zone.records.contains(where: { $0.flags.contains(.inheritsOwner) || !$0.flags.contains(.hasTTL) })
        else { return nil }
        return start..<end
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
