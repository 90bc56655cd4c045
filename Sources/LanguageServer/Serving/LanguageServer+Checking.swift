import Diagnostics
import Federation

extension LanguageServer {
    /// Checks the files that are due, until a message arrives, and shows what was found.
    func checkDueFiles() {
        guard hasChanges else { return }
        let channel = channel
        // The document that is being edited comes first, and nobody waits for the others to see what is wrong in it.
        let uris = documents.sorted { ($1.value.edit, $0.key) < ($0.value.edit, $1.key) }.map(\.key)
        for (number, uri) in uris.enumerated() {
            // An interrupted check has only some of the findings. The file stays due.
            guard check(uri, shouldStop: { channel.hasInput }) else { return }
            if number == 0, uris.count > 1 { showDiagnostics(of: uri) }
        }
        hasChanges = false
        checked.keep(Set(uris.flatMap(files)))
        due = []
        warnAboutWorkspace()
        showDiagnostics()
        guard hasClosedDocuments else { return }
        hasClosedDocuments = false
        checker.releaseMemory(ofEverything: documents.isEmpty)
    }

    /// Checks the files that are due for one document.
    ///
    /// - Returns: whether all were checked.
    func check(_ uri: String, shouldStop: @escaping @Sendable () -> Bool) -> Bool {
        for path in files(of: uri) where (checked[path] == nil || due.contains(path)) && !checked.isPart(path) {
            let result = checker.check(path, in: workspace, shouldStop: shouldStop)
            if shouldStop() { return false }
            // Once for each mistake, and not with each edit.
            if let failure = result.failure, failure.reason != checked[path]?.failure?.reason {
                warn("\(path) could not be checked: \(failure.reason)")
            }
            checked.set(result, for: path)
            due.remove(path)
        }
        return true
    }

    /// Checks what is due for a document that a request is about.
    ///
    /// - Throws: an error if the document is not open, or if its text is about to change.
    func checkNow(_ params: JSONValue) throws(ResponseError) -> (uri: String, document: Document) {
        guard let uri = params["textDocument"]?["uri"]?.string else {
            throw ResponseError(.invalidParams, "the request has no document")
        }
        guard documents[uri] != nil else { throw ResponseError(.invalidParams, "`\(uri)` is not open") }
        if isEditWaiting { throw ResponseError(.contentModified, "`\(uri)` is being edited") }
        _ = check(uri, shouldStop: { false })
        guard let document = documents[uri] else { throw ResponseError(.invalidParams, "`\(uri)` is not open") }
        return (uri, document)
    }

    /// The files whose check shows what is wrong in a document.
    func files(of uri: String) -> [String] {
        guard let document = documents[uri] else { return [] }
        if let files = document.files { return files }
        let files = checker.filesToCheck(for: document.document, in: workspace)
        documents[uri]?.files = files
        return files
    }

    /// The results that count, in the order of their paths.
    var results: [(path: String, result: CheckedFile)] { checked.results }
}
