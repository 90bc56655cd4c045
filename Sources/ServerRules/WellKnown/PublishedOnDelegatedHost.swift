import DNS
import Diagnostics
import Federation

/// W210: the document is published on the host that it delegates to.
enum PublishedOnDelegatedHost: ServerRule {
    static let info = RuleInfo(
        "W210",
        "published-on-delegated-host",
        .warning,
        stopsPeers: true,
        summary: "the well-known document is published on another host, not on the server name",
        page: RulePage(
            whatItChecks: """
                Checks whether the server name has no document, while its `www` host has one, or while a host below it \
                or one of its SRV targets has a document that names that host itself.
                """,
            whyItMatters: """
                Peers know only the server name and request `https://example.com/.well-known/matrix/server`. They \
                never request a document at `matrix.example.com`, and continue with SRV records, then port 8448.
                """,
            howToFix: """
                Publish the document on the server name, or redirect the path there to the host that has the document.
                """,
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [
                          {"url": "https://example.com/.well-known/matrix/server", "status": 404},
                          {
                            "url": "https://matrix.example.com/.well-known/matrix/server", "status": 200,
                            "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                          }
                        ]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [
                          {
                            "url": "https://example.com/.well-known/matrix/server", "status": 200,
                            "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                          },
                          {
                            "url": "https://matrix.example.com/.well-known/matrix/server", "status": 200,
                            "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                          }
                        ]}
                        """)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let host = context.delegatingHost?.lowercased() else { return }
        for document in context.misplacedDocuments { findings.report(elsewhere(context, document, host)) }
    }
}

// MARK: - Messages

extension PublishedOnDelegatedHost {
    private static func elsewhere(_ context: ServerContext, _ document: MisplacedDocument, _ host: String) -> Finding {
        let url = WellKnown.url(host, .server)
        var finding = context.finding(
            info,
            "the well-known document is published on `\(document.host)`, not on `\(host)`, where peers request it",
            of: document.entry,
            why: "peers know only the server name and request `\(url)`",
            help: "publish the document at `\(url)`, or redirect this URL to `\(document.entry.url)`"
        )
        // It is the document of the server name, though in the wrong place.
        finding.route = RoutePosition(.document)
        return finding
    }
}
