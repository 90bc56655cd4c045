import Diagnostics
import Federation

/// W202: more redirects than some follow.
enum FetchedRedirectsMany: DelegationRule {
    static let info = RuleInfo(
        "W202",
        "redirects-many",
        .warning,
        summary: "the well-known document is more than four redirects away",
        page: RulePage(
            whatItChecks: "Counts the redirects on the way to `/.well-known/matrix/server`.",
            whyItMatters: """
                continuwuity, tuwunel and conduwuit follow four redirects, Dendrite and Conduit ten, Synapse twenty. \
                Who gives up goes on as if there were no document.
                """,
            howToFix: "Answer the path directly, or redirect it to the document in one step.",
            references: ["Matrix server-server, Server discovery"]
        ),
        examples: [
            .bad(
                "", continuation: false,
                alsoFires: ["M301"],
                server: ExampleServer(
                    evidence: """
                        {"https": [{
                          "url": "https://example.com/.well-known/matrix/server",
                          "hops": [
                            {"url": "https://example.com/.well-known/matrix/server", "status": 301},
                            {"url": "https://www.example.com/.well-known/matrix/server", "status": 302},
                            {"url": "https://www.example.com/de/.well-known/matrix/server", "status": 302},
                            {"url": "https://www.example.com/de/server", "status": 302},
                            {"url": "https://www.example.com/de/server/", "status": 302},
                            {"url": "https://matrix.example.com/.well-known/matrix/server", "status": 200}
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
                            {"url": "https://example.com/.well-known/matrix/server", "status": 308},
                            {"url": "https://www.example.com/.well-known/matrix/server", "status": 200}
                          ],
                          "status": 200, "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                        }]}
                        """)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        let many = context.fetchedOnce(.server) { entry in
            entry.error == .tooManyRedirects || (entry.error != .redirectLoop && entry.redirects > 4) ? "many" : nil
        }
        for entry in many { findings.report(redirects(context, entry)) }
    }
}

// MARK: - Messages

extension FetchedRedirectsMany {
    private static func redirects(_ context: DelegationContext, _ entry: HTTPSEntry) -> Finding {
        let count = entry.redirects
        return context.finding(
            info,
            entry.error == nil
                ? "the well-known document is \(count) redirects away"
                : "the well-known document is not reached within "
                    + (count > 0 ? "\(count) redirects" : "the redirects that are followed"),
            of: entry,
            why: count > 4 || entry.error == nil
                ? "continuwuity, tuwunel and conduwuit follow four"
                    + (count > 10 ? ", Dendrite and Conduit ten" : "") + "; who gives up does without the document"
                : context.withoutDocument,
            help: "answer the path directly, or redirect it to the document in one step"
        )
    }
}
