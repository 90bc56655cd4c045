import Diagnostics
import ZoneFile

/// The comments that silence findings of one file, as edits of it.
struct IgnoreComments {
    /// A finding to silence.
    struct Place: Hashable {
        let code: String
        /// Where it begins; `nil` if it is about the file.
        let offset: Int?
    }

    private(set) var edits: [Edit] = []
    private let source: SourceFile
    private let reason: String
    private let lineEnd: String
    /// Behind it there are no comments.
    private let end: Int

    /// - Parameters:
    ///   - reason: stands behind the brackets of new comments; a comment that is there keeps its own.
    ///   - openQuote: where the first string begins that its line does not close. Some name servers read on to the next
    ///     quote, so that what stands behind it may be text to them, and no comment.
    init(for places: Set<Place>, in source: SourceFile, reason: String, openQuote: Int? = nil) {
        self.source = source
        self.reason = reason.isEmpty ? "" : " " + reason
        lineEnd = Self.lineEnd(of: source)
        let end = openQuote ?? source.count
        self.end = end
        let existing = Suppressions(of: source).comments.filter { $0.span.range.upperBound <= end }
        let offsets = Set(places.compactMap(\.offset)).sorted()
        let entries = Dictionary(zip(offsets, source.entries(at: offsets)), uniquingKeysWith: { first, _ in first })
        var wholeFile: Set<String> = []
        var byEntry: [Int: (entry: SourceEntry, anchor: Int, codes: Set<String>)] = [:]
        for place in places {
            guard let offset = place.offset, let entry = entries[offset] ?? nil,
                entry.range.lowerBound <= end
            else {
                wholeFile.insert(place.code)
                continue
            }
            let start = entry.range.lowerBound
            var group = byEntry[start] ?? (entry, offset, [])
            group.codes.insert(place.code)
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
        // A byte order mark stays first.
        let start = source.text(in: 0..<3) == "\u{FEFF}" ? 3 : 0
        insert("; srvlint: ignore-file[\(codes.joined(separator: ","))]\(reason)\(lineEnd)", at: start)
    }

    private mutating func add(
        _ codes: [String], _ entry: SourceEntry, _ anchor: Int, _ existing: SuppressionComment?
    ) {
        if let existing { return extend(existing, codes) }
        let comment = "; srvlint: ignore[\(codes.joined(separator: ","))]\(reason)"
        let line = source.range(ofLine: source.location(of: anchor).line)
        // What Z125 takes for lost data would be the comment of somebody who knows comments.
        if takesComment(line, entry), !codes.contains(where: Self.isTakenForText) {
            let isBlankBefore = line.upperBound > 0 && [0x20, 0x09].contains(source[line.upperBound - 1])
            insert((isBlankBefore ? "" : " ") + comment, at: line.upperBound)
        } else {
            insert(comment + lineEnd, at: entry.range.lowerBound)
        }
    }

    /// Whether the rule with the code would report a comment at the end of the line.
    private static func isTakenForText(_ code: String) -> Bool {
        RuleRegistry.rule(code)?.reportsTextAfterSemicolon ?? false
    }

    private mutating func extend(_ comment: SuppressionComment, _ codes: [String]) {
        insert("," + codes.joined(separator: ","), at: comment.list.upperBound)
    }

    private mutating func insert(_ text: String, at offset: Int) {
        edits.append(Edit(replace: SourceSpan(source, offset..<offset), with: text))
    }

    /// Whether a semicolon behind the line begins a comment that ends with the line.
    private func takesComment(_ line: Range<Int>, _ entry: SourceEntry) -> Bool {
        guard !line.isEmpty, line.upperBound <= end, source[line.upperBound - 1] != UInt8(ascii: "\\") else {
            return false
        }
        // A lone carriage return ends a record, but no comment.
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

    /// The line end that the file has.
    private static func lineEnd(of source: SourceFile) -> String {
        let end = source.range(ofLine: 1).upperBound
        guard end < source.count, source[end] == 0x0D else { return "\n" }
        if end + 1 < source.count, source[end + 1] == 0x0A { return "\r\n" }
        return source.withBytes { $0.contains(0x0A) } ? "\n" : "\r"
    }
}
