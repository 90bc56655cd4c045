import Diagnostics

/// F101: no server listens at the endpoint that peers connect to.
enum ConnectionRefused: ServerRule {
    static let info = RuleInfo(
        "F101",
        "connection-refused",
        .error,
        stopsPeers: true,
        summary: "the TCP connection to the endpoint that peers use is refused",
        page: RulePage(
            whatItChecks: """
                Checks the TCP connection to every address of every host and port that discovery leads to. If only \
                some addresses of a host fail, F105 is reported instead. An endpoint that only implementations outside \
                the specification use is a note. One with a working alternative in the same SRV records is a warning. \
                Addresses that the machine running the audit cannot reach, usually IPv6, are skipped.
                """,
            whyItMatters: """
                Every peer fails here: DNS and documents may be correct, but nothing listens at the port, or a \
                firewall rejects the connection.
                """,
            howToFix: """
                Let the homeserver or its reverse proxy listen at the port on every interface, and open the port in \
                the firewall. If the homeserver listens at another port, publish that port. `m.server` without a port \
                does not mean port 443.
                """,
            references: ["Matrix server-server, Resolving server names"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.handshakes(
                    #""error": "connection-refused", "phase": "connect""#,
                    #""error": "connection-refused", "phase": "connect""#)),
            FederationExample.good(FederationExample.handshakes()),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for group in context.unreachableEndpoints({ $0 == .refused }) { findings.report(refused(context, group)) }
    }
}

// MARK: - Messages

extension ConnectionRefused {
    private static func refused(_ context: ServerContext, _ group: ConnectionFaultGroup) -> Finding {
        context.finding(
            info,
            "\(ConnectionFault.refused.words): \(group.endpointText)",
            group,
            help: SwappedService.help(context, group.endpoint)
                ?? "let the homeserver or its proxy listen at port \(group.endpoint.port) and open it in the "
                + "firewall; if it listens at another port, publish that port"
        )
    }
}
