import DNS
import Federation
import ZoneFile

/// Writes the structure of one text: symbols, links and folding ranges.
struct OutlineWriter {
    let zone: Zone
    /// The number of the source in ``Zone/sources``.
    let source: Int
    var locations: LocationWriter

    private var text: SourceFile { zone.sources[source] }

    /// The owners with their records (LSP 3.17, "Document Symbols").
    mutating func symbols(isHierarchical: Bool) -> JSONValue {
        var groups: [(owner: NameID, records: [RecordID])] = []
        for id in ownRecords {
            let owner = zone.records[id].owner
            if groups.last?.owner == owner {
                groups[groups.count - 1].records.append(id)
            } else {
                groups.append((owner, [id]))
            }
        }
        return JSONValue(
            groups.flatMap { isHierarchical ? [nested($0.owner, $0.records)] : flat($0.owner, $0.records) })
    }

    private mutating func nested(_ owner: NameID, _ records: [RecordID]) -> JSONValue {
        let fields = records.map { zone.fields(of: $0) }
        let children = zip(records, fields).map { id, fields -> JSONValue in
            [
                "name": JSONValue("\(zone.records[id].type)"), "detail": JSONValue(data(fields)),
                "kind": JSONValue(Self.recordKind), "range": locations.range(fields.span),
                "selectionRange": locations.range(fields.type.span),
            ]
        }
        let whole = fields[0].span.range.lowerBound..<fields[fields.count - 1].span.range.upperBound
        return [
            "name": JSONValue(QuotedText.code(zone.names.text(owner), limit: 300)),
            "kind": JSONValue(Self.ownerKind),
            "range": locations.range(whole, in: text),
            "selectionRange": locations.range((fields[0].owner ?? fields[0].type).span),
            "children": JSONValue(children),
        ]
    }

    private mutating func flat(_ owner: NameID, _ records: [RecordID]) -> [JSONValue] {
        let container = JSONValue(QuotedText.code(zone.names.text(owner), limit: 300))
        return records.map { id in
            let fields = zone.fields(of: id)
            return [
                "name": JSONValue("\(zone.records[id].type) \(data(fields))"),
                "kind": JSONValue(Self.recordKind), "location": locations.location(fields.span),
                "containerName": container,
            ]
        }
    }

    private func data(_ fields: RecordFields) -> String {
        QuotedText.code(fields.rdata.map(\.text).joined(separator: " "), limit: 120)
    }

    /// LSP 3.17, "SymbolKind": Namespace and Field.
    private static let ownerKind = 3
    private static let recordKind = 8

    /// The included files (LSP 3.17, "Document Link").
    mutating func links() -> JSONValue {
        JSONValue(
            zone.sources.compactMap { included -> JSONValue? in
                guard case .included(let directive) = included.provenance, directive.source === text else { return nil }
                let target = locations.uri(locations.path(of: SourceSpan(included, 0..<0)))
                return ["range": locations.range(directive), "target": JSONValue(target)]
            })
    }

    /// Records of several lines, and runs of comments (LSP 3.17, "Folding Range").
    func foldingRanges() -> JSONValue {
        var ranges: [JSONValue] = []
        for id in ownRecords where mayContinue(Int(zone.records[id].start)) {
            let lines = trimmed(zone.lines(of: id).range)
            let (first, last) = (text.location(of: lines.lowerBound).line, text.location(of: lines.upperBound).line)
            if last > first { ranges.append(Self.folding(first, last, nil)) }
        }
        var start: Int?
        for line in 1...(text.lineCount + 1) {
            let isComment = line <= text.lineCount && self.isComment(line)
            if isComment {
                start = start ?? line
            } else if let first = start {
                if line - 1 > first { ranges.append(Self.folding(first, line - 1, "comment")) }
                start = nil
            }
        }
        return JSONValue(ranges)
    }

    private static func folding(_ first: Int, _ last: Int, _ kind: String?) -> JSONValue {
        [
            "startLine": JSONValue(first - 1), "endLine": JSONValue(last - 1), "kind": kind.map { JSONValue($0) },
        ]
    }

    /// Whether an entry may have several lines: its first one has a parenthesis, or an odd number of quotation marks.
    private func mayContinue(_ start: Int) -> Bool {
        text.withBytes { bytes in
            var marks = 0
            for offset in start..<bytes.count {
                switch bytes[offset] {
                case 0x0A, 0x0D: return !marks.isMultiple(of: 2)
                case UInt8(ascii: "("): return true
                case UInt8(ascii: "\""): marks += 1
                default: break
                }
            }
            return false
        }
    }

    private func isComment(_ line: Int) -> Bool {
        text.withBytes { bytes in
            bytes[text.range(ofLine: line)].first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: ";")
        }
    }

    /// The records of this text, in its order.
    private var ownRecords: [RecordID] {
        zone.records.indices.filter { Int(zone.records[$0].source) == source }
    }

    /// The range without the line end.
    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, text[end - 1] == 0x0A || text[end - 1] == 0x0D { end -= 1 }
        return range.lowerBound..<end
    }
}
