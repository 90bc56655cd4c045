import Diagnostics
import Reporting

/// The reference of the rules as a DocC catalogue that can be read on a code host as well: one page a rule, as
/// `srvlint explain CODE --format markdown` writes it, and a table that leads to them.
struct RuleReference {
    let rules: [RuleInfo]

    struct Page {
        /// Below the folder of the catalogue.
        let path: String
        let text: String
    }

    var pages: [Page] {
        let page = RulePageText(style: .plain, width: nil)
        return [Page(path: "Linting.md", text: landing), Page(path: "Rules.md", text: table)]
            + rules.map { Page(path: "Rules/\($0.code).md", text: page.render($0)) }
    }

    private struct Family {
        let heading: String
        let rules: [RuleInfo]
    }

    /// What the families are about. One that is not named here stands under its code alone.
    private static let titles: [String: String] = [
        "C1": "certificates",
        "F1": "the federation endpoint",
        "M1": "Matrix server names",
        "M2": "SRV records and hosts of a Matrix server",
        "M3": "where discovery leads",
        "N1": "answers of the DNS",
        "S1": "owners of SRV records",
        "S2": "numbers and sets of SRV records",
        "S3": "targets of SRV records",
        "W1": "the well-known document for servers",
        "W2": "how the well-known document is served",
        "W3": "well-known documents for clients and support",
        "X1": "what was not checked, comments and the baseline",
        "Z1": "the text of a zone",
        "Z2": "the contents of a zone",
        "Z3": "other name servers",
    ]

    private var families: [Family] {
        Dictionary(grouping: rules, by: { String($0.code.prefix(2)) }).sorted { $0.key < $1.key }.map { family in
            let code = "\(family.key)xx"
            let heading = Self.titles[family.key].map { "\(code): \($0)" } ?? code
            return Family(heading: heading, rules: family.value.sorted { $0.code < $1.code })
        }
    }

    /// The table. The code is a link that code hosts follow and DocC leaves out, the name one that DocC follows.
    private var table: String {
        var text = """
            # Rules

            Every rule of srvlint, with a page for each.

            ## Overview

            `srvlint explain CODE` shows the same page, `srvlint rules` the same table. An *error* breaks something for \
            everybody or for the most used software, a *warning* breaks it for some, or soon, and *info* is worth \
            knowing; what is *not checked* makes the exit code 3. A *safe* fix is written by `srvlint check --fix`, an \
            *unsafe* one changes what is published and needs `--unsafe-fixes`.

            The examples are pieces of a zone `example.com.` that is right otherwise, and `^` marks what a finding points \
            at. A character that would not be seen is written `\\u{…}`.

            """
        for family in families {
            text += "\n## \(family.heading)\n\n"
            text += "| code | name | severity | fix | finds |\n|---|---|---|---|---|\n"
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

    /// The page of the module, by which DocC puts the others in order.
    private var landing: String {
        var text = """
            # ``Linting``

            The rules of srvlint, and the engine that runs them.

            ## Overview

            <a href="Rules.md">The table of the rules</a> leads to the page of each.

            ## Topics

            ### The table

            - <doc:Rules>

            """
        for family in families {
            text += "\n### \(family.heading)\n\n"
            for rule in family.rules { text += "- <doc:\(rule.code)>\n" }
        }
        return text
    }
}
