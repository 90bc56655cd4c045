import Federation
import ZoneFile

// Requests about the text at a position, and about the structure of a document (LSP 3.17, "Language Features").

extension LanguageServer {
    func formatting(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        guard let uri = params["textDocument"]?["uri"]?.string, let document = documents[uri] else {
            throw ResponseError(.invalidParams, "the document is not open")
        }
        guard document.document.isZone else { throw ResponseError(.requestFailed, "`\(uri)` is not a zone file") }
        if isEditWaiting { throw ResponseError(.contentModified, "`\(uri)` is being edited") }
        switch checker.format(SourceFile(path: document.path, bytes: document.text.bytes)) {
        case .success(let changes):
            var edits = edits
            return edits.textEdits(changes)
        case .failure(let refusal): throw ResponseError(.requestFailed, "not formatted: \(refusal.reason)")
        }
    }

    func hover(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        guard let cursor = try cursor(params) else { return .null }
        var writer = HoverWriter(cursor: cursor, locations: locations, isMarkdown: client.markdown)
        return writer.hover()
    }

    func definition(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        guard let cursor = try cursor(params) else { return .null }
        var finder = DefinitionFinder(cursor: cursor, locations: locations)
        return finder.definitions()
    }

    func references(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        guard let cursor = try cursor(params) else { return .null }
        var finder = DefinitionFinder(cursor: cursor, locations: locations)
        return finder.references(includesOwners: params["context"]?["includeDeclaration"]?.bool ?? true)
    }

    func documentHighlight(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        guard let cursor = try cursor(params) else { return .null }
        var finder = DefinitionFinder(cursor: cursor, locations: locations)
        return finder.highlights()
    }

    func completion(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        guard let cursor = try cursor(params) else { return [] }
        return CompletionWriter(cursor: cursor, hasSnippets: client.snippets).items()
    }

    func prepareRename(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        guard let cursor = try cursor(params) else { return .null }
        do throws(Refusal) {
            let field = try RenameWriter(cursor: cursor).field()
            var locations = locations
            return ["range": locations.range(field.span), "placeholder": JSONValue(field.text)]
        } catch {
            throw ResponseError(.requestFailed, "not renamed: \(error.reason)")
        }
    }

    func rename(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        guard let name = params["newName"]?.string else {
            throw ResponseError(.invalidParams, "the new name is missing")
        }
        guard let cursor = try cursor(params) else { return .null }
        do throws(Refusal) {
            let changes = try RenameWriter(cursor: cursor).rename(to: name)
            var edits = edits
            return edits.edit(changes)
        } catch {
            throw ResponseError(.requestFailed, "not renamed: \(error.reason)")
        }
    }

    func documentSymbol(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        guard var outline = try outline(params) else { return [] }
        return outline.symbols(isHierarchical: client.hierarchicalSymbols)
    }

    func documentLink(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        guard var outline = try outline(params) else { return [] }
        return outline.links()
    }

    func foldingRange(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        guard let outline = try outline(params) else { return [] }
        return outline.foldingRanges()
    }

    // MARK: - Positions

    /// - Returns: `nil` if the document is not part of a zone.
    private func cursor(_ params: JSONValue) throws(ResponseError) -> TextCursor? {
        guard let position = TextPosition(params["position"]) else {
            throw ResponseError(.invalidParams, "the request has no position")
        }
        guard let (zone, result, source, document) = try zone(params) else { return nil }
        return TextCursor(
            zone: zone, zones: result.zones, source: source, offset: document.text.offset(of: position, encoding),
            routes: result.routes)
    }

    private func outline(_ params: JSONValue) throws(ResponseError) -> OutlineWriter? {
        try zone(params).map { OutlineWriter(zone: $0.zone, source: $0.source, locations: locations) }
    }

    /// The zone that contains a document, and the number of its text in it.
    private func zone(
        _ params: JSONValue
    ) throws(ResponseError) -> (zone: Zone, result: CheckedFile, source: Int, document: Document)? {
        let (_, document) = try checkNow(params)
        for (_, result) in results where result.zoneFiles.contains(document.path) {
            var locations = locations
            let source = result.zone?.sources.firstIndex { source in
                if case .generated = source.provenance { return false }
                return locations.path(of: SourceSpan(source, 0..<0)) == document.path
            }
            if let zone = result.zone, let source { return (zone, result, source, document) }
        }
        return nil
    }
}
