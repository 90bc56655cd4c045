import Diagnostics
import Federation

/// W110: a web page stands where the document belongs.
enum HTMLInItsPlace: DelegationRule {
    static let info = RuleInfo(
        "W110",
        "html-in-its-place",
        .error,
        summary: "a web page stands where the well-known document belongs",
        page: RulePage(
            whatItChecks: "Looks whether the document begins with `<`, as HTML and XML do.",
            whyItMatters: """
                A web server that answers every path with the page of an application answers this one, too, with \
                status 200. Servers cannot read it and go on as if there were no document.
                """,
            howToFix: """
                Have the web server answer `/.well-known/matrix/server` with the JSON document, before the rule that \
                sends everything to the application; or with status 404, if none is meant to be there.
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let tag = document.firstTag else { return }
        findings.report(page(context, document, tag))
    }
}

// MARK: - Messages

extension HTMLInItsPlace {
    private static func page(
        _ context: DelegationContext,
        _ document: ServerDocumentView,
        _ tag: Range<Int>
    ) -> Finding {
        context.finding(
            info,
            "a web page stands where the well-known document belongs",
            in: document,
            at: tag,
            "HTML, not JSON",
            why: "servers cannot read it and go on as if there were no document",
            help: "answer this path with the JSON document, or with status 404 if none is meant to be there"
        )
    }
}
