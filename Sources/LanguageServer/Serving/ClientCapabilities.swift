import Federation

/// What the client said about itself in `initialize`.
struct ClientCapabilities {
    /// Whether the client asks for diagnostics, so that they need not be sent to it.
    var pullsDiagnostics = false
    var refreshesDiagnostics = false
    var diagnostics = DiagnosticWriter.Support()
    /// Whether edits may name the version of the document that they are for.
    var documentChanges = false
    /// Whether the edit of a code action may be computed when the user selects it.
    var resolvesActions = false
    /// Whether code actions may be objects; otherwise they are commands, which the server does not offer.
    var actionLiterals = false
    var hierarchicalSymbols = false
    var snippets = false
    var markdown = false

    init() {}

    init(_ capabilities: JSONValue?) {
        let document = capabilities?["textDocument"]
        let workspace = capabilities?["workspace"]
        pullsDiagnostics = document?["diagnostic"]?.members != nil
        refreshesDiagnostics = workspace?["diagnostics"]?["refreshSupport"]?.bool ?? false
        let published = document?["publishDiagnostics"]
        // The members were added over time. Those that the client does not know are left out.
        diagnostics = DiagnosticWriter.Support(
            relatedInformation: published?["relatedInformation"]?.bool ?? false,
            codeDescription: published?["codeDescriptionSupport"]?.bool ?? false,
            tags: published?["tagSupport"]?.members != nil)
        documentChanges = workspace?["workspaceEdit"]?["documentChanges"]?.bool ?? false
        let action = document?["codeAction"]
        actionLiterals = action?["codeActionLiteralSupport"]?.members != nil
        resolvesActions =
            action?["dataSupport"]?.bool == true
            && action?["resolveSupport"]?["properties"]?.array?.contains { $0.string == "edit" } == true
        hierarchicalSymbols = document?["documentSymbol"]?["hierarchicalDocumentSymbolSupport"]?.bool ?? false
        snippets = document?["completion"]?["completionItem"]?["snippetSupport"]?.bool ?? false
        markdown = document?["hover"]?["contentFormat"]?.array?.first?.string == "markdown"
    }
}
