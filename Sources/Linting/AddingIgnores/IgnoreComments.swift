import Diagnostics
import ZoneFile

/// The comments that suppress findings in one file, as edits.
struct IgnoreComments {
    /// The code and position of findings to suppress.
    struct Target: Hashable {
        let code: String
        /// The offset of the finding; `nil` if it is about the file as a whole.
        let offset: Int?
    }

    private(set) var edits: [Edit] = []
    private let source: SourceFile
    private let reason: String
    private let lineEnd: String
    /// The offset after which no comments are recognised or added.
    private let end: Int

    /// - Parameters:
    ///   - reason: the text after the brackets of new comments. An existing comment keeps its own.
    ///   - openQuote: the offset of the first string that is not closed on its line. Some name servers read on to the next
    ///     quotation mark, so a comment after this offset could be part of the string.
    init(for targets: Set<Target>, in source: SourceFile, reason: String, openQuote: Int? = nil) {
        self.source = source
        self.reason = reason.isEmpty ? "" : " " + reason
        lineEnd = Self.lineEnd(of: source)
        let end = openQuote ?? source.count
        self.end = end
        let existing = Suppressions(of: source).comments.filter { $0.span.range.upperBound <= end }
        let offsets = Set(targets.compactMap(\.offset)).sorted()
        let entries = Dictionary(zip(offsets, source.entries(at: offsets)), uniquingKeysWith: { first, _ in first })
        var wholeFile: Set<String> = []
        var byEntry: [Int: (entry: SourceEntry, anchor: Int, codes: Set<String>)] = [:]
        for target in targets {
            guard let offset = target.offset, let entry = entries[offset] ?? nil,
                entry.range.lowerBound <= end
            else {
                wholeFile.insert(target.code)
                continue
            }
            let start = entry.range.lowerBound
            var group = byEntry[start] ?? (entry, offset, [])
            group.codes.insert(target.code)
            group.anchor = min(group.anchor, offset)
            byEntry[start] = group
        }
        if !wholeFile.isEmpty { addForFile(wholeFile.sorted(), existing) }
        let comments = Dictionary(
            existing.compactMap { comment in comment.entry.map { ($0.lowerBound, comment) } },
            uniquingKeysWith: { first, _ in first }
        )
        for (start, group) in byEntry.sorted(by: { $0.key < $1.key }) {
            add(group.codes.sorted(), group.entry, group.anchor, comments[start])
        }
    }

    private mutating func addForFile(_ codes: [String], _ existing: [SuppressionComment]) {
        if let comment = existing.first(where: { $0.reach == .file }) { return extend(comment, codes) }
        // A byte order mark must remain at the start.
        let start = source.text(in: 0..<3) == "\u{FEFF}" ? 3 : 0
        insert("; srvlint: ignore-file[\(codes.joined(separator: ","))]\(reason)\(lineEnd)", at: start)
    }

    private mutating func add(
        _ codes: [String], _ entry: SourceEntry, _ anchor: Int, _ existing: SuppressionComment?
    ) {
        if let existing { return extend(existing, codes) }
        let comment = "; srvlint: ignore[\(codes.joined(separator: ","))]\(reason)"
        let line = source.range(ofLine: source.location(of: anchor).line)
        // A rule such as Z125 would take the comment for data that was cut off.
        if takesComment(line, entry), !codes.contains(where: Self.isReportedAsText) {
            let endsWithSpace = line.upperBound > 0 && [0x20, 0x09].contains(source[line.upperBound - 1])
            insert((endsWithSpace ? "" : " ") + comment, at: line.upperBound)
        } else {
            insert(comment + lineEnd, at: entry.range.lowerBound)
        }
    }

    /// Whether the rule with the code would report a comment at the end of the line.
    private static func isReportedAsText(_ code: String) -> Bool {
        RuleRegistry.rule(code)?.reportsTextAfterSemicolon ?? false
    }

    private mutating func extend(_ comment: SuppressionComment, _ codes: [String]) {
        insert("," + codes.joined(separator: ","), at: comment.list.upperBound)
    }

    private mutating func insert(_ text: String, at offset: Int) {
        edits.append(Edit(replace: SourceSpan(source, offset..<offset), with: text))
    }

    /// Whether a semicolon at the end of the line starts a comment that ends with the line.
    private func takesComment(_ line: Range<Int>, _ entry: SourceEntry) -> Bool {
        guard !line.isEmpty, line.upperBound <= end, source[line.upperBound - 1] != UInt8(ascii: "\\") else {
            return false
        }
        // A lone carriage return ends a record but not a comment.
        let end = line.upperBound
        if end < source.count, source[end] == 0x0D, lineEnd != "\r" {
            guard end + 1 < source.count, source[end + 1] == 0x0A else { return false }
        }
        return !entry.fields.contains { line.contains($0.lowerBound) && isOpenQuote($0) }
    }

    private func isOpenQuote(_ field: Range<Int>) -> Bool {
        guard source[field.lowerBound] == UInt8(ascii: "\"") else { return false }
        guard field.count > 1, source[field.upperBound - 1] == UInt8(ascii: "\"") else { return true }
        return source[field.upperBound - 2] == UInt8(ascii: "\\")
    }

    /// Returns the line end that the file uses.
    private static func lineEnd(of source: SourceFile) -> String {
        let end = source.range(ofLine: 1).upperBound
        guard end < source.count, source[end] == 0x0D else { return "\n" }
        if end + 1 < source.count, source[end + 1] == 0x0A { return "\r\n" }
        return source.withBytes { $0.contains(0x0A) } ? "\n" : "\r"
    }
}
