import Diagnostics
import Federation
import ZoneFile

/// Writes edits of sources as workspace edits (LSP 3.17, "WorkspaceEdit").
struct EditWriter {
    var locations: LocationWriter
    /// The versions of the open documents by URI, if the client accepts edits of versions.
    let versions: [String: Int?]?

    /// - Returns: `nil` if text would change that is in no file.
    mutating func edit(_ edits: [Edit]) -> JSONValue? {
        guard !edits.contains(where: { LocationWriter.written($0.span) != $0.span }) else { return nil }
        return edit(edits.map { TextChange($0.span.source, $0.span.range, $0.text) })
    }

    mutating func edit(_ changes: [TextChange]) -> JSONValue {
        var order: [String] = []
        var byURI: [String: [JSONValue]] = [:]
        for change in changes {
            let location = locations.location(SourceSpan(change.source, change.range))
            guard let uri = location["uri"]?.string, let range = location["range"] else { continue }
            if byURI[uri] == nil { order.append(uri) }
            byURI[uri, default: []].append(["range": range, "newText": JSONValue(change.text)])
        }
        guard let versions else { return ["changes": JSONValue(byURI.mapValues { JSONValue($0) })] }
        return [
            "documentChanges": JSONValue(
                order.map { uri in
                    let version = versions[uri].flatMap { $0 }.map { JSONValue($0) } ?? .null
                    return [
                        "textDocument": ["uri": JSONValue(uri), "version": version],
                        "edits": JSONValue(byURI[uri] ?? []),
                    ]
                })
        ]
    }

    /// The edits of one document.
    mutating func textEdits(_ changes: [TextChange]) -> JSONValue {
        JSONValue(
            changes.map { change in
                ["range": locations.range(change.range, in: change.source), "newText": JSONValue(change.text)]
            })
    }
}
