import Diagnostics
import Federation

/// W110: a web page is served instead of the document.
enum HTMLInsteadOfDocument: ServerRule {
    static let info = RuleInfo(
        "W110",
        "html-instead-of-document",
        .error,
        stopsPeers: true,
        summary: "a web page is served instead of the well-known document",
        page: RulePage(
            whatItChecks: "Checks whether the document starts with `<`, as HTML and XML do.",
            whyItMatters: """
                A web server that answers every path with the page of a web application does so for this path, too, \
                with status 200. Peers ignore the document and continue with SRV records, then port 8448.
                """,
            howToFix: """
                Serve the JSON document at `/.well-known/matrix/server`, with a rule that comes before the catch-all \
                rule of the application. If a single sign-on stands before the site, exempt `/.well-known/matrix/` \
                from it. If you do not publish a document, return status 404.
                """,
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(wellKnown: "«<!DOCTYPE html>»\n<html><body>Welcome</body></html>\n")),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "status": 200,
                          "hops": [
                            {"url": "https://example.com/.well-known/matrix/server", "status": 302},
                            {"url": "https://example.com/sso/login", "status": 200}
                          ],
                          "body": "<form><input type=\\"password\\"></form>"
                        }]}
                        """)),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let tag = document.firstTag else { return }
        findings.report(page(context, document, tag))
    }
}

// MARK: - Messages

extension HTMLInsteadOfDocument {
    private static func page(
        _ context: ServerContext,
        _ document: ServerDocumentView,
        _ tag: Range<Int>
    ) -> Finding {
        let ignored = "peers ignore the document and continue with SRV records, then port 8448"
        // A document that was given in a file has not been fetched.
        let entry = document.source == nil ? nil : context.fetched(.server).first { $0.isPage(document) }
        let redirect = entry?.redirectClause
        let isSignOn = entry?.isSignOn == true
        return context.finding(
            info,
            isSignOn
                ? "a sign-on page is served instead of the well-known document"
                : "a web page is served instead of the well-known document",
            in: document,
            at: tag,
            "HTML, not JSON",
            why: Sentences.joined([redirect, ignored].compactMap(\.self)),
            help: isSignOn
                ? HTTPSEntry.signOnHelp
                : "serve the JSON document at `\(WellKnown.url(context.delegatingHost ?? "", .server))`"
                    + (redirect == nil ? "" : ", without the redirect to a page")
                    + ", or return status 404 if you do not publish one",
            advice: FindingAdvice(allowsNoDocument: !isSignOn)
        )
    }
}

extension HTTPSEntry {
    /// Whether it is the response with the page.
    fileprivate func isPage(_ document: ServerDocumentView) -> Bool {
        error == nil && status == 200 && body == document.file.contents
    }
}
