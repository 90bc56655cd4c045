import Diagnostics

/// F102: connections are not answered.
enum ConnectionTimeout: DelegationRule {
    static let info = RuleInfo(
        "F102",
        "connection-timeout",
        .error,
        summary: "the TCP connection to the place that peers go to is not answered",
        page: RulePage(
            whatItChecks: """
                Looks whether TCP connections to the places that discovery leads to run into a time-out. Where only \
                some addresses of a host fail, F105 says so instead; a place that only some programs go to by a habit \
                of their own is worth no more than a note.
                """,
            whyItMatters: """
                Usually a firewall drops the packets, or the address is not that of a running machine. Peers wait for \
                the time-out at every attempt, and then take the server for dead for a while.
                """,
            howToFix: "Open the port in every firewall on the way, or publish the address that is in use.",
            references: ["Matrix server-server, Resolving server names"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.handshakes(
                    #""error": "timeout", "phase": "connect""#, #""error": "timeout", "phase": "connect""#)),
            FederationExample.good(FederationExample.handshakes()),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for group in context.deadPlaces({ $0 == .timeout }) { findings.report(timeout(context, group)) }
    }
}

// MARK: - Messages

extension ConnectionTimeout {
    private static func timeout(_ context: DelegationContext, _ group: ConnectionFaultGroup) -> Finding {
        context.finding(
            info,
            "\(ConnectionFault.timeout.words): \(group.placeWords)",
            group,
            help: "open port \(group.place.port) in every firewall on the way, that of the hosting provider included, "
                + "or publish the address that is in use"
        )
    }
}
