import Diagnostics
import Federation

/// W202: more redirects than some implementations follow.
enum FetchedRedirectsMany: ServerRule {
    static let info = RuleInfo(
        "W202",
        "too-many-redirects",
        .warning,
        stopsPeers: true,
        summary: "the well-known document needs more than four redirects",
        page: RulePage(
            whatItChecks: "Counts the redirects from `/.well-known/matrix/server` to the document.",
            whyItMatters: """
                continuwuity, tuwunel and conduwuit follow up to 4 redirects, Dendrite and Conduit up to 10, Synapse \
                up to 20. A server that gives up continues as if there were no document.
                """,
            howToFix: "Serve the document without a redirect, or redirect to it in a single step.",
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        let many = context.fetchedOnce(.server) { entry in
            entry.error == .tooManyRedirects || (entry.error != .redirectLoop && entry.redirects > 4) ? "many" : nil
        }
        for entry in many { findings.report(redirects(context, entry)) }
    }
}

// MARK: - Messages

extension FetchedRedirectsMany {
    private static func redirects(_ context: ServerContext, _ entry: HTTPSEntry) -> Finding {
        let count = entry.redirects
        return context.finding(
            info,
            entry.error == nil
                ? "the well-known document is reached after \(count) redirects"
                : "the well-known document is not reached after "
                    + (count > 0 ? "\(count) redirects" : "the maximum number of redirects"),
            of: entry,
            why: count > 4 || entry.error == nil
                ? "continuwuity, tuwunel and conduwuit follow at most 4"
                    + (count > 10 ? ", Dendrite and Conduit at most 10" : "")
                    + "; a server that gives up ignores the document"
                : context.withoutDocument,
            help: "serve the document without a redirect, or redirect to it in a single step"
        )
    }
}
