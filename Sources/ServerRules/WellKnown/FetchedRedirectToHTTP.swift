import Diagnostics
import Federation

/// W203: a redirect leaves HTTPS.
enum FetchedRedirectToHTTP: DelegationRule {
    static let info = RuleInfo(
        "W203",
        "redirect-to-http",
        .warning,
        summary: "the way to the well-known document leads over plain HTTP",
        page: RulePage(
            whatItChecks: "Looks for redirects to `http://` on the way to `/.well-known/matrix/server`.",
            whyItMatters: """
                Over plain HTTP anybody on the way can change the answer and take the server over in the eyes of \
                others. Synapse and Dendrite follow such a redirect; clients that insist on HTTPS do not.
                """,
            howToFix: "Redirect to `https://`, or answer the path directly.",
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
                            {"url": "http://www.example.com/.well-known/matrix/server", "status": 200}
                          ],
                          "status": 200, "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                        }]}
                        """)),
            .good(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server",
                          "hops": [
                            {"url": "https://example.com/.well-known/matrix/server", "status": 301},
                            {"url": "https://www.example.com/.well-known/matrix/server", "status": 200}
                          ],
                          "status": 200, "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(.server, by: { plainHop($0)?.url }) {
            guard let hop = plainHop(entry) else { continue }
            findings.report(plain(context, entry, hop))
        }
    }

    private static func plainHop(_ entry: HTTPSEntry) -> HTTPSEntry.Hop? {
        entry.hops.first { $0.url.lowercased().hasPrefix("http://") }
    }
}

// MARK: - Messages

extension FetchedRedirectToHTTP {
    private static func plain(
        _ context: DelegationContext,
        _ entry: HTTPSEntry,
        _ hop: HTTPSEntry.Hop
    ) -> Finding {
        context.finding(
            info,
            "the way to the well-known document leads over plain HTTP: \(Words.quoted(hop.url, limit: 120))",
            of: entry,
            why: "anybody on the way can change the answer and send peers elsewhere",
            help: "redirect to `https://`, or answer the path directly"
        )
    }
}
