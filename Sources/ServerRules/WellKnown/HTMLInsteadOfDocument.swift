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
                rule of the application. If you do not publish one, return status 404.
                """,
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(wellKnown: "«<!DOCTYPE html>»\n<html><body>Welcome</body></html>\n")),
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
        context.finding(
            info,
            "a web page is served instead of the well-known document",
            in: document,
            at: tag,
            "HTML, not JSON",
            why: "peers ignore the document and continue with SRV records, then port 8448",
            help:
                "serve the JSON document at `\(WellKnown.url(context.delegatingHost ?? "", .server))`, or return status 404 "
                + "if you do not publish one"
        )
    }
}
