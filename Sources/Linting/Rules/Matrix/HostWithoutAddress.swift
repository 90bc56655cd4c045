import DNS
import Federation

/// M206: the server name has no address, so it can have no well-known document.
enum HostWithoutAddress: DelegationRule {
    static let info = RuleInfo(
        "M206",
        "apex-without-address",
        .info,
        summary: "the server name has no address, so it can have no well-known document",
        page: RulePage(
            whatItChecks: """
                Looks whether a server name with SRV records has an A or AAAA record. A warning where a well-known \
                document is meant to be there: nobody can fetch it.
                """,
            whyItMatters: """
                `/.well-known/matrix/server` is fetched from the server name itself, over HTTPS. Without an address \
                there, the SRV records are the only way to the server. They suffice, but some testers report the \
                missing address, and clients find the server only if its users type in where it is.
                """,
            howToFix: """
                Nothing, if the SRV records are meant to be all. For a document, give the name an address of a web \
                server.
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let host = context.delegatingHost, context.addressRecords(of: host)?.isEmpty == true else { return }
        let hasServices = MatrixService.allCases.contains { service in
            context.services(service, at: host).map { !ServicePlaces($0.records, context).isEmpty } ?? false
        }
        let isDocumentMeant = context.input.wellKnown != nil
        // Without records either nothing is known of a way to the server, and that is said elsewhere.
        guard hasServices || isDocumentMeant else { return }
        findings.report(withoutAddress(context, host, isDocumentMeant))
    }
}

// MARK: - Messages

extension HostWithoutAddress {
    private static func withoutAddress(
        _ context: DelegationContext,
        _ host: String,
        _ isDocumentMeant: Bool
    ) -> Finding {
        Finding(
            info,
            "`\(host)` has no address, so "
                + (isDocumentMeant
                    ? "nobody can fetch its well-known document" : "it can have no well-known document"),
            at: context.anchor("no A or AAAA record at `\(host)`"),
            why: isDocumentMeant
                ? "the document is fetched from `\(WellKnown.url(host, .server))`"
                : "the SRV records are the only way to the server, which suffices; some testers report it",
            help: isDocumentMeant
                ? "give `\(host)` the address of the web server that has the document"
                : "give `\(host)` the address of a web server if it is to have a document",
            severity: isDocumentMeant ? .warning : .info,
            subject: context.subject
        )
    }
}
