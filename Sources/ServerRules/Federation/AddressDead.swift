import DNS
import Diagnostics

/// F105: one of several addresses does not work.
enum AddressDead: DelegationRule {
    static let info = RuleInfo(
        "F105",
        "address-dead",
        .warning,
        summary: "one of several addresses of a host does not work",
        page: RulePage(
            whatItChecks: """
                Looks for addresses that cannot be connected to, or where TLS fails, while another address of the same \
                host works. Addresses that the machine running the audit has no way to are not judged.
                """,
            whyItMatters: """
                Which address a peer tries first is up to it. Synapse tries IPv6 and IPv4 side by side, others take the \
                first address and no other: for them the server is down, or every request waits for a time-out. Most \
                often it is an AAAA record that nobody keeps up.
                """,
            howToFix: "Have the server answer at the address, or take its record out of the zone.",
            references: ["RFC 8305 §5", "Matrix server-server, Resolving server names"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.handshakes(nil, #""error": "timeout", "phase": "connect""#)),
            // No IPv6 here, which says nothing of the server.
            FederationExample.good(
                FederationExample.handshakes(nil, #""error": "unreachable", "phase": "connect""#)),
            FederationExample.good(FederationExample.handshakes()),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for group in context.connectionFaults {
            if let working = group.working { findings.report(dead(context, group, working)) }
        }
    }
}

// MARK: - Messages

extension AddressDead {
    private static func dead(
        _ context: DelegationContext, _ group: ConnectionFaultGroup, _ working: AddressVisit
    ) -> Finding {
        let addresses = group.visits.map(\.address)
        let isAllIPv6 = addresses.allSatisfy(\.isIPv6)
        let family = isAllIPv6 ? "IPv6 " : addresses.contains(where: \.isIPv6) ? "" : "IPv4 "
        let noun = addresses.count == 1 ? "address" : "addresses"
        var reason = group.fault.words
        switch group.fault {
        case .handshake(let detail?): reason += " (\(Words.quoted(detail, limit: 160)))"
        default: break
        }
        return Finding(
            info,
            "the \(family)\(noun) \(Words.list(addresses.map(\.description))) of `\(group.place.host)` "
                + "\(addresses.count == 1 ? "does" : "do") not work at port \(group.place.port): \(reason); "
                + "\(working.address) works",
            at: nil,
            why: "peers that take \(addresses.count == 1 ? "this address" : "one of these") first wait or give up; "
                + "\(context.stepWords(group.place)), and \(context.visitorWords(group.place))",
            help: "have the server answer at \(addresses.count == 1 ? "the address" : "these addresses"), or take the "
                + "\(isAllIPv6 ? "AAAA" : "A") record out of the zone"
                + (isAllIPv6 && group.fault == .timeout
                    ? "; see first that other IPv6 addresses answer where this was asked from" : ""),
            severity: group.place.isMain ? nil : .info,
            subject: context.subject,
            source: group.visits[0].connectionSource
        )
    }
}
