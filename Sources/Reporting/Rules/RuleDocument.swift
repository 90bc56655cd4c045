import Diagnostics

/// Rules as JSON: what `srvlint rules` and `srvlint explain` print for programs. Keys are added to, never changed.
public enum RuleDocument {
    /// The table of rules: `{"schema", "tool", "rules": […]}`.
    public static func table(of rules: [RuleInfo]) -> String {
        JSONText(isPretty: true)(Table(rules: rules.map(Entry.init))) + "\n"
    }

    /// One rule with its page and examples: `{"schema", "tool", "rule": {…}}`.
    public static func page(of rule: RuleInfo) -> String {
        JSONText(isPretty: true)(Page(rule: Entry(rule), page: PageText(rule))) + "\n"
    }

    private struct Table: Encodable {
        var schema = 1
        var tool = ReportDocument.Tool()
        var rules: [Entry]
    }

    private struct Page: Encodable {
        var schema = 1
        var tool = ReportDocument.Tool()
        var rule: Entry
        var page: PageText
    }

    private struct Entry: Encodable {
        var code: String
        var name: String
        var severity: String
        /// Its findings say that something could not be checked; the severity does not count then.
        var notChecked: Bool
        /// `safe`, `unsafe`, or null where no fix is offered.
        var fix: OrNull<String>
        var summary: String

        init(_ rule: RuleInfo) {
            code = rule.code
            name = rule.name
            severity = rule.severity.rawValue
            notChecked = rule.isNotChecked
            fix = OrNull(rule.fix?.rawValue)
            summary = rule.summary
        }
    }

    private struct PageText: Encodable {
        var whatItChecks: String
        var whyItMatters: String
        var howToFix: String
        var references: [String]
        var examples: [Example]

        init(_ rule: RuleInfo) {
            whatItChecks = rule.page.whatItChecks
            whyItMatters = rule.page.whyItMatters
            howToFix = rule.page.howToFix
            references = rule.page.references
            examples = rule.examples.map(Example.init)
        }
    }

    private struct Example: Encodable {
        var verdict: String
        var text: String
        /// What the findings point at, in bytes from the start of `text`.
        var marks: [Mark]
        /// What it includes, by name; there only when it includes something.
        var files: [String: String]?
        /// The targets it is checked for; there only when there are some.
        var targets: [String]?
        /// What is known of the server besides; there only when something is.
        var server: Server?

        struct Server: Encodable {
            var name: String
            var wellKnown: String?
            /// In words.
            var certificate: String?
            var evidence: String?

            init(_ server: ExampleServer) {
                name = server.name
                wellKnown = server.wellKnown.map { MarkedExample($0).text }
                certificate = server.certificate?.words
                evidence = server.evidence
            }
        }

        struct Mark: Encodable {
            var start: Int
            var end: Int
        }

        init(_ example: RuleExample) {
            let marked = MarkedExample(example.text)
            verdict = example.verdict == .bad ? "bad" : "good"
            text = marked.text
            files = example.files.isEmpty ? nil : example.files
            targets = example.targets.isEmpty ? nil : example.targets.sorted().map(\.rawValue)
            server = example.server.map(Server.init)
            marks = marked.marks.map { Mark(start: $0.lowerBound, end: $0.upperBound) }
        }
    }
}
