import Diagnostics

/// The page of a rule.
public struct RulePageHTML {
    public init() {}

    public func render(_ rule: RuleInfo) -> String {
        PageShell(kind: "Rule of srvlint", title: "\(rule.name) (\(rule.code))").page { html in
            html.line("p", prose: Sentence.of(rule.summary))
            html.block("dl") { html in
                html.line("dt", words: "Severity")
                html.line("dd") { html in
                    let mark: StateMark =
                        switch rule.severity {
                        case .error: .error
                        case .warning: .warning
                        case .info: .info
                        }
                    if rule.isNotChecked {
                        html.badge(.unknown, "not checked")
                    } else {
                        html.badge(mark, mark.rawValue)
                    }
                }
                html.line("dt", words: "Fix")
                html.line("dd", words: fix(rule))
            }
            section("What it checks", "checks", &html) { $0.markdown(rule.page.whatItChecks) }
            section("Why it matters", "matters", &html) { $0.markdown(rule.page.whyItMatters) }
            section("Example", "example", &html) { examples(rule, &$0) }
            section("Fix", "fix", &html) { $0.markdown(rule.page.howToFix) }
            section("References", "references", &html) { html in
                html.block("ul") { html in
                    for reference in rule.page.references { html.line("li") { $0.references([reference]) } }
                }
            }
        }
    }

    private func section(
        _ heading: String, _ id: String, _ html: inout HTMLWriter, _ content: (inout HTMLWriter) -> Void
    ) {
        html.block("section", [.labelled(by: id)]) { html in
            html.line("h2", [.id(id)], words: heading)
            content(&html)
        }
    }

    private func fix(_ rule: RuleInfo) -> String {
        switch rule.fix {
        case .safe: "safe: published records do not change, or only one meaning is possible"
        case .unsafe: "unsafe: changes the published records, so review it first"
        case nil: "none: needs a human decision"
        }
    }

    private func examples(_ rule: RuleInfo, _ html: inout HTMLWriter) {
        for (verdict, title) in [(RuleExample.Verdict.bad, "Wrong"), (.good, "Right")] {
            for example in rule.examples where example.verdict == verdict {
                let targets = example.targets.sorted().map { " --target \($0.rawValue)" }.joined()
                html.line("h3", words: title + (targets.isEmpty ? "" : ", with\(targets)"))
                if !example.text.isEmpty { listing(example.text, &html) }
                if let server = example.server {
                    html.line("p", prose: "Server name: `\(server.name)`")
                    for document in server.documents {
                        html.line("p", prose: "At `https://\(server.name)/.well-known/matrix/\(document.name)`:")
                        listing(document.text, &html)
                    }
                    if let certificate = server.certificate {
                        html.line("p", prose: "With \(certificate.words).")
                    }
                    if let evidence = server.evidence {
                        html.line("p", prose: "With these answers (`--evidence`):")
                        listing(evidence, &html)
                    }
                }
                for (name, text) in example.files.sorted(by: { $0.key < $1.key }) {
                    html.line("p", prose: "With the file `\(name)`:")
                    listing(text, &html)
                }
            }
        }
    }

    /// A text with its marked parts.
    private func listing(_ marked: String, _ html: inout HTMLWriter) {
        html.line("pre") { html in
            html.inline("code") { html in
                for (index, line) in MarkedExample(marked).lines.enumerated() {
                    if index > 0 { html.lineEnd() }
                    var column = 0
                    var run = ""
                    var isMarked = false
                    func end(_ html: inout HTMLWriter) {
                        if isMarked { html.inline("mark", [.class("error")], words: run) } else { html.words(run) }
                        run = ""
                    }
                    for character in line.text {
                        if line.marked.contains(column) != isMarked {
                            end(&html)
                            isMarked.toggle()
                        }
                        run.append(character)
                        column += VisibleText.width(of: String(character))
                    }
                    end(&html)
                }
            }
        }
    }
}
