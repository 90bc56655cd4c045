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
                Checks the `Access-Control-Allow-Origin` header of the response at `/.well-known/matrix/client`.
                """,
            whyItMatters: """
                Without the header, a browser does not let a client such as Element Web read a document from another \
                host. Desktop and mobile clients still work, which makes the problem easy to miss.
                """,
            howToFix: "Send `Access-Control-Allow-Origin: *` with the document.",
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
        for entry in context.fetchedOnce(.client, by: origin) {
            guard let origin = origin(entry) else { continue }
            findings.report(withoutCORS(context, entry, origin))
        }
    }

    /// Returns the allowed origins, empty if the header is missing, or `nil` if all are allowed or no headers were recorded.
    private static func origin(_ entry: HTTPSEntry) -> String? {
        guard entry.error == nil, entry.status == 200, !entry.lastHeaders.isEmpty else { return nil }
        let origin = entry.lastHeaders["access-control-allow-origin"] ?? ""
        // A server may also echo the origin of the request (with `Vary: Origin`).
        return ["*", WellKnown.clientOrigin].contains(origin.filter { $0 != " " }) ? nil : origin
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
            why: origin.contains("*")
                ? "browsers accept only a single value, so browser clients cannot read the document"
                : "browser clients, such as Element Web, cannot read the document",
            help: "send `Access-Control-Allow-Origin: *` with the document, exactly once"
        )
    }
}
