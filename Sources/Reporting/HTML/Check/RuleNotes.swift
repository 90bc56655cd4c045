import Diagnostics

extension HTMLWriter {
    /// Adds what the rules of the findings check, why it matters and how to fix it, for a reader without the program.
    mutating func ruleNotes(_ findings: [Finding]) {
        var rules: [String: RuleInfo] = [:]
        for finding in findings { rules[finding.rule.code] = finding.rule }
        guard !rules.isEmpty else { return }
        block("section", [.labelled(by: "rules")]) { html in
            html.line("h2", [.id("rules")], words: "Rules in this report")
            for rule in rules.values.sorted(by: { $0.code < $1.code }) { html.ruleNote(rule) }
        }
    }

    /// Adds a rule, closed at first: its findings say what matters, and a page is printed without it.
    private mutating func ruleNote(_ rule: RuleInfo) {
        block("details", [.id("rule-\(rule.code)")]) { html in
            html.line("summary") { html in
                html.inline("h3", words: "\(rule.code) \(rule.name)")
                if !rule.summary.isEmpty {
                    html.inline("span", [.class("origin")]) { $0.prose(Sentence.of(rule.summary)) }
                }
            }
            for (heading, text) in [
                ("Why it matters", rule.page.whyItMatters), ("How to fix it", rule.page.howToFix),
            ] where !text.isEmpty {
                html.line("h4", words: heading)
                html.markdown(text)
            }
            html.line("p", [.class("origin")]) { html in
                html.words("With examples: ")
                html.inline("code", words: "srvlint explain \(rule.code)")
            }
        }
    }
}
