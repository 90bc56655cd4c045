import Diagnostics
import Federation

/// W311: the client well-known document is published on the delegated host only.
enum ClientDocumentOnDelegatedHost: ServerRule {
    static let info = RuleInfo(
        "W311",
        "client-document-on-delegated-host",
        .info,
        isForClients: true,
        summary: "the client well-known document is on the delegated host, but not on the server name",
        page: RulePage(
            whatItChecks: """
                If the server name has no client well-known document, requests it from the host that peers connect to. A \
                document with `m.homeserver` there is reported.
                """,
            whyItMatters: """
                Clients only know the server name of a user ID and request the document there. They do not find the one on \
                the delegated host, so users have to type the URL of the homeserver. Synapse publishes the document on its \
                own host by itself, which is of no use if the server name is another host.
                """,
            howToFix: """
                Publish the same document on the server name, or redirect the path to the delegated host, with \
                `Access-Control-Allow-Origin: *` on the redirect as well.
                """,
            references: ["Matrix client-server, Well-known URI"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [
                          {"url": "https://example.com/.well-known/matrix/client", "status": 404},
                          {"url": "https://matrix.example.com/.well-known/matrix/client", "status": 200,
                           "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"https://matrix.example.com\\"}}"}
                        ]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [
                          {"url": "https://example.com/.well-known/matrix/client", "status": 200,
                           "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"https://matrix.example.com\\"}}"},
                          {"url": "https://matrix.example.com/.well-known/matrix/client", "status": 200,
                           "body": "{\\"m.homeserver\\": {\\"base_url\\": \\"https://matrix.example.com\\"}}"}
                        ]}
                        """)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let host = context.namedHost?.lowercased(), context.input.otherDocuments[.client] == nil else { return }
        let own = context.fetched(.client)
        guard !own.isEmpty, own.allSatisfy({ $0.error == nil && $0.status == 404 }) else { return }
        let other = context.clientDocuments(onOtherHostsThan: host).first { entry in
            entry.error == nil && entry.status == 200 && entry.body.flatMap(ClientDocument.init)?.homeserver != nil
        }
        guard let other, let delegated = URLParts(other.url)?.host else { return }
        findings.report(onDelegatedHost(context, host, other, delegated))
    }
}

// MARK: - Messages

extension ClientDocumentOnDelegatedHost {
    private static func onDelegatedHost(
        _ context: ServerContext, _ host: String, _ entry: HTTPSEntry, _ delegated: String
    ) -> Finding {
        context.finding(
            info,
            "the client well-known document is published on \(Words.quoted(delegated, limit: 80)), not on "
                + "\(Words.quoted(host, limit: 80)), where clients request it",
            of: entry,
            why: "clients know only the server name in a user ID, so users have to type the URL of the homeserver",
            help: "publish the document at `\(WellKnown.url(host, .client))`, or redirect this URL to `\(entry.url)`"
        )
    }
}
