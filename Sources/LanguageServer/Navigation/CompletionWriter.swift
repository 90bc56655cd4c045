import DNS
import Federation
import ZoneFile

/// Writes what may be typed at a position (LSP 3.17, "Completion").
struct CompletionWriter {
    let cursor: TextCursor
    let hasSnippets: Bool

    /// LSP 3.17, "CompletionItemKind".
    private enum Kind: Int {
        case field = 5
        case keyword = 14
        case snippet = 15
        case reference = 18
    }

    private static let types = [
        "A", "AAAA", "CAA", "CNAME", "DNAME", "DNSKEY", "DS", "HTTPS", "LOC", "MX", "NAPTR", "NS", "OPENPGPKEY", "PTR",
        "SOA", "SRV", "SSHFP", "SVCB", "TLSA", "TXT", "URI",
    ]
    private static let directives = ["$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE"]

    /// The names that are offered. With more, a list helps nobody.
    private static let nameLimit = 1_000

    func items() -> JSONValue {
        let line = cursor.text.range(ofLine: cursor.text.location(of: cursor.offset).line)
        let before = cursor.text.text(in: line.lowerBound..<max(line.lowerBound, min(cursor.offset, line.upperBound)))
        guard !before.contains(";"), before.count(where: { $0 == "\"" }).isMultiple(of: 2) else { return [] }
        if before.hasPrefix("$") {
            return before.contains(where: \.isWhitespace) ? [] : JSONValue(Self.directives.map { item($0, .keyword) })
        }
        let words = before.split(whereSeparator: \.isWhitespace).map(String.init)
        let isTyping = before.last.map { !$0.isWhitespace } ?? false
        let complete = isTyping ? words.dropLast() : words[...]
        let isOwner = complete.isEmpty && before.first.map { !$0.isWhitespace } ?? true
        if isOwner { return JSONValue(ownerItems) }
        let type = complete.dropFirst(before.first?.isWhitespace == true ? 0 : 1).first { word in
            Self.types.contains(word.uppercased())
        }
        guard let type else { return JSONValue((["IN"] + Self.types).map { item($0, .keyword) }) }
        return takesName(type, complete) ? JSONValue(names.map { item($0, .reference) }) : []
    }

    private var ownerItems: [JSONValue] {
        var items = names.map { item($0, .reference) }
        if cursor.offset == cursor.text.range(ofLine: cursor.text.location(of: cursor.offset).line).lowerBound {
            items += Self.directives.map { item($0, .keyword) }
        }
        for service in MatrixService.allCases.map(\.ownerPrefix) {
            guard hasSnippets else {
                items.append(item(service, .field))
                continue
            }
            let snippet: JSONValue = [
                "label": JSONValue(service), "kind": JSONValue(Kind.snippet.rawValue),
                "detail": "SRV record of a Matrix server", "insertTextFormat": 2,
                "insertText": JSONValue("\(service) IN SRV ${1:10} ${2:0} ${3:8448} ${4:matrix}"),
            ]
            items.append(snippet)
        }
        return items
    }

    private func item(_ label: String, _ kind: Kind) -> JSONValue {
        ["label": JSONValue(label), "kind": JSONValue(kind.rawValue)]
    }

    /// Whether the next field of a record is a name.
    private func takesName(_ type: String, _ words: ArraySlice<String>) -> Bool {
        let bytes = Array(type.utf8)
        guard let recordType = bytes.withUnsafeBufferPointer({ RecordType(mnemonic: $0) }),
            let index = words.lastIndex(of: type)
        else { return false }
        return RecordFormat.nameFields(of: recordType).contains(words.endIndex - index - 1)
    }

    /// The names of the zone in the form that they have at the position.
    private var names: [String] {
        let zone = cursor.zone
        let origin = originInForce
        return zone.owners(limit: Self.nameLimit).map { zone.names.text($0, relativeTo: origin) }
    }

    /// The origin of the last record before the position.
    private var originInForce: NameID {
        let zone = cursor.zone
        let before = zone.records.indices.last {
            Int(zone.records[$0].source) == cursor.source && Int(zone.records[$0].start) <= cursor.offset
        }
        return before.map { zone.origin(inForceAt: $0) } ?? zone.apex
    }
}
