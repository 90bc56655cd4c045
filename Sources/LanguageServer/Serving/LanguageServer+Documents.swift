import Federation

// The notifications about documents (LSP 3.17, "Text Document Synchronization").

extension LanguageServer {
    func notified(_ method: String, _ params: JSONValue) {
        switch method {
        case "textDocument/didOpen": open(params)
        case "textDocument/didChange": change(params)
        case "textDocument/didClose": close(params)
        // A file on the disk may be part of any zone.
        case "textDocument/didSave", "workspace/didChangeWatchedFiles":
            for uri in documents.keys { documents[uri]?.isDue = true }
        default: break
        }
    }

    private func open(_ params: JSONValue) {
        guard let document = params["textDocument"], let uri = document["uri"]?.string,
            let text = document["text"]?.string
        else { return warn("textDocument/didOpen has no document") }
        let language = document["languageId"]?.string ?? ""
        guard let path = DocumentURI.path(uri).map(checker.absolutePath) else {
            return warn("\(uri) is not checked: it is not a file")
        }
        // An editor may be set to send JSON and YAML too. Read as zones, they would be full of mistakes.
        guard !Self.otherLanguages.contains(language) else {
            return warn("\(path) is not checked: its language is \(language), not a zone file")
        }
        documents[uri] = Document(
            path: path, version: document["version"]?.integer, text: TextBuffer(Array(text.utf8)))
        // Any zone may include it, which is only known of documents that were open when the zone was checked.
        for uri in documents.keys { documents[uri]?.isDue = true }
    }

    private static let otherLanguages: Set = ["json", "jsonc", "yaml", "markdown", "html", "xml"]

    private func change(_ params: JSONValue) {
        guard let uri = params["textDocument"]?["uri"]?.string, var document = documents[uri] else { return }
        for change in params["contentChanges"]?.array ?? [] {
            guard let text = change["text"]?.string else {
                warn("textDocument/didChange of \(document.path) has a change without text")
                continue
            }
            guard let range = change["range"], range.members != nil else {
                document.text = TextBuffer(Array(text.utf8))
                continue
            }
            guard let start = Self.position(range["start"]), let end = Self.position(range["end"]) else {
                warn("textDocument/didChange of \(document.path) has a range without positions")
                continue
            }
            document.text.replace(start, end, with: text, encoding)
        }
        document.version = params["textDocument"]?["version"]?.integer ?? document.version
        documents[uri] = document
        textChanged(at: document.path)
    }

    private static func position(_ value: JSONValue?) -> TextPosition? {
        guard let line = value?["line"]?.integer, let character = value?["character"]?.integer else { return nil }
        return TextPosition(line: line, character: character)
    }

    private func close(_ params: JSONValue) {
        guard let uri = params["textDocument"]?["uri"]?.string, let document = documents.removeValue(forKey: uri) else {
            return
        }
        notify("textDocument/publishDiagnostics", ["uri": JSONValue(uri), "diagnostics": []])
        textChanged(at: document.path)
    }

    /// Marks the document of a path, and those that include it, to be checked.
    private func textChanged(at path: String) {
        for (uri, document) in documents
        where document.path == path || document.result.included.contains(path) || document.result.failure != nil {
            documents[uri]?.isDue = true
        }
    }
}
