import DNS
import Diagnostics
import Federation

/// W112: `m.server` has no port.
enum ServerValueWithoutPort: ServerRule {
    static let info = RuleInfo(
        "W112",
        "no-port",
        .info,
        stopsPeers: true,
        summary: "`m.server` has no port, which does not mean port 443",
        page: RulePage(
            whatItChecks: """
                Reports an `m.server` without a port, and how peers resolve it: through an SRV record, or to port \
                8448. It is a warning if the collected evidence shows that nothing answers at that port, and the cause \
                of that failure if a homeserver is known to answer at port 443.
                """,
            whyItMatters: """
                Without a port, peers look up `_matrix-fed._tcp` and `_matrix._tcp` for the delegated host. If these \
                records are missing, they connect to port 8448, not 443. Behind a proxy that forwards only web ports, \
                port 8448 is unreachable.
                """,
            howToFix: "Write the port of the homeserver or its reverse proxy: `matrix.example.com:443`.",
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
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
        _ context: ServerContext,
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
            "no port, which does not mean port 443",
            why: dead ?? "a value without a port is usually meant as port 443, but peers do not default to 443",
            help: dead == nil
                ? "write the port at which the homeserver answers, such as `\(name.text):8448`, or `\(name.text):443` "
                    + "behind a proxy for the web"
                : help(context, name),
            advice: FindingAdvice(
                endpoints: dead == nil
                    ? [8448, 443].map { "\(name.text):\($0)" }
                    : context.isAnsweringOnWebPort(name) ? ["\(name.text):443"] : [],
                asksForEndpoint: dead != nil && !context.isAnsweringOnWebPort(name)),
            severity: dead == nil ? .info : .warning
        )
    }

    /// Says which port to write where the default one is dead. Only a port that is known to work can be recommended.
    private static func help(_ context: ServerContext, _ name: ServerName) -> String {
        if context.isAnsweringOnWebPort(name) {
            return "write the port at which the homeserver answers: `\(name.text):443`"
        }
        let addresses = context.evidence.addresses(of: name)
        let handshakes = addresses.flatMap { context.evidence.handshakes($0, 443) }
        if !handshakes.isEmpty, handshakes.allSatisfy({ $0.error != nil }) {
            return "find out at which port the homeserver answers, and write it. Port 443 fails too"
        }
        return "find out at which port the homeserver answers, and write it. Port 443 is usual behind a proxy for the "
            + "web, but " + (handshakes.isEmpty ? "was not tried" : "no homeserver is known to answer there")
    }

    /// Describes how peers resolve the name.
    private static func consequence(_ name: ServerName, _ route: Route) -> String {
        let first = route.destinations.first
        switch route.taken {
        case .delegatedAddress: return "peers connect to port 8448 of the address"
        case .delegatedService, .delegatedOldService:
            let service = route.taken == .delegatedService ? MatrixService.federation : .legacy
            return "peers use the SRV record at `\(service.ownerPrefix).\(name.text)` and connect to "
                + (first?.endpoint ?? "its target")
        case .delegatedFallback:
            return "there is no SRV record for `\(name.text)`, so peers connect to its port 8448"
        default:
            return "peers look up the SRV records of `\(name.text)`, and without one they connect to its port 8448"
        }
    }

    /// Returns a clause if the evidence shows that no endpoint of the route answers, `nil` otherwise.
    private static func refusal(_ context: ServerContext, _ route: Route) -> String? {
        if route.outcome == .failed { return "discovery fails: \(route.reason)" }
        var count = 0
        for destination in route.destinations {
            for address in destination.addresses {
                count += 1
                guard let port = UInt16(exactly: destination.port) else { return nil }
                let tls = context.evidence.handshakes(address, port)
                let requests = context.evidence.requests(address, port)
                let errors = tls.map(\.error) + requests.map(\.error)
                guard !errors.isEmpty, errors.allSatisfy({ $0 == .connectionRefused || $0 == .timeout }) else {
                    return nil
                }
            }
        }
        guard count > 0, let destination = route.destinations.first else { return nil }
        return "nothing answers at \(destination.endpoint)"
    }
}

extension ServerContext {
    /// Whether a homeserver is known to answer at port 443 of a name.
    func isAnsweringOnWebPort(_ name: ServerName) -> Bool {
        evidence.addresses(of: name).contains { evidence.requests($0, 443).contains(where: \.isOfHomeserver) }
    }
}

extension FederationEntry {
    /// Whether the response is one of the federation API, and not a page. Evidence may lack the body.
    fileprivate var isOfHomeserver: Bool {
        guard isSuccess else { return false }
        guard let body else { return true }
        let document = try? JSONReader.read(Array(body.utf8))
        return document?["server"] != nil || document?["server_name"] != nil
    }
}
