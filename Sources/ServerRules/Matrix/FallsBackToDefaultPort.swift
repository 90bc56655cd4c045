import Diagnostics
import Federation

/// M303: a server name that is not delegated.
enum FallsBackToDefaultPort: ServerRule {
    static let info = RuleInfo(
        "M303",
        "falls-back-to-8448",
        .info,
        summary: "neither a well-known document nor an SRV record: peers connect to port 8448",
        page: RulePage(
            whatItChecks:
                """
                Reports server names that are known to have neither a well-known document nor SRV records, and \
                given server names without SRV records whose well-known document is not known.
                """,
            whyItMatters: """
                Peers then connect to port 8448 of the server name itself and expect a certificate for it. This is a \
                valid setup if the homeserver listens there.
                """,
            howToFix: """
                No action is needed if the homeserver listens on port 8448 of the server name. Otherwise, publish a \
                well-known document.
                """,
            references: ["Matrix server-server, Resolving server names, step 6"]
        ),
        examples: [
            .bad(
                """
                @                IN A   192.0.2.10

                """,
                server: ExampleServer(
                    evidence: #"{"https": [{"url": "https://example.com/.well-known/matrix/server", "status": 404}]}"#)
            ),
            .bad(
                """
                @                IN A   192.0.2.10

                """,
                server: ExampleServer(evidence: "{}")
            ),
            .good(
                """
                @                IN A   192.0.2.10

                """
            ),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard context.isWithoutWellKnown || context.isWithoutDelegation,
            let route = context.likelyRoutes?.specification, route.taken == .fallback,
            route.outcome == .resolved, let host = context.delegatingHost,
            // Another rule reports a document that peers do not accept. It may delegate, once it is corrected.
            !context.isDocumentUnaccepted
        else { return }
        findings.report(fallsBack(context, host))
    }
}

// MARK: - Messages

extension FallsBackToDefaultPort {
    private static func fallsBack(_ context: ServerContext, _ host: String) -> Finding {
        Finding(
            info,
            context.isWithoutWellKnown
                ? "`\(host)` is not delegated: peers connect to its port 8448 and expect a certificate for it"
                : "`\(host)` has no SRV record: without a well-known document, peers connect to its port 8448 and expect "
                    + "a certificate for it",
            at: context.fallbackSpan("neither a well-known document nor an SRV record"),
            why: "peers reach the homeserver only if it listens there",
            help: "to use another host or port, publish a well-known document with the host and port of the homeserver "
                + "at `\(WellKnown.url(host, .server))`",
            subject: context.subject,
            route: RoutePosition(.discovery, follows: [.document])
        )
    }
}
