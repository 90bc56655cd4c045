import Federation

extension LanguageServer {
    /// Checks the documents that are due, until a message arrives, and publishes their diagnostics.
    func checkDueDocuments() {
        let texts = Dictionary(
            documents.values.map { ($0.path, $0.text.bytes) }, uniquingKeysWith: { first, _ in first })
        let due = documents.filter(\.value.isDue).sorted { $0.key < $1.key }
        guard !due.isEmpty else { return }
        for (uri, document) in due {
            let channel = channel
            let result = checker.check(document.path, texts: texts) { channel.hasInput }
            // An interrupted check has only some of the findings. The document stays due.
            if channel.hasInput { return }
            documents[uri]?.result = result
            documents[uri]?.isDue = false
            // Once for each mistake, and not with each edit.
            if let failure = result.failure, failure != document.result.failure {
                warn("\(document.path) could not be checked: \(failure)")
            }
        }
        for uri in documents.keys.sorted() { publish(uri) }
    }

    private func publish(_ uri: String) {
        guard let document = documents[uri] else { return }
        let uris = Dictionary(documents.map { ($0.value.path, $0.key) }, uniquingKeysWith: min)
        var writer = DiagnosticWriter(
            encoding, absolutePath: checker.absolutePath, uri: { uris[$0] ?? DocumentURI.uri($0) })
        // A file that an open zone includes is a part of that zone, and not a zone itself.
        let includers = documents.sorted { $0.key < $1.key }.map(\.value).filter {
            $0.path != document.path && $0.result.included.contains(document.path)
        }
        let results = includers.isEmpty ? [document.result] : includers.map(\.result)
        let findings = results.flatMap(\.findings).filter { writer.path(of: $0) == document.path }
        notify(
            "textDocument/publishDiagnostics",
            [
                "uri": JSONValue(uri),
                "version": document.version.map { JSONValue($0) },
                "diagnostics": JSONValue(
                    results.compactMap(\.failure).map(DiagnosticWriter.notChecked)
                        + findings.map { writer.diagnostic($0) }),
            ])
    }
}
