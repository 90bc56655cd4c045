import Diagnostics
import Federation
import ZoneFile

/// Writes the code actions for findings (LSP 3.17, "Code Action Request").
struct CodeActionWriter {
    var diagnostics: DiagnosticWriter
    var edits: EditWriter

    static let quickFix = "quickfix"
    static let fixAll = "source.fixAll.srvlint"
    /// The command that shows the page of a rule, whose code is its argument.
    static let explainCommand = "srvlint.explain"

    /// The action that makes one fix.
    mutating func action(making fix: Fix, of finding: Finding) -> JSONValue? {
        guard let edit = edits.edit(fix.edits) else { return nil }
        let isSafe = fix.safety == .safe
        return [
            "title": JSONValue(CodeActionMessages.title(of: fix)), "kind": JSONValue(Self.quickFix),
            "diagnostics": [diagnostics.diagnostic(finding)], "isPreferred": isSafe ? true : nil, "edit": edit,
        ]
    }

    /// The action that adds a comment, without its edit.
    mutating func action(ignoring finding: Finding) -> JSONValue {
        [
            "title": JSONValue(CodeActionMessages.ignore(finding.rule)), "kind": JSONValue(Self.quickFix),
            "diagnostics": [diagnostics.diagnostic(finding)],
        ]
    }

    /// The action that shows the page of a rule.
    mutating func action(explaining finding: Finding) -> JSONValue {
        let title = CodeActionMessages.explain(finding.rule)
        return [
            "title": JSONValue(title), "kind": JSONValue(Self.quickFix),
            "diagnostics": [diagnostics.diagnostic(finding)],
            "command": [
                "title": JSONValue(title), "command": JSONValue(Self.explainCommand),
                "arguments": [JSONValue(finding.rule.code)],
            ],
        ]
    }

    /// The action that makes all safe fixes, without its edit.
    static var fixAllAction: JSONValue {
        ["title": JSONValue(CodeActionMessages.fixAll), "kind": JSONValue(fixAll)]
    }
}

// MARK: - Messages

private enum CodeActionMessages {
    static let fixAll = "Make all safe fixes of srvlint"

    static func title(of fix: Fix) -> String {
        let title = fix.title.prefix(1).uppercased() + fix.title.dropFirst()
        return fix.safety == .safe ? title : "\(title) (unsafe: changes the published records)"
    }

    static func ignore(_ rule: RuleInfo) -> String { "Ignore \(rule.code) (\(rule.name)) with a comment" }

    static func explain(_ rule: RuleInfo) -> String { "Explain \(rule.code) (\(rule.name))" }
}
