import Diagnostics
import Linting

/// A state with a word, a sign and a colour of its own, so that none of them is needed to recognise it.
enum StateMark: String {
    case error, warning, info, ok, unknown, skipped

    /// The sign as the path of an SVG drawing of 16 by 16 units.
    var path: String {
        switch self {
        case .error: "M4.5 4.5 11.5 11.5M11.5 4.5 4.5 11.5"
        case .warning: "M8 3.5V9M8 11.6V12.4"
        case .info: "M8 3.6V4.4M8 7V12.5"
        case .ok: "M3.8 8.4 6.8 11.4 12.2 5"
        case .unknown: "M5.6 6.2A2.4 2.4 0 1 1 8 8.6V9.6M8 12V12.6"
        case .skipped: "M4 8H12"
        }
    }
}

extension Finding {
    var mark: StateMark {
        if isNotChecked { return .unknown }
        return switch severity {
        case .error: .error
        case .warning: .warning
        case .info: .info
        }
    }
}

extension HTMLWriter {
    /// Adds a sign and the word for it.
    mutating func badge(_ mark: StateMark, _ word: String) {
        inline("span", [.class("badge \(mark.rawValue)")]) { html in
            html.inline(
                "svg",
                [
                    .class("sign"), HTMLAttribute("viewBox", "0 0 16 16"), .decorative,
                    HTMLAttribute("focusable", "false"),
                ]
            ) { $0.inline("path", [HTMLAttribute("d", mark.path)]) { _ in } }
            html.words(word)
        }
    }

    /// Adds the panel at the top of a page: the verdict first, and what to do next second.
    mutating func verdict(
        _ mark: StateMark, _ word: String, summary: String, next: String?, heading: String, id: String, level: Int = 2
    ) {
        block("section", [.class("verdict \(mark.rawValue)"), .labelled(by: id)]) { html in
            html.heading(level, heading, id: id, style: "unseen")
            html.line("p", [.class("state")]) { $0.badge(mark, word) }
            html.line("p", [.class("summary")], prose: summary)
            guard let next else { return }
            html.line("p", [.class("next")]) { html in
                html.inline("strong", words: "Next:")
                html.words(" ")
                html.prose(next)
            }
        }
    }
}
