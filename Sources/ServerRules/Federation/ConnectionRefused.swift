import Diagnostics

/// F101: nothing listens where peers connect.
enum ConnectionRefused: DelegationRule {
    static let info = RuleInfo(
        "F101",
        "connection-refused",
        .error,
        summary: "the TCP connection to the place that peers go to is refused",
        page: RulePage(
            whatItChecks: """
                Looks at the TCP connections to every address of every host and port that discovery leads to. Where \
                only some addresses of a host fail, F105 says so instead. A place that only some programs go to by a \
                habit of their own is worth no more than a note, and one with a working alternative in the same SRV \
                records is a warning. Addresses that the machine running the audit has no way to (IPv6, as a rule) \
                are not judged.
                """,
            whyItMatters: """
                Discovery ends here for every peer: DNS and documents may be right, but nothing listens at the port, or \
                a firewall rejects the connection.
                """,
            howToFix: """
                Let the homeserver or its reverse proxy listen at the port, on every interface, and open it in the \
                firewall; or send peers to the port that is open. `m.server` without a port does not mean 443.
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

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for group in context.deadPlaces({ $0 == .refused }) { findings.report(refused(context, group)) }
    }
}

// MARK: - Messages

extension ConnectionRefused {
    private static func refused(_ context: DelegationContext, _ group: ConnectionFaultGroup) -> Finding {
        context.finding(
            info,
            "\(ConnectionFault.refused.words): \(group.placeWords)",
            group,
            help: "let the homeserver or its proxy listen at port \(group.place.port) and open it in the firewall, or "
                + "publish the port that is open"
        )
    }
}
