import Diagnostics
import Federation

/// M302: there is no way to the server.
enum NotDiscoverable: DelegationRule {
    static let info = RuleInfo(
        "M302",
        "not-discoverable",
        .error,
        summary: "no way leads to the server",
        page: RulePage(
            whatItChecks: """
                Follows the specification from the server name to the addresses to connect to, over what is known, and \
                reports where it ends in nothing. What was not looked up is not taken for missing.
                """,
            whyItMatters: "Other servers cannot connect: no messages, no invitations, no joining of rooms.",
            howToFix: """
                Give the host that peers are sent to an address, or send them to a host that has one.
                """,
            references: ["Matrix server-server, Resolving server names"]
        ),
        examples: [
            .bad(
                """
                @                IN A   192.0.2.80
                matrix           IN A   192.0.2.10

                """,
                server: ExampleServer(wellKnown: #"{"m.server": «"martix.example.com:443"»}"#)
            ),
            .good(
                """
                @                IN A   192.0.2.80
                matrix           IN A   192.0.2.10

                """,
                server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)
            ),
            // Whether there is a document is not known.
            .good("", server: ExampleServer()),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let route = context.routes?.specification, route.outcome == .failed,
            // A port that is none is said where it is written.
            route.destinations.allSatisfy({ $0.isService || UInt16(exactly: $0.port) ?? 0 > 0 })
        else { return }
        findings.report(notDiscoverable(context, route))
    }
}

// MARK: - Messages

extension NotDiscoverable {
    private static func notDiscoverable(_ context: DelegationContext, _ route: Route) -> Finding {
        let document = context.delegated == nil ? nil : context.serverDocument
        let place =
            document?.serverValue.flatMap { document?.place($0.range, "leads nowhere") }
            ?? context.anchor("leads nowhere")
        return Finding(
            info,
            "no way leads to `\(context.input.serverName)`: \(route.reason)",
            at: place,
            why: "other servers cannot connect, whichever implementation they run by the specification",
            help: help(route),
            subject: context.subject,
            source: place == nil ? document?.source : nil
        )
    }

    private static func help(_ route: Route) -> String {
        guard let host = route.destinations.first?.host.trimmingFinalDot else {
            return "publish a well-known document that names a host and a port"
        }
        switch route.taken {
        case .fallback:
            return "publish a well-known document or an SRV record, or give `\(host)` the address of the homeserver"
        case .delegatedPort, .delegatedFallback, .delegatedAddress:
            return "give `\(host)` an address, or write another host in `m.server`"
        default: return "let the SRV record name a host that has an address, or give `\(host)` one"
        }
    }
}
