import Diagnostics
import Federation

/// W305: browser clients are not allowed to use the client API.
enum ClientAPIWithoutCORS: ServerRule {
    static let info = RuleInfo(
        "W305",
        "client-api-without-cors",
        .error,
        isForClients: true,
        summary: "the client API is sent without `Access-Control-Allow-Origin: *`",
        page: RulePage(
            whatItChecks: """
                Checks the `Access-Control-Allow-Origin` header of the response to `/_matrix/client/versions`, and of each \
                redirect on the way to it.
                """,
            whyItMatters: """
                Without the header, a browser does not let a client such as Element Web read the response, so nobody can \
                log in with a browser. Desktop and mobile clients still work. Homeservers send the header themselves, so a \
                proxy usually removes it or adds it a second time.
                """,
            howToFix: """
                Let the homeserver alone send `Access-Control-Allow-Origin: *`: remove `add_header` and \
                `proxy_hide_header` for it from the configuration of the proxy.
                """,
            references: ["Matrix client-server, Web Browser Clients", "Matrix client-server, API versions"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    client: #"{"m.homeserver": {"base_url": «"https://matrix.example.com"»}}"#,
                    evidence: evidence(#"["Content-Type", "application/json"]"#))),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    client: #"{"m.homeserver": {"base_url": «"https://matrix.example.com"»}}"#,
                    evidence: evidence(
                        #"["Access-Control-Allow-Origin", "*"], ["Access-Control-Allow-Origin", "*"]"#))),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    client: #"{"m.homeserver": {"base_url": "https://matrix.example.com"}}"#,
                    evidence: evidence(#"["Access-Control-Allow-Origin", "*"]"#))),
        ]
    )

    private static func evidence(_ headers: String) -> String {
        """
        {"https": [{
          "url": "https://matrix.example.com/_matrix/client/versions",
          "hops": [{
            "url": "https://matrix.example.com/_matrix/client/versions", "status": 200,
            "headers": [\(headers)]
          }],
          "status": 200, "body": "{\\"versions\\": [\\"v1.18\\"]}"
        }]}
        """
    }

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let view = context.clientDocument, let reference = view.document.homeserver,
            let url = view.document.versionsURL
        else { return }
        for entry in context.fetched(at: url) {
            guard let refusal = CORSRefusal(entry), ClientAPIUnreachable.answerFailure(entry) == nil else { continue }
            findings.report(withoutCORS(context, view, reference, entry, refusal))
            return
        }
    }
}

// MARK: - Messages

extension ClientAPIWithoutCORS {
    private static func withoutCORS(
        _ context: ServerContext, _ view: ClientDocumentView, _ reference: ClientDocument.Reference,
        _ entry: HTTPSEntry, _ refusal: CORSRefusal
    ) -> Finding {
        let response = refusal.isRedirect ? "the redirect" : "the client API"
        let subject = "\(response) at \(Words.quoted(refusal.url, limit: 120))"
        return context.finding(
            info,
            "\(subject) \(refusal.predicate)",
            about: reference, view, of: entry,
            why: CORSRefusal.why(refusal.origin, "cannot use the homeserver"),
            help: "send `Access-Control-Allow-Origin: *` exactly once. Homeservers send it themselves, so look for "
                + "`add_header` or `proxy_hide_header` in the configuration of the proxy"
        )
    }
}
