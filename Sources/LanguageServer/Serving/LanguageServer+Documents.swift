import Federation

// The notifications about documents (LSP 3.17, "Text Document Synchronization").

extension LanguageServer {
    func notified(_ method: String, _ params: JSONValue) {
        switch method {
        case "textDocument/didOpen": open(params)
        case "textDocument/didChange": change(params)
        case "textDocument/didClose": close(params)
        // A file on the disk may be part of any zone.
        case "textDocument/didSave", "workspace/didChangeWatchedFiles": diskChanged()
        case "workspace/didChangeWorkspaceFolders": changeFolders(params)
        default: break
        }
    }

    /// What the checker has to know of the editor.
    var workspace: Workspace {
        Workspace(
            texts: Dictionary(
                documents.values.map { ($0.path, $0.text.bytes) }, uniquingKeysWith: { first, _ in first }),
            folders: folders, generation: generation)
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
        let isZone = !Self.otherLanguages.contains(language)
        documents[uri] = Document(
            document: OpenDocument(path: path, isZone: isZone), version: document["version"]?.integer,
            text: TextBuffer(Array(text.utf8)), edit: nextEdit)
        documentsChanged()
        if files(of: uri).isEmpty {
            warn("\(path) is not checked: its language is \(language), and no zone of the configuration names it")
        }
    }

    private static let otherLanguages: Set = ["json", "jsonc", "yaml", "markdown", "html", "xml"]

    private var nextEdit: Int { (documents.values.map(\.edit).max() ?? 0) + 1 }

    private func change(_ params: JSONValue) {
        guard let uri = params["textDocument"]?["uri"]?.string, documents[uri] != nil else { return }
        for change in params["contentChanges"]?.array ?? [] {
            if let mistake = apply(change, to: uri) { warn("textDocument/didChange of \(uri) has \(mistake)") }
        }
        if let version = params["textDocument"]?["version"]?.integer { documents[uri]?.version = version }
        let edit = nextEdit
        documents[uri]?.edit = edit
        textsChanged(checksNow: documents[uri]?.isLarge == false)
    }

    /// Makes one change of a document, without a copy: copying a large text would take longer than the change.
    ///
    /// - Returns: what is wrong with the change, as an object of "has".
    private func apply(_ change: JSONValue, to uri: String) -> String? {
        guard let text = change["text"]?.string else { return "a change without text" }
        guard let range = change["range"], range.members != nil else {
            documents[uri]?.text = TextBuffer(Array(text.utf8))
            return nil
        }
        guard let start = TextPosition(range["start"]), let end = TextPosition(range["end"]) else {
            return "a range without positions"
        }
        let encoding = encoding
        documents[uri]?.text.replace(start, end, with: text, encoding)
        return nil
    }

    private func close(_ params: JSONValue) {
        guard let uri = params["textDocument"]?["uri"]?.string, documents.removeValue(forKey: uri) != nil else {
            return
        }
        show([], for: uri, version: nil)
        shown[uri] = nil
        hasClosedDocuments = true
        documentsChanged()
    }

    /// Marks everything to be checked, as files may have been saved, added or removed.
    func diskChanged() {
        generation += 1
        documentsChanged()
    }

    /// Marks everything to be checked, as an open document may be a part of any zone.
    private func documentsChanged() {
        for uri in documents.keys { documents[uri]?.files = nil }
        textsChanged()
    }

    /// Marks everything to be checked: a text may be a part of any zone, and names in it are looked up for others.
    private func textsChanged(checksNow: Bool = true) {
        due = checked.paths
        if checksNow { hasChanges = true }
    }
}
