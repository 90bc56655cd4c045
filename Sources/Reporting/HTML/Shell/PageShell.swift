import Linting

/// What every page has: the head with a policy that forbids scripts and requests, the title, and the line at the end.
struct PageShell {
    /// What the page is, such as "Audit of Matrix servers".
    var kind: String
    /// The subject: the first heading.
    var title: String
    /// When the facts were collected (RFC 3339), if that is known.
    var collected: String?

    func page(_ content: (inout HTMLWriter) -> Void) -> String {
        var html = HTMLWriter()
        html.documentType()
        html.block("html", [HTMLAttribute("lang", "en")]) { html in
            html.block("head") { head(&$0) }
            html.block("body") { html in
                html.block("header") { html in
                    html.line("p", [.class("kind")], words: kind)
                    html.line("h1", words: title)
                }
                html.block("main", [], content)
                html.block("footer") { end(&$0) }
            }
        }
        return html.text
    }

    private func head(_ html: inout HTMLWriter) {
        html.void("meta", [HTMLAttribute("charset", "utf-8")])
        html.lineEnd()
        html.void(
            "meta", [HTMLAttribute("http-equiv", "Content-Security-Policy"), HTMLAttribute("content", Self.policy)])
        html.lineEnd()
        html.void(
            "meta",
            [HTMLAttribute("name", "viewport"), HTMLAttribute("content", "width=device-width, initial-scale=1")])
        html.lineEnd()
        for (name, content) in [
            ("color-scheme", "light dark"), ("referrer", "no-referrer"), ("robots", "noindex"),
            ("generator", "srvlint \(Version.current)"),
        ] {
            html.void("meta", [HTMLAttribute("name", name), HTMLAttribute("content", content)])
            html.lineEnd()
        }
        html.line("title", words: "\(title) · \(kind)")
        html.styleSheet(PageStyle.sheet)
    }

    /// Nothing is loaded or run. Only the style sheet with this digest is applied, which no text from outside can be.
    static let policy =
        "default-src 'none'; style-src 'sha256-\(PageStyle.digest)'; base-uri 'none'; form-action 'none'"

    private func end(_ html: inout HTMLWriter) {
        html.line("p") { html in
            html.words("srvlint \(Version.current)")
            guard let collected else { return }
            html.words(" · facts collected ")
            html.inline("time", [HTMLAttribute("datetime", collected)], words: collected)
        }
    }
}
