import DNS
import Diagnostics
import ZoneFile

/// Several values with commas between them, in a record that has only one: `A 192.0.2.10, 192.0.2.11`, `MX 10 a, 20 b`.
struct ValueList {
    let type: RecordType
    /// The name of the last field.
    let name: String
    let values: [String]
    let span: SourceSpan

    /// No one writes more values by hand, and a message has no space for them.
    private static let limit = 8

    init?(_ record: UnreadRecord, in source: SourceFile) {
        guard let fields = RecordFormat.of(record.type)?.fields, let first = record.rdata.first,
            let last = record.rdata.last, !record.rdata.contains(where: \.isQuoted)
        else { return nil }
        span = SourceSpan(source, first.range.lowerBound..<last.range.upperBound)
        if fields.count > 1 {
            guard record.type == .mx || record.type == .srv,
                let groups = Self.groups(of: record.rdata, fields.count, record.type)
            else { return nil }
            (type, name, values) = (record.type, fields[fields.count - 1].name, groups)
            return
        }
        let text = span.text
        var seen: Set<String> = []
        // What is written twice is one record.
        values = text.split { $0.isWhitespace || $0 == "," }.map(String.init).filter {
            seen.insert($0.lowercased()).inserted
        }
        guard text.contains(","), (2...Self.limit).contains(values.count), text.utf8.count <= 400,
            values.allSatisfy({ Self.isValue($0, of: record.type) })
        else { return nil }
        type = record.type
        name = fields[0].name
    }

    /// The data of each record, where the last field of each but the last one ends with a comma: `10 a, 20 b`. In `10 a, b`, all have
    /// the same numbers.
    private static func groups(of rdata: [WrittenField], _ count: Int, _ type: RecordType) -> [String]? {
        let others = rdata[count...]
        if others.count <= limit, others.allSatisfy({ $0.bytes.contains { asciiLowercased($0) &- 0x61 < 26 } }) {
            return groups(of: Array(others.flatMap { rdata[..<(count - 1)] + [$0] }), after: rdata[..<count], type)
        }
        return groups(of: Array(rdata[count...]), after: rdata[..<count], type)
    }

    private static func groups(
        of others: [WrittenField], after first: ArraySlice<WrittenField>, _ type: RecordType
    ) -> [String]? {
        let (rdata, count) = (first + others, first.count)
        guard rdata.count > count, rdata.count % count == 0, rdata.count <= limit * count else { return nil }
        var groups: [String] = []
        for start in stride(from: 0, to: rdata.count, by: count) {
            var fields = Array(rdata[start..<start + count])
            let isLast = start + count == rdata.count
            guard let name = fields.last, (name.bytes.last == UInt8(ascii: ",")) != isLast else { return nil }
            if !isLast { fields[count - 1].bytes.removeLast() }
            guard TrialRecord.isAccepted(type, fields) else { return nil }
            let data = fields.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: " ")
            if !groups.contains(data) { groups.append(data) }
        }
        return groups.count > 1 ? groups : nil
    }

    private static func isValue(_ text: String, of type: RecordType) -> Bool {
        var text = text
        switch type {
        case .a: return text.withUTF8 { IPv4Text.read($0) != nil }
        case .aaaa: return text.withUTF8 { IPv6Text.read($0) != nil }
        default:
            return text.contains { $0.isLetter }
                && text.utf8.allSatisfy { (0x21..<0x7F).contains($0) && !"();".utf8.contains($0) }
        }
    }

    /// Begins a new line with the owner, TTL, class and type of the record in front of each value but the first. A name has at most
    /// one CNAME or DNAME record.
    func fix(_ record: UnreadRecord, _ entry: SourceEntry?) -> [Fix] {
        guard let entry, type != .cname, type != .dname else { return [] }
        let source = span.source
        let header = source.text(in: entry.range.lowerBound..<record.typeRange.upperBound)
        let whole = source.text(in: entry.range.lowerBound..<span.range.upperBound)
        guard !whole.contains(where: { $0.isNewline || "();".contains($0) }) else { return [] }
        let lineEnd = source.text(in: entry.range).hasSuffix("\r\n") ? "\r\n" : "\n"
        let text = values.joined(separator: "\(lineEnd)\(header) ")
        return [Fix("write each in a record of its own", .safe, [Edit(replace: span, with: text)])]
    }
}
