import DNS
import Diagnostics
import Federation

/// M205: a server that is delegated only by SRV records.
enum SRVPreferredOverWellKnown: ServerRule {
    static let info = RuleInfo(
        "M205",
        "srv-preferred-over-well-known",
        .info,
        isStandingNote: true,
        summary: "delegated by SRV records although the specification recommends a well-known document",
        page: RulePage(
            whatItChecks: """
                Reports server names that are known to have no well-known document and are delegated by SRV records. \
                Not reported if the server name has no address (M206), or if the proxy rejects Host headers with a \
                port (F106).
                """,
            whyItMatters: """
                The specification recommends the document over SRV records. An SRV record changes where peers connect, \
                but not the certificate name, so the target needs a certificate for the server name. Implementations \
                differ in how they handle priorities, weights and DNS failures. Hosting services often cannot publish \
                such records. A document with a port avoids all of this.
                """,
            howToFix: """
                Publish `{"m.server": "matrix.example.com:443"}` at `https://example.com/.well-known/matrix/server`, \
                with a certificate for the delegated server. Keep the records until they have expired from caches.
                """,
            references: ["Matrix server-server, Resolving server names"]
        ),
        examples: [
            .bad(
                """
                synapse            IN A   192.0.2.10
                «_matrix-fed._tcp»   IN SRV 10 5 8448 synapse
                _matrix._tcp       IN SRV 10 5 8448 synapse

                """,
                server: ExampleServer(
                    evidence: #"{"https": [{"url": "https://example.com/.well-known/matrix/server", "status": 404}]}"#)
            ),
            .good(
                """
                synapse          IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 8448 synapse
                _matrix._tcp     IN SRV 10 5 8448 synapse

                """
            ),
            // There is no website for a document.
            .good(
                """
                synapse          IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 8448 synapse
                _matrix._tcp     IN SRV 10 5 8448 synapse

                """,
                server: ExampleServer(
                    evidence: """
                        {"https": [{"url": "https://example.com/.well-known/matrix/server", "error": "dns-failed",
                                    "phase": "resolve"}]}
                        """)
            ),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard context.isWithoutWellKnown, let route = context.routes?.specification, route.outcome == .resolved,
            route.taken == .service || route.taken == .oldService, let host = context.delegatingHost,
            // Whoever has published a document knows that.
            !context.isDocumentPublished,
            // Without an address there is no place for a document, which M206 reports.
            context.addressRecords(of: host)?.isEmpty != true
                || context.fetched(.server).contains(where: { $0.status != nil }),
            // With a document, every peer would send what the proxy rejects.
            !context.isPortInHostHeaderRejected
        else { return }
        findings.report(delegatedByService(context, route, host))
    }
}

// MARK: - Messages

extension SRVPreferredOverWellKnown {
    private static func delegatedByService(_ context: ServerContext, _ route: Route, _ host: String) -> Finding {
        let service = route.taken == .service ? MatrixService.federation : .legacy
        return Finding(
            info,
            "`\(host)` is delegated by an SRV record, although the specification recommends a well-known document",
            at: context.services(service, at: host).flatMap {
                context.ownerSpan(of: $0.records, "changes the connection, not the certificate name")
            },
            why: "with the record, the target needs a certificate for `\(host)`, and with a document, one for its own "
                + "name",
            help: "publish a document with a host and a port at `\(WellKnown.url(host, .server))`",
            subject: context.subject,
            route: RoutePosition(.discovery, follows: [.document])
        )
    }
}
