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
            refusal(entry).map { "\($0.hop.url) \($0.origin)" }
        }
        for entry in entries {
            guard let refusal = refusal(entry) else { continue }
            findings.report(
                refusal.isRedirect
                    ? redirectWithoutCORS(context, entry, refusal)
                    : withoutCORS(context, entry, refusal.origin))
        }
    }

    /// The first response that a browser refuses.
    private struct Refusal {
        let hop: HTTPSEntry.Hop
        let isRedirect: Bool
        /// The allowed origins, empty if the header is missing.
        let origin: String
    }

    /// Browsers check the header of every response, and do not follow a redirect without it (Fetch, "HTTP fetch").
    private static func refusal(_ entry: HTTPSEntry) -> Refusal? {
        guard entry.error == nil, entry.status == 200 else { return nil }
        for (index, hop) in entry.hops.enumerated() {
            // No headers were recorded.
            guard !hop.headers.isEmpty else { continue }
            let origin = hop.headers["access-control-allow-origin"] ?? ""
            // A server may also echo the origin of the request (with `Vary: Origin`).
            guard !["*", WellKnown.clientOrigin].contains(origin.filter({ $0 != " " })) else { continue }
            return Refusal(hop: hop, isRedirect: index < entry.hops.count - 1, origin: origin)
        }
        return nil
    }
}

// MARK: - Messages

extension ClientDocumentWithoutCORS {
    private static func withoutCORS(_ context: ServerContext, _ entry: HTTPSEntry, _ origin: String) -> Finding {
        context.finding(
            info,
            origin.isEmpty
                ? "the client well-known document is sent without `Access-Control-Allow-Origin`"
                : "only \(Words.quoted(origin, limit: 80)) may read the client well-known document",
            of: entry,
            why: why(origin),
            help: "send `Access-Control-Allow-Origin: *` with the document, exactly once"
        )
    }

    private static func redirectWithoutCORS(_ context: ServerContext, _ entry: HTTPSEntry, _ refusal: Refusal)
        -> Finding
    {
        let place = "the redirect at \(Words.quoted(refusal.hop.url, limit: 120))"
        return context.finding(
            info,
            refusal.origin.isEmpty
                ? "\(place) is sent without `Access-Control-Allow-Origin`"
                : "\(place) allows only the origin \(Words.quoted(refusal.origin, limit: 80))",
            of: entry,
            why: "browsers check the header on every redirect and stop here, so they never request the document; "
                + why(refusal.origin),
            help: "send `Access-Control-Allow-Origin: *` with the redirect as well as with the document, or serve the "
                + "document at this URL without a redirect"
        )
    }

    private static func why(_ origin: String) -> String {
        origin.contains("*")
            ? "browsers accept only a single value, so browser clients cannot read the document"
            : "browser clients, such as Element Web, cannot read the document"
    }
}
