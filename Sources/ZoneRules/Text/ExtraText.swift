import DNS
import Diagnostics
import ZoneFile

/// What text after the last field of a record probably is: part of a text without quotes, the TTL, another record, or a comment.
struct ExtraText {
    private(set) var message: String
    private(set) var help: String
    /// The text, with the parentheses around it.
    private(set) var span: SourceSpan
    private(set) var label: String
    /// Empty if there is more than one sensible correction.
    private(set) var fix: [Fix] = []

    /// - Parameters:
    ///   - expected: the number of fields of the type.
    ///   - origin: the name of the zone, with its final dot.
    ///   - exists: whether a name is one of the zone.
    init(
        _ problem: ZoneProblem, after type: RecordType, _ expected: Int, in entry: SourceEntry?,
        origin: String, exists: (String) -> Bool
    ) {
        let source = problem.span.source
        let inner = problem.span.text
        span = Self.withParentheses(problem.span)
        label = "the record is complete after \(Words.count(expected, "field"))"
        let text = span.text
        message = "unexpected \(Words.quoted(text)) after the last field of \(Words.record(type))"
        let words = inner.split { $0 == " " || $0 == "\t" || $0 == "\n" }
        if type.description == "HINFO" {
            help = "put the CPU and the operating system in double quotes, each in its own pair"
            return
        }
        if let link = MarkdownLink(before: problem.span) {
            message = "a link in Markdown is in place of the \(type) record's name"
            help = "write \(Words.exact(link.name))"
            span = link.span
            label = "expected only the name"
            fix = [Fix(help, .unsafe, [Edit(replace: link.span, with: link.name)])]
            return
        }
        if text != inner {
            help = "put `;` in place of the parentheses: \(Words.quoted("; \(inner)"))"
            let isLast = source.isLineEnd(after: span.range.upperBound)
            fix = isLast ? [Fix("write a comment", .safe, [Edit(replace: span, with: "; \(inner)")])] : []
            return
        }
        if inner == ".", let name = Self.nameBefore(span), RecordFormat.of(type)?.fields.last?.kind == .name {
            message = "a space is before the final dot of the \(type) record's name"
            help = "write \(Words.quoted(name.text + "."))"
            let gap = SourceSpan(source, name.range.upperBound..<span.range.lowerBound)
            fix = [Fix("remove the space", .safe, [Edit(replace: gap, with: "")])]
            span = SourceSpan(source, name.range.lowerBound..<span.range.upperBound)
            label = "expected the dot directly after the name"
            return
        }
        if type == .caa, let entry, let record = UnreadRecord(entry, in: source) {
            if let (others, last) = Self.otherIssuers(record.rdata) {
                message = "\(others.count + 1) CAA records are written as one"
                help =
                    "write each in a record of its own: "
                    + Words.list(others.map { Words.quoted("CAA \($0)") })
                fix = Self.separating(others, problem.span, entry, record, last, source)
                return
            }
        }
        if Self.takesText(type) {
            help = "put the whole text in double quotes"
            return
        }
        let isProse = words.allSatisfy { $0.allSatisfy { $0.isLetter || "-,!?'.".contains($0) } }
        help = isProse ? "put `;` before it if it is a comment" : "remove it, or put `;` before it if it is a comment"
        guard let entry, let record = UnreadRecord(entry, in: source),
            let start = record.rdata.firstIndex(where: { $0.range.lowerBound == problem.span.range.lowerBound })
        else { return }
        let extra = Array(record.rdata[start...])
        if let part = PartOfName(extra, after: record.rdata[start - 1], of: type, origin, in: source) {
            message = "a space is in the name of the \(type) record"
            help = "write \(Words.exact(part.name))"
            span = part.span
            label = "expected one name"
            fix = [Fix(help, .unsafe, [Edit(replace: span, with: part.name)])]
            return
        }
        if type == .a, extra.count == 1, Self.isNetmask(text) {
            message = "a netmask is after the address of the A record"
            help = "remove it: an A record has only the address"
            let removal = SourceSpan(source, record.rdata[start - 1].range.upperBound..<problem.span.range.upperBound)
            fix = [Fix("remove it", .safe, [Edit(replace: removal, with: "")])]
            return
        }
        if [.ns, .mx, .srv].contains(type), TrialRecord.header(in: extra[...]) != nil {
            let host = String(decoding: record.rdata[start - 1].bytes, as: UTF8.self)
            let next = SourceSpan(source, problem.span.range.lowerBound..<(extra.last?.range.upperBound ?? 0)).text
            message = "two records are on one line, the second without its owner"
            help = "begin a new line with the owner of the second one, such as \(Words.exact("\(host) \(next)"))"
            return
        }
        if let next = NextRecord(extra, in: source) {
            message = "two records are on one line"
            help = "begin a new line before \(Words.quoted(next.owner))"
            let gap = SourceSpan(source, record.rdata[start - 1].range.upperBound..<problem.span.range.lowerBound)
            let whole = source.text(in: entry.range.lowerBound..<problem.span.range.upperBound)
            let lineEnd = source.text(in: entry.range).hasSuffix("\r\n") ? "\r\n" : "\n"
            fix =
                whole.contains { $0.isNewline || "();".contains($0) }
                ? [] : [Fix(help, .safe, [Edit(replace: gap, with: lineEnd)])]
        } else if type == .ns, extra.count == 1, let address = AddressLiteral(target: text) {
            let host = String(decoding: record.rdata[0].bytes, as: UTF8.self)
            message = "an NS record has no address"
            help = "write \(Words.quoted("\(host) \(address.recordType) \(text)", limit: 80)) as a record of its own"
            if exists(host) {
                help = "remove it: \(Words.quoted(host)) has records of its own"
                let removal = SourceSpan(source, record.rdata[0].range.upperBound..<problem.span.range.upperBound)
                fix = [Fix("remove the address", .unsafe, [Edit(replace: removal, with: "")])]
            }
        } else if type == .srv || type == .mx, expected > 1, start == expected,
            extra.allSatisfy({ Self.looksLikeName($0) || exists(String(decoding: $0.bytes, as: UTF8.self)) })
        {
            let prefix = record.rdata[..<(expected - 1)].map { String(decoding: $0.bytes, as: UTF8.self) }
            let others = extra.map { (prefix + [String(decoding: $0.bytes, as: UTF8.self)]).joined(separator: " ") }
            let name = type == .mx ? "mail server" : "target"
            message = "\(Words.record(type)) has only one \(name)"
            help =
                "write \(extra.count == 1 ? "the other one in a record" : "each of the others in a record") of its own: \(Words.list(others.map { Words.quoted("\(type) \($0)") }))"
            fix = Self.separating(others, problem.span, entry, record, record.rdata[start - 1], source)
        } else if extra.count == 1, type != .soa, let seconds = Self.seconds(text), seconds >= 60 {
            message = "the TTL is after the data of the \(type) record"
            help = record.hasTTL ? "remove one of the two TTLs" : "write \(Words.quoted(text)) before the type"
            if !record.hasTTL {
                // The usual order is that of RFC 1035: the TTL before the class.
                let header = entry.fields.filter { $0.upperBound <= record.typeRange.lowerBound }
                let isClass = header.last.map { source.text(in: $0).uppercased() == "IN" } ?? false
                let position = (isClass ? header.last : nil) ?? record.typeRange
                fix = Self.moving(problem.span, before: position.lowerBound, record.rdata[start - 1])
            }
        } else if expected > 0, let all = Self.otherRecords(record.rdata, type, expected, exists), all.count > 1 {
            // Data that is written twice is one record.
            var data: [String] = []
            for text in all.dropFirst() where text != all[0] && !data.contains(text) { data.append(text) }
            guard !data.isEmpty else {
                message = "the data of the \(type) record is written twice"
                help = "remove \(Words.quoted(text))"
                let removal = SourceSpan(
                    source, record.rdata[start - 1].range.upperBound..<problem.span.range.upperBound)
                let isOneLine = !source.text(in: removal.range).contains { $0.isNewline || "();".contains($0) }
                fix = isOneLine ? [Fix(help, .safe, [Edit(replace: removal, with: "")])] : []
                return
            }
            let isSingle = type == .cname || type == .dname
            let others = Words.list(data.map { Words.quoted("\(type) \($0)") })
            message = "\(data.count + 1) \(type) records are written as one"
            help =
                isSingle
                ? "remove \(Words.quoted(text)): a name has at most one \(type) record"
                : "write each in a record of its own: \(others)"
            if !isSingle { fix = Self.separating(data, problem.span, entry, record, record.rdata[start - 1], source) }
        }
    }

    /// Whether the text is the mask of a network of at least eight bits.
    private static func isNetmask(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4, parts[0] == 255 else { return false }
        let mask = parts.reduce(UInt32(0)) { $0 << 8 | UInt32($1 ?? 1) }
        return ~mask & (~mask &+ 1) == 0
    }

    /// The span with a parenthesis before and behind it on the same line.
    private static func withParentheses(_ span: SourceSpan) -> SourceSpan {
        let (source, start, end) = (span.source, span.range.lowerBound, span.range.upperBound)
        guard start > 0, end < source.count, source[start - 1] == UInt8(ascii: "("), source[end] == UInt8(ascii: ")"),
            !span.text.contains(where: \.isNewline)
        else { return span }
        return SourceSpan(source, start - 1..<end + 1)
    }

    /// The word before the span on the same line, unless it ends with a dot.
    private static func nameBefore(_ span: SourceSpan) -> SourceSpan? {
        let source = span.source
        var end = span.range.lowerBound
        while end > 0, [0x20, 0x09].contains(source[end - 1]) { end -= 1 }
        var start = end
        while start > 0, source[start - 1] > 0x20, !"();\"".utf8.contains(source[start - 1]) { start -= 1 }
        return start < end && source[end - 1] != UInt8(ascii: ".") ? SourceSpan(source, start..<end) : nil
    }

    /// The data of the records for the strings behind a CAA record, if all of them are domains in quotes, and the field before
    /// them.
    private static func otherIssuers(_ fields: [WrittenField]) -> (data: [String], last: WrittenField)? {
        guard fields.count > 3, fields.count <= 10, let tag = fields[1].source,
            ["issue", "issuewild", "issuemail"].contains(tag.lowercased()), let flags = fields[0].source,
            fields.dropFirst(2).allSatisfy({ $0.isQuoted && looksLikeName($0) && !$0.bytes.contains(0x20) })
        else { return nil }
        let data = fields.dropFirst(3).compactMap(\.source).map { "\(flags) \(tag) \($0)" }
        return data.count == fields.count - 3 ? (data, fields[2]) : nil
    }

    private static func takesText(_ type: RecordType) -> Bool {
        [.txt, .spf, .caa].contains(type) || ["NAPTR", "URI", "ISDN", "X25"].contains(type.description)
    }

    /// A time with a unit, or a number that is usual as a TTL and not as anything else.
    private static func seconds(_ text: String) -> UInt32? {
        var text = text
        let isNumber = text.allSatisfy(\.isNumber)
        guard case .value(let seconds) = text.withUTF8({ TimeUnits.read($0) }), !isNumber || seconds % 60 == 0 else {
            return nil
        }
        return seconds
    }

    /// The data of the records of the type that the fields are, each as written.
    private static func otherRecords(
        _ fields: [WrittenField], _ type: RecordType, _ expected: Int, _ exists: (String) -> Bool
    ) -> [String]? {
        let types: [RecordType] = [.a, .aaaa, .ns, .mx, .srv, .ptr, .cname, .dname]
        guard types.contains(type), expected > 0, fields.count % expected == 0, fields.count <= 8 * expected else {
            return nil
        }
        var records: [String] = []
        for start in stride(from: 0, to: fields.count, by: expected) {
            let data = Array(fields[start..<start + expected])
            let isName = ![.a, .aaaa].contains(type)
            let isHost = data.last.map { looksLikeName($0) || exists(String(decoding: $0.bytes, as: UTF8.self)) }
            guard TrialRecord.isAccepted(type, data), !isName || isHost ?? false else { return nil }
            records.append(data.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: " "))
        }
        return records
    }

    /// Any word may be a name, also one of a comment.
    private static func looksLikeName(_ field: WrittenField) -> Bool {
        field.bytes.contains(UInt8(ascii: ".")) && field.bytes.contains { asciiLowercased($0) &- 0x61 < 26 }
    }

    /// Moves the text in front of the type, if it is on the same line.
    private static func moving(_ span: SourceSpan, before type: Int, _ last: WrittenField) -> [Fix] {
        let source = span.source
        guard !source.text(in: type..<span.range.upperBound).contains(where: { $0.isNewline || $0 == "(" || $0 == ")" })
        else {
            return []
        }
        let removal = SourceSpan(source, last.range.upperBound..<span.range.upperBound)
        return [
            Fix(
                "write it before the type", .safe,
                [
                    Edit(replace: SourceSpan(source, type..<type), with: "\(span.text) "),
                    Edit(replace: removal, with: ""),
                ])
        ]
    }

    /// Begins a new line with the owner, TTL, class and type of the record in front of each of the others.
    private static func separating(
        _ data: [String], _ span: SourceSpan, _ entry: SourceEntry, _ record: UnreadRecord, _ last: WrittenField,
        _ source: SourceFile
    ) -> [Fix] {
        let header = source.text(in: entry.range.lowerBound..<record.typeRange.upperBound)
        let whole = source.text(in: entry.range.lowerBound..<span.range.upperBound)
        guard !whole.contains(where: { $0.isNewline || "();".contains($0) }) else { return [] }
        let lineEnd = source.text(in: entry.range).hasSuffix("\r\n") ? "\r\n" : "\n"
        let text = data.map { "\(lineEnd)\(header) \($0)" }.joined()
        let edit = Edit(replace: SourceSpan(source, last.range.upperBound..<span.range.upperBound), with: text)
        return [Fix("write each in a record of its own", .safe, [edit])]
    }
}
