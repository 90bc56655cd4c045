import DNS
import Federation

/// W112: `m.server` has no port.
enum ServerValueWithoutPort: DelegationRule {
    static let info = RuleInfo(
        "W112",
        "no-port",
        .info,
        summary: "`m.server` has no port, and that does not mean 443",
        page: RulePage(
            whatItChecks: """
                Reports an `m.server` without a port and says what follows from it here: which SRV record is used, or \
                that port 8448 is dialled. A warning where what was collected shows that the port does not answer.
                """,
            whyItMatters: """
                Without a port servers ask for `_matrix-fed._tcp` and `_matrix._tcp` of the delegated host, and without \
                these records they connect to port 8448, not to 443. Behind a proxy that forwards only web ports \
                nothing answers there.
                """,
            howToFix: "Write the port that the homeserver or its reverse proxy answers at: `matrix.example.com:443`.",
            references: ["Matrix server-server, Resolving server names, steps 3.1 to 3.5"]
        ),
        examples: [
            .bad(
                """
                @                IN A   192.0.2.80
                matrix           IN A   192.0.2.10

                """,
                server: ExampleServer(wellKnown: #"{"m.server": «"matrix.example.com"»}"#)),
            .bad(
                "", continuation: false,
                alsoFires: ["F101"],
                server: ExampleServer(
                    evidence: """
                        {
                          "https": [{
                            "url": "https://example.com/.well-known/matrix/server", "status": 200,
                            "body": "{\\"m.server\\": \\"192.0.2.10\\"}"
                          }],
                          "tls": [{
                            "address": "192.0.2.10", "port": 8448, "serverName": "192.0.2.10",
                            "error": "connection-refused"
                          }]
                        }
                        """)),
            .good(
                "", continuation: false, server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        guard let document = context.serverDocument, let value = document.serverValue,
            let route = context.routes?.specification, let name = context.delegated, name.port == nil,
            name.text.lowercased() != context.delegatingHost?.lowercased()
        else { return }
        findings.report(withoutPort(context, document, value, name, route))
    }
}

// MARK: - Messages

extension ServerValueWithoutPort {
    private static func withoutPort(
        _ context: DelegationContext,
        _ document: ServerDocumentView,
        _ value: JSONValue,
        _ name: ServerName,
        _ route: Route
    ) -> Finding {
        let dead = refusal(context, route)
        return context.finding(
            info,
            "`m.server` has no port: \(consequence(name, route))",
            in: document,
            at: value.range,
            "no port, which does not mean 443",
            why: dead ?? "who writes no port usually means 443, and peers do not go there by themselves",
            help: "write the port that the homeserver answers at, such as `\(name.text):443`",
            severity: dead == nil ? .info : .warning
        )
    }

    /// What happens here.
    private static func consequence(_ name: ServerName, _ route: Route) -> String {
        let first = route.destinations.first
        switch route.taken {
        case .delegatedAddress: return "peers connect to port 8448 of the address"
        case .delegatedService, .delegatedOldService:
            let service = route.taken == .delegatedService ? MatrixService.federation : .legacy
            return "peers take the SRV record at `\(service.ownerPrefix).\(name.text)` and connect to "
                + (first?.place ?? "its target")
        case .delegatedFallback:
            return "there is no SRV record for `\(name.text)`, so peers connect to its port 8448"
        default:
            return "peers ask for the SRV records of `\(name.text)`, and without one they connect to its port 8448"
        }
    }

    /// What was collected says that no place answers; why, as a clause.
    private static func refusal(_ context: DelegationContext, _ route: Route) -> String? {
        if route.outcome == .failed { return "this leads nowhere: \(route.reason)" }
        var places = 0
        for destination in route.destinations {
            for address in destination.addresses {
                places += 1
                guard let port = UInt16(exactly: destination.port) else { return nil }
                let tls = context.evidence.handshakes(address, port)
                let requests = context.evidence.requests(address, port)
                let errors = tls.map(\.error) + requests.map(\.error)
                guard !errors.isEmpty, errors.allSatisfy({ $0 == .connectionRefused || $0 == .timeout }) else {
                    return nil
                }
            }
        }
        guard places > 0, let destination = route.destinations.first else { return nil }
        return "nothing answers at \(destination.place)"
    }
}
