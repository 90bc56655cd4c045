import Federation

// `initialize`, and what the server can do (LSP 3.17, "Lifecycle Messages").

extension LanguageServer {
    func initialize(_ params: JSONValue) -> JSONValue {
        let offered = params["capabilities"]?["general"]?["positionEncodings"]?.array ?? []
        // The client lists them in the order that it prefers. Without a list it counts in UTF-16.
        encoding = offered.lazy.compactMap { $0.string.flatMap(PositionEncoding.init) }.first ?? .utf16
        client = ClientCapabilities(params["capabilities"])
        let uris = params["workspaceFolders"]?.array?.compactMap { $0["uri"]?.string }
        // The older member is for clients without folders.
        folders = (uris ?? [params["rootUri"]?.string].compactMap(\.self)).compactMap(folder)
        return [
            "capabilities": capabilities,
            "serverInfo": ["name": "srvlint", "version": JSONValue(version)],
        ]
    }

    private var capabilities: JSONValue {
        [
            "positionEncoding": JSONValue(encoding.rawValue),
            // 2 is incremental; a client may still send the whole text.
            "textDocumentSync": ["openClose": true, "change": 2, "save": ["includeText": false]],
            "diagnosticProvider": [
                "identifier": "srvlint", "interFileDependencies": true, "workspaceDiagnostics": false,
            ],
            "codeActionProvider": [
                "codeActionKinds": [JSONValue(CodeActionWriter.quickFix), JSONValue(CodeActionWriter.fixAll)],
                "resolveProvider": true,
            ],
            "documentFormattingProvider": true,
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "documentHighlightProvider": true,
            "documentSymbolProvider": true,
            "documentLinkProvider": ["resolveProvider": false],
            "foldingRangeProvider": true,
            "completionProvider": ["triggerCharacters": ["$", "_"]],
            "renameProvider": ["prepareProvider": true],
            "executeCommandProvider": ["commands": [JSONValue(CodeActionWriter.explainCommand)]],
            "workspace": ["workspaceFolders": ["supported": true, "changeNotifications": true]],
        ]
    }

    /// Changes the folders of the workspace.
    func changeFolders(_ params: JSONValue) {
        func paths(_ key: String) -> [String] {
            params["event"]?[key]?.array?.compactMap { $0["uri"]?.string }.compactMap(folder) ?? []
        }
        let removed = Set(paths("removed"))
        folders = folders.filter { !removed.contains($0) }
        folders += paths("added").filter { !folders.contains($0) }
        diskChanged()
    }

    private func folder(_ uri: String) -> String? { DocumentURI.path(uri).map { checker.absolutePath($0 + "/.") } }

    /// The requests that are answered while the server runs, by method.
    var requests: [String: (JSONValue) throws(ResponseError) -> JSONValue] {
        [
            "textDocument/diagnostic": pullDiagnostics,
            "textDocument/codeAction": codeActions,
            "codeAction/resolve": resolveCodeAction,
            "workspace/executeCommand": executeCommand,
            "textDocument/formatting": formatting,
            "textDocument/hover": hover,
            "textDocument/definition": definition,
            "textDocument/references": references,
            "textDocument/documentHighlight": documentHighlight,
            "textDocument/documentSymbol": documentSymbol,
            "textDocument/documentLink": documentLink,
            "textDocument/foldingRange": foldingRange,
            "textDocument/completion": completion,
            "textDocument/prepareRename": prepareRename,
            "textDocument/rename": rename,
        ]
    }
}
