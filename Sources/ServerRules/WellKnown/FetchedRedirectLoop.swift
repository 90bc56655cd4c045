import Diagnostics
import Federation

/// W204: the redirects form a loop.
enum FetchedRedirectLoop: ServerRule {
    static let info = RuleInfo(
        "W204",
        "redirect-loop",
        .warning,
        stopsPeers: true,
        summary: "the redirects of the well-known document form a loop",
        page: RulePage(
            whatItChecks: "Checks whether the redirects from `/.well-known/matrix/server` lead back to an earlier URL.",
            whyItMatters: """
                No peer can fetch the document. A common cause is one server that redirects to HTTPS and another that \
                redirects back. Another is a pair of hosts, with and without `www`, that redirect to each other.
                """,
            howToFix: "Serve the document at this path on the host of the server name, without a redirect.",
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server",
                          "hops": [
                            {"url": "https://example.com/.well-known/matrix/server", "status": 301},
                            {"url": "https://www.example.com/.well-known/matrix/server", "status": 301}
                          ],
                          "error": "redirect-loop"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server", "status": 200,
                          "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(.server, by: { $0.error == .redirectLoop ? "loop" : nil }) {
            findings.report(loop(context, entry))
        }
    }
}

// MARK: - Messages

extension FetchedRedirectLoop {
    private static func loop(_ context: ServerContext, _ entry: HTTPSEntry) -> Finding {
        let urls = entry.hops.map { Words.quoted($0.url, limit: 100) }
        return context.finding(
            info,
            "the redirects of the well-known document form a loop"
                + (urls.isEmpty ? "" : ": " + urls.prefix(4).joined(separator: " → ")),
            of: entry,
            why: "no peer can fetch the document: \(context.withoutDocument)",
            help: "serve the document at `\(entry.url)` without a redirect"
        )
    }
}
