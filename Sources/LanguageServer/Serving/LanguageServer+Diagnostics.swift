import Diagnostics
import Federation

// What is wrong, sent by the server (`textDocument/publishDiagnostics`) or asked for by the client
// (`textDocument/diagnostic`, LSP 3.17).

extension LanguageServer {
    /// Answers `textDocument/diagnostic`.
    func pullDiagnostics(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        var uri = params["textDocument"]?["uri"]?.string ?? ""
        // A large document keeps its diagnostics until it is saved.
        let isKept = !hasChanges && documents[uri]?.isLarge == true
        if !isKept { uri = try checkedURI(params) }
        let path = documents[uri]?.path ?? ""
        let items = JSONValue(diagnostics(of: path)[path] ?? [])
        shown[uri] = ShownDiagnostics(text: JSONWriter(.compact).text(items), version: nil)
        return ["kind": "full", "items": items]
    }

    private func checkedURI(_ params: JSONValue) throws(ResponseError) -> String {
        do throws(ResponseError) {
            return try checkNow(params).uri
        } catch  where error.code == .contentModified {
            // The client asks again with the new text.
            throw ResponseError(.serverCancelled, error.message, data: ["retriggerRequest": true])
        }
    }

    /// Shows the diagnostics of all files that have some, or had some before.
    func showDiagnostics() {
        let all = diagnostics()
        let paths = Dictionary(documents.map { ($0.value.path, $0.key) }, uniquingKeysWith: min)
        var isOutdated = false
        for (uri, document) in documents.sorted(by: { $0.key < $1.key }) {
            let items = all[document.path] ?? []
            if client.pullsDiagnostics {
                let text = JSONWriter(.compact).text(JSONValue(items))
                // A client asks for a document that it opens or edits, but cannot know of others.
                if let known = shown[uri], known.text != text { isOutdated = true }
            } else {
                show(items, for: uri, version: document.version)
            }
        }
        // Files that are not open, as far as they belong to an open zone.
        for (path, items) in all.sorted(by: { $0.key < $1.key }) where paths[path] == nil {
            show(items, for: DocumentURI.uri(path), version: nil)
        }
        for uri in shown.keys.sorted() where documents[uri] == nil {
            guard all[DocumentURI.path(uri) ?? ""] == nil else { continue }
            show([], for: uri, version: nil)
            shown[uri] = nil
        }
        if isOutdated, client.refreshesDiagnostics { request("workspace/diagnostic/refresh") }
    }

    /// Shows the diagnostics of one document before others are checked. A client that asks for them does that itself.
    func showDiagnostics(of uri: String) {
        guard !client.pullsDiagnostics, let document = documents[uri] else { return }
        show(diagnostics(of: document.path)[document.path] ?? [], for: uri, version: document.version)
    }

    /// Sends the diagnostics of a file, unless the client has them.
    func show(_ items: [JSONValue], for uri: String, version: Int?) {
        let new = ShownDiagnostics(text: JSONWriter(.compact).text(JSONValue(items)), version: version)
        guard shown[uri] != new else { return }
        shown[uri] = new
        notify(
            "textDocument/publishDiagnostics",
            ["uri": JSONValue(uri), "version": version.map { JSONValue($0) }, "diagnostics": JSONValue(items)])
    }

    /// The diagnostics of the open documents and of the files that belong to them, by absolute path.
    ///
    /// - Parameter only: the path of the only file whose diagnostics are needed.
    private func diagnostics(of only: String? = nil) -> [String: [JSONValue]] {
        var writer = DiagnosticWriter(locations, client.diagnostics)
        var items: [String: [JSONValue]] = [:]
        var seen: Set<String> = []
        let results = results.filter { path, result in
            only.map { $0 == path || result.reads($0) || result.failure != nil } ?? true
        }
        func add(_ item: JSONValue, to path: String) {
            guard only == nil || path == only else { return }
            // Two zones may include the same file.
            if results.count > 1, !seen.insert(path + "\0" + JSONWriter(.compact).text(item)).inserted { return }
            items[path, default: []].append(item)
        }
        for (path, result) in results {
            if let failure = result.failure {
                if failure.isAboutFile { add(DiagnosticWriter.notChecked(failure.reason), to: path) }
                for mistake in failure.mistakes {
                    add(writer.diagnostic(mistake), to: writer.locations.path(of: mistake.span))
                }
            }
            for finding in result.findings {
                // What is in no file, such as an answer of no zone, is about the zone as a whole.
                let place =
                    finding.primary.map { writer.locations.path(of: $0.span) }
                    ?? finding.path.map(checker.absolutePath) ?? path
                if result.reads(place) { add(writer.diagnostic(finding), to: place) }
            }
        }
        return items
    }

    /// Writes locations with the URIs that the client uses.
    var locations: LocationWriter {
        let uris = Dictionary(documents.map { ($0.value.path, $0.key) }, uniquingKeysWith: min)
        return LocationWriter(encoding, absolutePath: checker.absolutePath, uri: { uris[$0] ?? DocumentURI.uri($0) })
    }
}
