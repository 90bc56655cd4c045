import DNS
import Diagnostics

/// F105: one of several addresses does not work.
enum AddressDead: ServerRule {
    static let info = RuleInfo(
        "F105",
        "address-dead",
        .warning,
        summary: "one of several addresses of a host does not work",
        page: RulePage(
            whatItChecks: """
                Checks for addresses that refuse or drop connections, or where TLS fails, while another address of the \
                same host works. Addresses that the machine running the audit cannot reach (no route) are skipped.
                """,
            whyItMatters: """
                Each peer decides which address to try first. Synapse tries IPv6 and IPv4 in parallel. Some \
                implementations try only the first address: for them the server is down, or every request waits for a \
                timeout. The usual cause is a stale AAAA record.
                """,
            howToFix: "Make the server respond at the address, or remove its record from the zone.",
            references: ["RFC 8305 §5", "Matrix server-server, Resolving server names"]
        ),
        examples: [
            FederationExample.bad(
                FederationExample.handshakes(nil, #""error": "timeout", "phase": "connect""#)),
            // The auditing machine has no IPv6, which says nothing about the server.
            FederationExample.good(
                FederationExample.handshakes(nil, #""error": "unreachable", "phase": "connect""#)),
            FederationExample.good(FederationExample.handshakes()),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for group in context.connectionFaults {
            if let working = group.working { findings.report(dead(context, group, working)) }
        }
    }
}

// MARK: - Messages

extension AddressDead {
    private static func dead(
        _ context: ServerContext, _ group: ConnectionFaultGroup, _ working: EndpointProbe
    ) -> Finding {
        let addresses = group.probes.map(\.address)
        let isAllIPv6 = addresses.allSatisfy(\.isIPv6)
        let family = isAllIPv6 ? "IPv6 " : addresses.contains(where: \.isIPv6) ? "" : "IPv4 "
        let noun = addresses.count == 1 ? "address" : "addresses"
        var reason = group.fault.words
        switch group.fault {
        case .handshake(let detail?): reason += ": \(Words.quoted(detail, limit: 160))"
        default: break
        }
        return Finding(
            info,
            "the \(family)\(noun) \(Words.list(addresses.map(\.description))) of `\(group.endpoint.host)` "
                + "\(addresses.count == 1 ? "does" : "do") not work at port \(group.endpoint.port) (\(reason)), "
                + "while \(working.address) works",
            at: nil,
            why: Sentences.joined([
                "peers that try \(addresses.count == 1 ? "this address" : "one of these") first wait or give up",
                context.stepClause(group.endpoint), context.implementationClause(group.endpoint),
            ]),
            help: "make the server respond at \(addresses.count == 1 ? "this address" : "these addresses"), or remove "
                + "the \(isAllIPv6 ? "AAAA" : "A") \(addresses.count == 1 ? "record" : "records") from the zone"
                + (isAllIPv6 && group.fault == .timeout
                    ? ". First check that other IPv6 addresses are reachable from this machine" : ""),
            advice: FindingAdvice(removesRecords: true),
            severity: group.endpoint.isMain ? nil : .info,
            subject: context.subject,
            source: group.probes[0].connectionSource,
            route: context.position(of: group)
        )
    }
}
