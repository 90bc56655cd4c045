import DNS
import Diagnostics
import Federation

/// N116: a host that only clients with IPv6 can reach.
enum HostIPv6Only: ServerRule {
    static let info = RuleInfo(
        "N116",
        "host-ipv6-only",
        .info,
        summary: "a host that peers connect to has only IPv6 addresses",
        page: RulePage(
            whatItChecks: """
                Reports the host of the well-known document, and hosts that peers connect to, if they have AAAA records \
                but no A record. It is a warning for the host of the document if peers then connect to a host with both, \
                because its A record was probably forgotten. S308 does the same for SRV targets within zone files.
                """,
            whyItMatters: """
                Peers without IPv6 cannot connect. Many servers in the Matrix federation have no IPv6, some of them \
                without their admins' knowledge. Without the document, they continue with SRV records and port 8448.
                """,
            howToFix: "Add an A record if the host is also reachable over IPv4.",
            references: ["RFC 3596", "Matrix server-server, Resolving server names"]
        ),
        examples: [
            DNSExample.bad(
                [
                    DNSExample.entry("matrix.example.com.", "A", #""status": "NOERROR""#),
                    DNSExample.entry(
                        "matrix.example.com.", "AAAA",
                        #""status": "NOERROR", "records": ["matrix.example.com. 3600 IN AAAA 2001:db8::10"]"#),
                ]),
            .bad(
                "", continuation: false,
                server: ExampleServer(
                    evidence: """
                        {
                          "https": [{
                            "url": "https://example.com/.well-known/matrix/server", "address": "2001:db8::80",
                            "status": 200, "body": "{\\"m.server\\": \\"matrix.example.com:443\\"}"
                          }],
                          "dns": [
                            {"name": "example.com.", "type": "A", "status": "NOERROR"},
                            {
                              "name": "example.com.", "type": "AAAA", "status": "NOERROR",
                              "records": ["example.com. 3600 IN AAAA 2001:db8::80"]
                            },
                            {
                              "name": "matrix.example.com.", "type": "A", "status": "NOERROR",
                              "records": ["matrix.example.com. 3600 IN A 192.0.2.10"]
                            },
                            {"name": "matrix.example.com.", "type": "AAAA", "status": "NOERROR"}
                          ]
                        }
                        """)),
            DNSExample.good(),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let route = context.likelyRoutes?.specification else { return }
        let hosts = route.destinations.prefix(DiscoveryLimits.services).compactMap { Name($0.host) }
        let documentHost = context.delegatingHost.flatMap { Name($0) }
        var seen: Set<Name> = []
        for host in [documentHost].compactMap(\.self) + hosts where seen.insert(host).inserted {
            guard let entry = onlyIPv6(host, context) else { continue }
            let isForgotten = host == documentHost && !hosts.contains(host) && hosts.contains { hasIPv4($0, context) }
            // Without a document at that host, nothing is missed.
            if host == documentHost, !hosts.contains(host), route.delegation == .absent { continue }
            findings.report(ipv6Only(context, host, entry, isForgotten: isForgotten))
        }
    }

    /// Returns the answer without A records if the host is known to have AAAA records only.
    private static func onlyIPv6(_ host: Name, _ context: ServerContext) -> DNSEntry? {
        let answer = context.evidence.answer(Question(host, .a))
        let modern = context.evidence.answer(Question(host, .aaaa)).records
        guard !modern.isEmpty, case .noData = answer.state, let entry = answer.entry,
            // S308 reports targets in zone files.
            !modern.contains(where: { context.location(of: $0) != nil })
        else { return nil }
        return entry
    }

    private static func hasIPv4(_ host: Name, _ context: ServerContext) -> Bool {
        !context.evidence.answer(Question(host, .a)).records.isEmpty
    }
}

// MARK: - Messages

extension HostIPv6Only {
    private static func ipv6Only(
        _ context: ServerContext, _ host: Name, _ entry: DNSEntry, isForgotten: Bool
    ) -> Finding {
        Finding(
            info,
            "`\(host.textWithoutFinalDot)` has only IPv6 addresses",
            at: nil,
            why: isForgotten
                ? "peers without IPv6 do not get the well-known document, and look for the server elsewhere"
                : "peers without IPv6 cannot connect",
            help: "add an A record if the host is also reachable over IPv4",
            severity: isForgotten ? .warning : nil,
            subject: context.subject,
            source: FactSource(entry),
            route: RoutePosition(.host(host.textWithoutFinalDot.lowercased()))
        )
    }
}
