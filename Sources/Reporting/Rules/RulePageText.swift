import Diagnostics

/// The page of a rule for people: Markdown that is readable as plain text, with bold headings on a terminal.
public struct RulePageText {
    private let style: Style
    private let width: Int

    /// Longer lines are hard to read.
    private static let maximumWidth = 100
    private static let widthWithoutTerminal = 80

    public init(style: Style, width: Int?) {
        self.style = style
        self.width = width.map { min(max($0, 40), Self.maximumWidth) } ?? Self.widthWithoutTerminal
    }

    public func render(_ rule: RuleInfo) -> String {
        var output = heading("# \(rule.name) (\(rule.code))")
        output += paragraphs(rule.summary.prefix(1).uppercased() + rule.summary.dropFirst() + ".")
        output += "\n"
        output += "- Severity: \(severity(of: rule))\n"
        output += wrapped("- Fix: " + fix(of: rule), indent: "  ")
        output += "\n" + heading("## What it checks") + paragraphs(rule.page.whatItChecks)
        output += "\n" + heading("## Why it matters") + paragraphs(rule.page.whyItMatters)
        output += "\n" + heading("## Example") + examples(rule)
        output += "\n" + heading("## Fix") + paragraphs(rule.page.howToFix)
        output += "\n" + heading("## References")
        for reference in rule.page.references { output += wrapped("- " + reference, indent: "  ") }
        return output
    }

    private func heading(_ text: String) -> String {
        style.paint(text, .message) + "\n\n"
    }

    private func severity(of rule: RuleInfo) -> String {
        if rule.isNotChecked {
            return style.paint("not checked", .notChecked) + " (exit code 3 if nothing else fails the run)"
        }
        return switch rule.severity {
        case .error: style.paint("error", .error)
        case .warning: style.paint("warning", .warning)
        case .info:
            style.paint("info", .info)
                + (rule.isStandingNote ? "; `check` shows it with -v, or if the rule is selected" : "")
        }
    }

    private func fix(of rule: RuleInfo) -> String {
        switch rule.fix {
        case .safe: "safe: published records do not change, or only one meaning is possible"
        case .unsafe: "unsafe: changes the published records, so review it first"
        case nil: "none: needs a human decision"
        }
    }

    private func examples(_ rule: RuleInfo) -> String {
        var output = ""
        for (verdict, title) in [(RuleExample.Verdict.bad, "Wrong"), (.good, "Right")] {
            for example in rule.examples where example.verdict == verdict {
                if !output.isEmpty { output += "\n" }
                let targets = example.targets.sorted().map { " --target \($0.rawValue)" }.joined()
                output += title + (targets.isEmpty ? "" : ", with" + targets) + ":\n\n"
                let zone = example.text.isEmpty ? "" : listing(MarkedExample(example.text))
                output += zone
                output += example.server.map { server($0, after: zone) } ?? ""
                for (name, text) in example.files.sorted(by: { $0.key < $1.key }) {
                    output += "\nWith the file `\(VisibleText.escape(name))`:\n\n" + listing(MarkedExample(text))
                }
            }
        }
        return output
    }

    /// The other facts about the server.
    private func server(_ server: ExampleServer, after zone: String) -> String {
        var parts: [String] = []
        for document in server.documents {
            parts.append(
                "At `https://\(server.name)/.well-known/matrix/\(document.name)`:\n\n"
                    + listing(MarkedExample(document.text)))
        }
        if let certificate = server.certificate { parts.append(paragraphs("With \(certificate.words).")) }
        if let evidence = server.evidence {
            parts.append("With these answers (`--evidence`):\n\n" + listing(MarkedExample(evidence)))
        }
        if zone.isEmpty, server.documents.isEmpty { parts.insert("Server name: `\(server.name)`\n", at: 0) }
        return (zone.isEmpty ? "" : "\n") + parts.joined(separator: "\n")
    }

    private func listing(_ example: MarkedExample) -> String {
        example.lines.reduce(into: "") { output, line in
            output += line.text.isEmpty ? "\n" : "    \(line.text)\n"
            let underline = line.underline
            guard let first = underline.firstIndex(of: "^") else { return }
            output += "    " + underline[..<first] + style.paint(String(underline[first...]), .error) + "\n"
        }
    }

    /// Wraps each line, except those indented as code.
    private func paragraphs(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).reduce(into: "") { output, line in
            let line = String(line)
            output += line.hasPrefix("    ") ? line + "\n" : wrapped(line, indent: line.hasPrefix("- ") ? "  " : "")
        }
    }

    private func wrapped(_ text: String, indent: String) -> String {
        Wrapping.lines(of: text, columns: width - indent.utf8.count).enumerated().reduce(into: "") { output, line in
            output += (line.offset == 0 ? "" : indent) + line.element + "\n"
        }
    }
}
