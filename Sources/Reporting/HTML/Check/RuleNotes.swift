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

    private mutating func ruleNote(_ rule: RuleInfo) {
        let id = "rule-\(rule.code)"
        block("section", [.class("card"), .labelled(by: id)]) { html in
            html.line("h3", [.id(id)], words: "\(rule.code) \(rule.name)")
            if !rule.summary.isEmpty { html.line("p", prose: Sentence.of(rule.summary)) }
            for (heading, text) in [
                ("Why it matters", rule.page.whyItMatters), ("How to fix it", rule.page.howToFix),
            ] where !text.isEmpty {
                html.line("h4", words: heading)
                html.markdown(text)
            }
            html.line("p", [.class("origin")]) { html in
                html.words("The page of the rule: ")
                html.inline("code", words: "srvlint explain \(rule.code)")
            }
        }
    }
}
