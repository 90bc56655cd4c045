import DNS
import Diagnostics
import Federation
import ZoneFile

/// M204: SRV records of the server name that are not used because of a well-known document.
enum SRVShadowed: ServerRule {
    static let info = RuleInfo(
        "M204",
        "srv-shadowed",
        .info,
        summary: "the SRV records of the server name are not used, because it has a valid well-known document",
        page: RulePage(
            whatItChecks: """
                Reports SRV records of a server name whose well-known document delegates to another host. It is a \
                warning if the records lead to a different endpoint than the document.
                """,
            whyItMatters: """
                Servers fetch the document first. If it is valid, they do not query the SRV records of the server \
                name. If it has a host without a port, they query the SRV records of that host. The SRV records of the \
                server name take effect only when the document cannot be fetched. \
                They may then send peers to an endpoint that nobody maintains.
                """,
            howToFix: "Remove the records, or make them lead to the same endpoint as the document.",
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let host = context.delegatingHost, let delegated = context.delegated,
            context.serviceHost?.lowercased() != host.lowercased(), let routes = context.routes
        else { return }
        let sets = MatrixService.allCases.map { context.services($0, at: host)?.records ?? [] }
        let places = sets.map { ServiceEndpoints($0, context) }.filter { !$0.isEmpty }
        guard !places.isEmpty else { return }
        let goal = ServiceEndpoints(routes.specification.destinations)
        let stray = routes.specification.outcome == .resolved ? places.first { !$0.isSame(as: goal) } : nil
        findings.report(shadowed(context, sets, delegated, stray, goal))
    }
}

// MARK: - Messages

extension SRVShadowed {
    private static func shadowed(
        _ context: ServerContext,
        _ sets: [[AnswerRecord]],
        _ delegated: ServerName,
        _ stray: ServiceEndpoints?,
        _ goal: ServiceEndpoints
    ) -> Finding {
        let spans = sets.compactMap { context.ownerSpan(of: $0, "not queried") }
        let value = context.wellKnown.flatMap { document in
            document.serverValue.map { LabelledSpan(document.span($0.range), "takes precedence") }
        }
        let except =
            delegated.port == nil ? " (matrix-appservice-bridge still queries them, because of a bug)" : ""
        return Finding(
            info,
            stray == nil
                ? "SRV records of the server name are not used: the well-known document takes precedence"
                : "SRV records of the server name are not used, and lead to a different endpoint than the well-known document",
            at: spans.first,
            why: stray.map {
                "peers use \(goal.words); without the document, they would use \($0.words)\(except)"
            } ?? "the document is valid, so peers do not query the SRV records of the server name\(except)",
            help: stray == nil
                ? "keep them only as a fallback for when the document cannot be fetched"
                : "remove the records, or make them lead to the same endpoint as the document",
            related: spans.dropFirst() + [value].compactMap { $0 },
            severity: stray == nil ? .info : .warning,
            subject: context.subject,
            source: spans.isEmpty ? sets.lazy.compactMap { context.source(of: $0) }.first : nil
        )
    }
}
