import Diagnostics

/// F102: connections time out.
enum ConnectionTimeout: ServerRule {
    static let info = RuleInfo(
        "F102",
        "connection-timeout",
        .error,
        stopsPeers: true,
        summary: "the TCP connection to the endpoint that peers use times out",
        page: RulePage(
            whatItChecks: """
                Checks whether TCP connections to the endpoints that discovery leads to time out. If only some \
                addresses of a host fail, F105 is reported instead. An endpoint that only implementations outside the \
                specification use is a note.
                """,
            whyItMatters: """
                Usually a firewall drops the packets, or no running machine has the address. Peers wait for the \
                timeout on every attempt, and then treat the server as down for some time.
                """,
            howToFix: "Open the port in every firewall on the path, or publish the address that is in use.",
            references: ["Matrix server-server, Resolving server names"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.handshakes(
                    #""error": "timeout", "phase": "connect""#, #""error": "timeout", "phase": "connect""#)),
            FederationExample.good(FederationExample.handshakes()),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for group in context.unreachableEndpoints({ $0 == .timeout }) { findings.report(timeout(context, group)) }
    }
}

// MARK: - Messages

extension ConnectionTimeout {
    private static func timeout(_ context: ServerContext, _ group: ConnectionFaultGroup) -> Finding {
        context.finding(
            info,
            "\(ConnectionFault.timeout.words): \(group.endpointText)",
            group,
            help: SwappedService.help(context, group.endpoint)
                ?? "open port \(group.endpoint.port) in every firewall on the path, including the hosting provider's, "
                + "or publish the address that is in use"
        )
    }
}
