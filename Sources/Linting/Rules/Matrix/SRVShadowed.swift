import DNS
import Federation
import ZoneFile

/// M204: a well-known document makes the SRV records of the server name useless.
enum SRVShadowed: DelegationRule {
    static let info = RuleInfo(
        "M204",
        "srv-shadowed",
        .info,
        summary: "a valid well-known document makes the SRV records of the server name useless",
        page: RulePage(
            whatItChecks: """
                Looks for SRV records of a server name whose well-known document delegates to another place: a warning \
                where the records lead elsewhere than the document does.
                """,
            whyItMatters: """
                Servers ask for the document first. If it can be used, nobody asks for the SRV records of the server \
                name; where it names a host without a port, those of that host count. Records that lead elsewhere take \
                over as soon as the document cannot be fetched, and send peers to a place that nobody looks after.
                """,
            howToFix: """
                Remove the records, or let them lead where the document leads.
                """,
            references: ["Matrix server-server, Resolving server names, step 3"]
        ),
        examples: [
            .bad(
                """
                @                IN A   192.0.2.80
                matrix           IN A   192.0.2.10
                old              IN A   192.0.2.11
                «_matrix._tcp»     IN SRV 10 5 8448 old

                """,
                server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)
            ),
            .bad(
                """
                @                IN A   192.0.2.80
                matrix             IN A   192.0.2.10
                «_matrix-fed._tcp»   IN SRV 10 5 443 matrix
                _matrix._tcp       IN SRV 10 5 443 matrix

                """,
                server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)
            ),
            .good(
                """
                @                IN A   192.0.2.80
                matrix                  IN A   192.0.2.10
                _matrix-fed._tcp.matrix IN SRV 10 5 443 matrix
                _matrix._tcp.matrix     IN SRV 10 5 443 matrix

                """,
                server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com"}"#)
            ),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let host = context.delegatingHost, let delegated = context.delegated,
            context.serviceHost?.lowercased() != host.lowercased(), let routes = context.routes
        else { return }
        let sets = MatrixService.allCases.map { context.services($0, at: host)?.records ?? [] }
        let places = sets.map { ServicePlaces($0, context) }.filter { !$0.isEmpty }
        guard !places.isEmpty else { return }
        let goal = ServicePlaces(routes.specification.destinations)
        let stray = routes.specification.outcome == .resolved ? places.first { !$0.isSame(as: goal) } : nil
        findings.report(shadowed(context, sets, delegated, stray, goal))
    }
}

// MARK: - Messages

extension SRVShadowed {
    private static func shadowed(
        _ context: DelegationContext,
        _ sets: [[AnswerRecord]],
        _ delegated: ServerName,
        _ stray: ServicePlaces?,
        _ goal: ServicePlaces
    ) -> Finding {
        let spans = sets.compactMap { context.ownerPlace(of: $0, "not asked for") }
        let value = context.wellKnown.flatMap { document in
            document.serverValue.map { LabelledSpan(document.span($0.range), "this comes first") }
        }
        let except =
            delegated.port == nil ? "; only matrix-appservice-bridge, by a fault of its own, still asks for them" : ""
        return Finding(
            info,
            stray == nil
                ? "the SRV records of the server name play no part: the well-known document comes first"
                : "the SRV records of the server name play no part, and lead elsewhere than the well-known document",
            at: spans.first,
            why: stray.map {
                "peers use \(goal.words); without the document they would go to \($0.words)\(except)"
            } ?? "the document can be used, so peers do not ask for SRV records at the server name\(except)",
            help: stray == nil
                ? "keep them only as a fallback for the time that the document cannot be fetched"
                : "remove the records, or let them lead where the document leads",
            related: spans.dropFirst() + [value].compactMap { $0 },
            severity: stray == nil ? .info : .warning,
            subject: context.subject,
            source: spans.isEmpty ? sets.lazy.compactMap { context.source(of: $0) }.first : nil
        )
    }
}
