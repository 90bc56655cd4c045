import Diagnostics

extension HTMLWriter {
    /// Adds a finding of an explanation, and the findings that follow from it inside it.
    mutating func finding(_ finding: ExplanationFinding, level: Int) {
        let mark = finding.mark
        block("article", [.class("finding \(mark.rawValue)")]) { html in
            html.line("div") { html in
                html.badge(mark, finding.level)
                html.inline("span", [.class("code")], words: "\(finding.number) · \(finding.code)")
            }
            html.heading(level, prose: finding.message, style: "message")
            if let location = finding.location { html.line("p", [.class("origin")], words: location) }
            let texts = [("Why", finding.why), ("What to do", finding.help)].filter { !$0.1.isEmpty }
            if !texts.isEmpty {
                html.block("dl") { html in
                    for (term, text) in texts {
                        html.line("dt", words: term)
                        html.line("dd", prose: text)
                    }
                }
            }
            guard !finding.consequences.isEmpty else { return }
            html.line("p", [.class("consequences")], words: "What follows from it:")
            for consequence in finding.consequences { html.finding(consequence, level: level + 1) }
        }
    }
}

extension ExplanationFinding {
    fileprivate var mark: StateMark {
        if isNotChecked { return .unknown }
        return switch severity {
        case .error: .error
        case .warning: .warning
        case .info: .info
        }
    }
}
