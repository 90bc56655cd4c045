import Diagnostics
import Federation

/// W203: a redirect leads to plain HTTP.
enum FetchedRedirectToHTTP: ServerRule {
    static let info = RuleInfo(
        "W203",
        "redirect-to-http",
        .warning,
        summary: "the well-known document redirects to plain HTTP",
        page: RulePage(
            whatItChecks: "Checks for redirects from `/.well-known/matrix/server` to an `http://` URL.",
            whyItMatters: """
                On an unencrypted connection an attacker can change the response and redirect peers to another server. \
                Synapse and Dendrite follow such redirects; implementations that require HTTPS do not.
                """,
            howToFix: "Redirect to `https://`, or serve the document without a redirect.",
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
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
        _ context: ServerContext,
        _ entry: HTTPSEntry,
        _ hop: HTTPSEntry.Hop
    ) -> Finding {
        context.finding(
            info,
            "the well-known document redirects to plain HTTP: \(Words.quoted(hop.url, limit: 120))",
            of: entry,
            why: "an attacker on the network can change the response and redirect peers to another server",
            help: "redirect to `https://`, or serve the document without a redirect"
        )
    }
}
