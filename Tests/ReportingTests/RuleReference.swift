import Diagnostics
import Reporting

/// The rule reference, as part of a DocC catalogue that is also readable on a code host: one page for each rule, as
/// `srvlint explain CODE --format markdown` writes it, and a table with links to them.
struct RuleReference {
    let rules: [RuleInfo]
    /// The file names of the articles in the catalogue, which are written by hand.
    let articles: [String]

    struct Page {
        /// The path relative to the directory of the catalogue.
        let path: String
        let text: String
    }

    var pages: [Page] {
        let page = RulePageText(style: .plain, width: nil)
        return [Page(path: "Linting.md", text: landing), Page(path: "Rules.md", text: table)]
            + rules.map { Page(path: "Rules/\($0.code).md", text: withoutDirectives(page.render($0))) }
    }

    /// DocC reads a line that begins with `@` as a directive, even if only line wrapping put it there.
    private func withoutDirectives(_ text: String) -> String { text.replacing("\n@", with: " @") }

    private struct Family {
        let heading: String
        let rules: [RuleInfo]
    }

    /// The subjects of the families, by the first two characters of their codes.
    static let titles: [String: String] = [
        "C1": "certificates",
        "F1": "the federation endpoint",
        "M1": "Matrix server names",
        "M2": "SRV records and hosts of a Matrix server",
        "M3": "results of discovery",
        "N1": "DNS answers",
        "S1": "owners of SRV records",
        "S2": "numbers and sets of SRV records",
        "S3": "targets of SRV records",
        "W1": "the well-known document for servers",
        "W2": "how the well-known document is served",
        "W3": "well-known documents for clients and support",
        "X1": "incomplete checks, suppression comments and the baseline",
        "Z1": "the text of a zone",
        "Z2": "the contents of a zone",
        "Z3": "other name servers",
        "Z4": "signed zones",
    ]

    private var families: [Family] {
        Dictionary(grouping: rules, by: { String($0.code.prefix(2)) }).sorted { $0.key < $1.key }.map { family in
            let code = "\(family.key)xx"
            let heading = Self.titles[family.key].map { "\(code): \($0)" } ?? code
            return Family(heading: heading, rules: family.value.sorted { $0.code < $1.code })
        }
    }

    /// The table. The code is a link for code hosts, which DocC omits, and the name is a link for DocC.
    private var table: String {
        var text = """
            # Rules

            All rules of srvlint, each with its own page.

            ## Overview

            `srvlint explain CODE` prints the same page, and `srvlint rules` the same table. An *error* affects all peers \
            or the most widely used software. A *warning* affects some peers, or will soon cause a problem. *Info* is \
            worth knowing. Findings that are *not checked* lead to exit code 3. `srvlint check --fix` applies *safe* \
            fixes. *Unsafe* fixes change the published records and need `--unsafe-fixes`.

            The examples are parts of a valid zone `example.com.`, and `^` marks the span of a finding. Invisible \
            characters are written as `\\u{…}`.

            """
        for family in families {
            text += "\n## \(family.heading)\n\n"
            text += "| code | name | severity | fix | summary |\n|---|---|---|---|---|\n"
            for rule in family.rules {
                let link = "<a href=\"Rules/\(rule.code).md\">\(rule.code)</a>"
                let severity = rule.isNotChecked ? "not checked" : rule.severity.rawValue
                let cells = [
                    link, "[\(rule.name)](doc:\(rule.code))", severity, rule.fix?.rawValue ?? "", rule.summary,
                ]
                text += "| " + cells.map { $0.isEmpty ? " " : $0 }.joined(separator: " | ") + " |\n"
            }
        }
        return text
    }

    /// The page of the module, which determines the order of the others in DocC.
    private var landing: String {
        var text = """
            # ``Linting``

            The documentation of srvlint: articles, the pages of all rules, and the engine that runs them.

            ## Overview

            Start with <a href="Zones.md">zone files</a> or <a href="Servers.md">Matrix servers</a>. \
            <a href="Rules.md">The table of rules</a> links to the page of each rule.

            ## Topics

            ### Articles

            - <doc:Rules>

            """
        for article in articles { text += "- <doc:\(article.dropLast(3))>\n" }
        for family in families {
            text += "\n### \(family.heading)\n\n"
            for rule in family.rules { text += "- <doc:\(rule.code)>\n" }
        }
        return text
    }
}
