import DNS
import Diagnostics
import Federation

/// M206: a server name without an address, which cannot have a well-known document.
enum ServerNameWithoutAddress: ServerRule {
    static let info = RuleInfo(
        "M206",
        "server-name-without-address",
        .info,
        isStandingNote: true,
        summary: "the server name has no address, so it cannot have a well-known document",
        page: RulePage(
            whatItChecks: """
                Checks whether a server name with SRV records has an A or AAAA record. It is a warning if a well-known \
                document is given for the server name, because peers cannot fetch it.
                """,
            whyItMatters: """
                Peers fetch `/.well-known/matrix/server` from the server name itself over HTTPS. If the server name \
                has no address, peers can discover the server only through the SRV records. These are sufficient, but \
                some test tools report the missing address. Clients cannot discover the server, so users must enter \
                its address.
                """,
            howToFix: """
                No action is needed if the SRV records are all that you want to publish. To publish a document, give \
                the name the address of a web server.
                """,
            references: ["Matrix server-server, Resolving server names, step 3"]
        ),
        examples: [
            .bad(
                """
                synapse            IN A   192.0.2.10
                «_matrix-fed._tcp»   IN SRV 10 5 8448 synapse
                _matrix._tcp       IN SRV 10 5 8448 synapse

                """
            ),
            .good(
                """
                @                IN A   192.0.2.10
                synapse          IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 8448 synapse
                _matrix._tcp     IN SRV 10 5 8448 synapse

                """
            ),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let host = context.delegatingHost, context.addressRecords(of: host)?.isEmpty == true else { return }
        let hasServices = MatrixService.allCases.contains { service in
            context.services(service, at: host).map { !ServiceEndpoints($0.records, context).isEmpty } ?? false
        }
        let hasDocument = context.input.wellKnown != nil
        // Without SRV records, discovery fails altogether, which M302 reports.
        guard hasServices || hasDocument else { return }
        findings.report(withoutAddress(context, host, hasDocument))
    }
}

// MARK: - Messages

extension ServerNameWithoutAddress {
    private static func withoutAddress(
        _ context: ServerContext,
        _ host: String,
        _ hasDocument: Bool
    ) -> Finding {
        Finding(
            info,
            "`\(host)` has no address, so "
                + (hasDocument
                    ? "peers cannot fetch its well-known document" : "it cannot have a well-known document"),
            at: context.fallbackSpan("`\(host)` has no A or AAAA record"),
            why: hasDocument
                ? "peers fetch the document from `\(WellKnown.url(host, .server))`"
                : "peers use only the SRV records, which is sufficient, but some test tools report it",
            help: hasDocument
                ? "give `\(host)` the address of the web server that serves the document"
                : "to publish a document, give `\(host)` the address of a web server",
            severity: hasDocument ? .warning : .info,
            subject: context.subject,
            route: RoutePosition(.host(host.routeName))
        )
    }
}
