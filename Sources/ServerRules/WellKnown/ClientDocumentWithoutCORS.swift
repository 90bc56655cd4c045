import Diagnostics
import Federation

/// W302: browser clients are not allowed to read the client well-known document.
enum ClientDocumentWithoutCORS: ServerRule {
    static let info = RuleInfo(
        "W302",
        "client-document-without-cors",
        .warning,
        summary: "the client well-known document is sent without `Access-Control-Allow-Origin: *`",
        page: RulePage(
            whatItChecks: """
                Checks the `Access-Control-Allow-Origin` header of the response at `/.well-known/matrix/client`, and of \
                each redirect on the way to it.
                """,
            whyItMatters: """
                Without the header, a browser does not let a client such as Element Web read a document from another \
                host, nor follow a redirect. Desktop and mobile clients still work, which makes the problem easy to miss.
                """,
            howToFix: "Send `Access-Control-Allow-Origin: *` with the document, and with each redirect to it.",
            references: ["Matrix client-server, Well-known URI", "Matrix client-server, Web Browser Clients"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/client",
                          "hops": [{
                            "url": "https://example.com/.well-known/matrix/client", "status": 200,
                            "headers": [["Content-Type", "application/json"]]
                          }],
                          "status": 200, "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"https://matrix.example.com\\"}}"
                        }]}
                        """)),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/client",
                          "hops": [{
                            "url": "https://example.com/.well-known/matrix/client", "status": 301,
                            "headers": [["Location", "https://www.example.com/.well-known/matrix/client"]]
                          }, {
                            "url": "https://www.example.com/.well-known/matrix/client", "status": 200,
                            "headers": [["Content-Type", "application/json"], ["Access-Control-Allow-Origin", "*"]]
                          }],
                          "status": 200, "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"https://matrix.example.com\\"}}"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/client",
                          "hops": [{
                            "url": "https://example.com/.well-known/matrix/client", "status": 200,
                            "headers": [["Content-Type", "application/json"], ["access-control-allow-origin", "*"]]
                          }],
                          "status": 200, "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"https://matrix.example.com\\"}}"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        let entries = context.fetchedOnce(.client) { entry in
            CORSRefusal(entry).map { "\($0.url) \($0.origin)" }
        }
        for entry in entries {
            guard let refusal = CORSRefusal(entry) else { continue }
            findings.report(
                refusal.isRedirect
                    ? redirectWithoutCORS(context, entry, refusal)
                    : withoutCORS(context, entry, refusal))
        }
    }
}

// MARK: - Messages

extension ClientDocumentWithoutCORS {
    private static func withoutCORS(_ context: ServerContext, _ entry: HTTPSEntry, _ refusal: CORSRefusal) -> Finding {
        context.finding(
            info,
            "the client well-known document \(refusal.predicate)",
            of: entry,
            why: CORSRefusal.why(refusal.origin, "cannot read the document"),
            help: "send `Access-Control-Allow-Origin: *` with the document, exactly once"
        )
    }

    private static func redirectWithoutCORS(_ context: ServerContext, _ entry: HTTPSEntry, _ refusal: CORSRefusal)
        -> Finding
    {
        let place = "the redirect at \(Words.quoted(refusal.url, limit: 120))"
        return context.finding(
            info,
            "\(place) \(refusal.predicate)",
            of: entry,
            why: "browsers check the header on every redirect and stop here, so they never request the document; "
                + CORSRefusal.why(refusal.origin, "cannot read the document"),
            help: "send `Access-Control-Allow-Origin: *` with the redirect as well as with the document, or serve the "
                + "document at this URL without a redirect"
        )
    }
}
