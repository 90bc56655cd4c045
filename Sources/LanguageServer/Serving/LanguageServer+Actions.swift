import Diagnostics
import Federation
import ZoneFile

// Code actions (LSP 3.17, "Code Action Request").

extension LanguageServer {
    /// Answers `textDocument/codeAction`.
    func codeActions(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        let (uri, document) = try checkNow(params)
        guard client.actionLiterals else { return [] }
        let only = params["context"]?["only"]?.array?.compactMap(\.string)
        func isWanted(_ kind: String, unasked: Bool) -> Bool {
            guard let only else { return unasked }
            return only.contains { kind == $0 || kind.hasPrefix($0 + ".") || $0.isEmpty }
        }
        var actions: [JSONValue] = []
        if isWanted(CodeActionWriter.quickFix, unasked: true) {
            for finding in findings(at: params["range"], in: document) { actions += self.actions(for: finding, uri) }
        }
        // It takes several checks, so it is offered unasked only if its edit is needed only when it is selected.
        if document.document.isZone, isWanted(CodeActionWriter.fixAll, unasked: client.resolvesActions),
            !findings(in: document).allSatisfy({ $0.fixes.allSatisfy { $0.safety == .unsafe } })
        {
            actions += action(CodeActionWriter.fixAllAction, ["fixAll": JSONValue(uri)])
        }
        return JSONValue(actions)
    }

    /// Answers `codeAction/resolve`.
    func resolveCodeAction(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        guard let data = params["data"] else { return params }
        return params.adding(["edit": try edit(for: data)])
    }

    /// Answers `workspace/executeCommand`: shows the page of a rule, and returns it as Markdown.
    func executeCommand(_ params: JSONValue) throws(ResponseError) -> JSONValue {
        guard params["command"]?.string == CodeActionWriter.explainCommand else {
            throw ResponseError(.invalidParams, "there is no such command")
        }
        guard let code = params["arguments"]?.array?.first?.string, let page = checker.page(ofRule: code) else {
            throw ResponseError(.invalidParams, "`\(CodeActionWriter.explainCommand)` needs the code of a rule")
        }
        notify("window/showMessage", ["type": 3, "message": JSONValue(page)])
        return JSONValue(page)
    }

    private func actions(for finding: Finding, _ uri: String) -> [JSONValue] {
        var writer = CodeActionWriter(diagnostics: DiagnosticWriter(locations, client.diagnostics), edits: edits)
        var actions = finding.fixes.compactMap { writer.action(making: $0, of: finding) }
        if let owner = owner(of: finding), finding.rule.scope != .suppressions, !finding.isNotChecked {
            let data: JSONValue = [
                "ignore": JSONValue(owner), "uri": JSONValue(uri), "code": JSONValue(finding.rule.code),
                "offset": JSONValue(finding.primary?.span.range.lowerBound ?? 0),
            ]
            actions += action(writer.action(ignoring: finding), data)
        }
        actions.append(writer.action(explaining: finding))
        return actions
    }

    /// Adds the edit to an action, or the data from which it is computed when the user selects it.
    private func action(_ action: JSONValue, _ data: JSONValue) -> [JSONValue] {
        if client.resolvesActions { return [action.adding(["data": data])] }
        guard let edit = try? edit(for: data) else { return [] }
        return [action.adding(["edit": edit])]
    }

    private func edit(for data: JSONValue) throws(ResponseError) -> JSONValue {
        guard let uri = (data["fixAll"] ?? data["uri"])?.string, documents[uri] != nil else {
            throw ResponseError(.contentModified, "the document is no longer open")
        }
        if isEditWaiting { throw ResponseError(.contentModified, "`\(uri)` is being edited") }
        let result: Result<[TextChange], Refusal>
        if data["fixAll"] != nil {
            result = checker.fixAll(files(of: uri).first ?? "", in: workspace)
        } else {
            guard let path = data["ignore"]?.string, let code = data["code"]?.string,
                let offset = data["offset"]?.integer
            else { throw ResponseError(.invalidParams, "the code action has other data than it was sent with") }
            result = checker.ignore(code, at: offset, of: documents[uri]?.path ?? "", in: path, workspace)
        }
        switch result {
        case .success(let changes):
            var edits = edits
            return edits.edit(changes)
        case .failure(let refusal): throw ResponseError(.requestFailed, refusal.reason)
        }
    }

    /// Writes edits for the versions of the documents that were checked.
    var edits: EditWriter {
        EditWriter(locations: locations, versions: client.documentChanges ? documents.mapValues(\.version) : nil)
    }

    /// The findings in a document.
    private func findings(in document: Document) -> [Finding] {
        var locations = locations
        return results.flatMap(\.result.findings).filter {
            $0.primary.map { locations.path(of: $0.span) == document.path } ?? false
        }
    }

    /// The findings whose text a range touches.
    private func findings(at range: JSONValue?, in document: Document) -> [Finding] {
        guard let start = TextPosition(range?["start"]), let end = TextPosition(range?["end"]) else { return [] }
        let from = document.text.offset(of: start, encoding)
        let to = document.text.offset(of: end, encoding)
        return findings(in: document).filter { finding in
            guard let span = finding.primary.map({ LocationWriter.written($0.span) }) else { return false }
            return span.range.lowerBound <= to && from <= span.range.upperBound
        }
    }

    /// The checked file whose zone has the finding; `nil` if it is in no zone, as in a well-known document.
    private func owner(of finding: Finding) -> String? {
        var locations = locations
        guard let path = finding.primary.map({ locations.path(of: $0.span) }) else { return nil }
        return results.first { $0.result.zoneFiles.contains(path) }?.path
    }
}
