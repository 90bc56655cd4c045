import Diagnostics
import Federation

/// W204: the redirects go round in a loop.
enum FetchedRedirectLoop: DelegationRule {
    static let info = RuleInfo(
        "W204",
        "redirect-loop",
        .warning,
        summary: "the redirects of the well-known document go round in a loop",
        page: RulePage(
            whatItChecks: "Looks whether a redirect on the way to `/.well-known/matrix/server` leads back.",
            whyItMatters: """
                Nobody gets the document. It often happens where one machine redirects to HTTPS and another one back, \
                or the host with `www` to the one without and back.
                """,
            howToFix: "Answer the path directly at the host of the server name.",
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for entry in context.fetchedOnce(.server, by: { $0.error == .redirectLoop ? "loop" : nil }) {
            findings.report(loop(context, entry))
        }
    }
}

// MARK: - Messages

extension FetchedRedirectLoop {
    private static func loop(_ context: DelegationContext, _ entry: HTTPSEntry) -> Finding {
        let way = entry.hops.map { Words.quoted($0.url, limit: 100) }
        return context.finding(
            info,
            "the redirects of the well-known document go round in a loop"
                + (way.isEmpty ? "" : ": " + way.prefix(4).joined(separator: " → ")),
            of: entry,
            why: "nobody gets the document, and \(context.withoutDocument)",
            help: "answer the path directly at the host of the server name"
        )
    }
}
