import Diagnostics
import Federation

/// W302: clients in browsers may not read the document.
enum ClientDocumentWithoutCORS: DelegationRule {
    static let info = RuleInfo(
        "W302",
        "client-document-without-cors",
        .warning,
        summary: "the document for clients is sent without `Access-Control-Allow-Origin: *`",
        page: RulePage(
            whatItChecks: """
                Looks for the header `Access-Control-Allow-Origin` in the answer of `/.well-known/matrix/client`.
                """,
            whyItMatters: """
                A browser does not let a client such as Element Web read the document of another host without the \
                header. The same client on a desktop or telephone works, which makes the fault hard to see.
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(.client, by: origin) {
            guard let origin = origin(entry) else { continue }
            findings.report(withoutCORS(context, entry, origin))
        }
    }

    /// The origins that may read it, empty without the header; `nil` where all may, or headers were not noted.
    private static func origin(_ entry: HTTPSEntry) -> String? {
        guard entry.error == nil, entry.status == 200, !entry.lastHeaders.isEmpty else { return nil }
        let origin = entry.lastHeaders["access-control-allow-origin"] ?? ""
        // A server may also name whoever asks (with `Vary: Origin`).
        return ["*", WellKnown.clientOrigin].contains(origin.filter { $0 != " " }) ? nil : origin
    }
}

// MARK: - Messages

extension ClientDocumentWithoutCORS {
    private static func withoutCORS(_ context: DelegationContext, _ entry: HTTPSEntry, _ origin: String) -> Finding {
        context.finding(
            info,
            origin.isEmpty
                ? "the document for clients is sent without `Access-Control-Allow-Origin`"
                : "the document for clients may be read by \(Words.quoted(origin, limit: 80)) only",
            of: entry,
            why: origin.contains("*")
                ? "browsers accept one value only, so clients in a browser cannot read the document"
                : "clients in a browser, such as Element Web, cannot read the document",
            help: "send `Access-Control-Allow-Origin: *` once with the document"
        )
    }
}
