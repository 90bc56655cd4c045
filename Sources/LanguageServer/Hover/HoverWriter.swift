import DNS
import Federation
import ZoneFile

/// Writes what the text at a position means (LSP 3.17, "Hover").
struct HoverWriter {
    let cursor: TextCursor
    var locations: LocationWriter
    let isMarkdown: Bool

    /// - Returns: `null` if there is nothing to explain.
    mutating func hover() -> JSONValue {
        guard let record = cursor.record else { return .null }
        if let field = cursor.nameField {
            return content(nameDescription(field, record), at: field.span)
        }
        let span = cursor.zone.fields(of: record).span
        guard cursor.contains(span.range) else { return .null }
        return content(description(of: record), at: nil)
    }

    private mutating func content(_ markdown: String, at span: SourceSpan?) -> JSONValue {
        [
            "contents": [
                "kind": isMarkdown ? "markdown" : "plaintext",
                "value": JSONValue(isMarkdown ? markdown : Self.plain(markdown)),
            ],
            "range": span.map { locations.range($0) },
        ]
    }

    private func description(of record: RecordID) -> String {
        RecordDescription(zone: cursor.zone, id: record, routes: cursor.routes).markdown
    }

    private func nameDescription(_ field: NameField, _ record: RecordID) -> String {
        guard !field.isOwner else { return description(of: record) }
        let zone = cursor.zone
        let relative = RelativeName(zone: zone, record: record, text: field.text, name: field.name).words
        let name = relative ?? QuotedText.inline(zone.names.text(field.name))
        let found = NameLookup(zone: zone, zones: cursor.zones).records(at: field.name)
        var lines = [name]
        for (other, id) in found.prefix(8) {
            let data = other.fields(of: id).rdata.map(\.text).joined(separator: " ")
            lines.append("- \(QuotedText.inline("\(other.records[id].type) \(data)"))")
        }
        if found.count > 8 { lines.append("- and \(found.count - 8) more records") }
        return lines.joined(separator: "\n\n") + "\n\n" + description(of: record)
    }

    private static func plain(_ markdown: String) -> String {
        markdown.replacing("```bindzone\n", with: "").replacing("\n```", with: "").replacing("`", with: "")
    }
}
