import Diagnostics
import Federation

/// Rules as JSON, as `srvlint rules` and `srvlint explain` print them. Keys may be added, but existing ones never change.
public enum RuleDocument {
    /// The table of rules: `{"schema", "tool", "rules": […]}`.
    public static func table(of rules: [RuleInfo]) -> String {
        text(["schema": 1, "tool": ReportJSON.tool, "rules": JSONValue(rules.map(entry))])
    }

    /// One rule with its page and examples: `{"schema", "tool", "rule": {…}, "page": {…}}`.
    public static func page(of rule: RuleInfo) -> String {
        text(["schema": 1, "tool": ReportJSON.tool, "rule": entry(rule), "page": page(rule)])
    }

    private static func text(_ document: JSONValue) -> String {
        JSONWriter.report(.indented).text(document) + "\n"
    }

    private static func entry(_ rule: RuleInfo) -> JSONValue {
        [
            "code": JSONValue(rule.code),
            "name": JSONValue(rule.name),
            "severity": JSONValue(rule.severity.rawValue),
            // Whether findings report that something could not be checked. The severity does not count then.
            "notChecked": JSONValue(rule.isNotChecked),
            // Whether `check` shows findings of severity info only on request.
            "standingNote": JSONValue(rule.isStandingNote),
            // `safe`, `unsafe`, or null if the rule has no fix.
            "fix": JSONValue(orNull: rule.fix?.rawValue),
            "summary": JSONValue(rule.summary),
        ]
    }

    private static func page(_ rule: RuleInfo) -> JSONValue {
        [
            "whatItChecks": JSONValue(rule.page.whatItChecks),
            "whyItMatters": JSONValue(rule.page.whyItMatters),
            "howToFix": JSONValue(rule.page.howToFix),
            "references": JSONValue(rule.page.references),
            "examples": JSONValue(rule.examples.map(example)),
        ]
    }

    private static func example(_ example: RuleExample) -> JSONValue {
        let marked = MarkedExample(example.text)
        let marks: [JSONValue] = marked.marks.map {
            ["start": JSONValue($0.lowerBound), "end": JSONValue($0.upperBound)]
        }
        return [
            "verdict": example.verdict == .bad ? "bad" : "good",
            "text": JSONValue(marked.text),
            // What the findings point at, in bytes from the start of `text`.
            "marks": JSONValue(marks),
            // The included files by name; present only if there are any.
            "files": example.files.isEmpty ? nil : JSONValue(example.files.mapValues { JSONValue($0) }),
            // The targets that the example is checked for; present only if there are any.
            "targets": example.targets.isEmpty ? nil : JSONValue(example.targets.sorted().map(\.rawValue)),
            // Other facts about the server; present only if there are any.
            "server": example.server.map(server),
        ]
    }

    private static func server(_ server: ExampleServer) -> JSONValue {
        [
            "name": JSONValue(server.name),
            "wellKnown": server.wellKnown.map { JSONValue(MarkedExample($0).text) },
            "wellKnownClient": server.client.map { JSONValue(MarkedExample($0).text) },
            "wellKnownSupport": server.support.map { JSONValue(MarkedExample($0).text) },
            // A description in prose.
            "certificate": server.certificate.map { JSONValue($0.words) },
            "evidence": server.evidence.map { JSONValue($0) },
        ]
    }
}
