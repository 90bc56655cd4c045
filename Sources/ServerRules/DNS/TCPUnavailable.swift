import Diagnostics

/// N105: an answer too large for UDP, and no TCP.
enum TCPUnavailable: DelegationRule {
    static let info = RuleInfo(
        "N105",
        "tcp-unavailable",
        .warning,
        summary: "an answer is too large for UDP, and the server does not answer over TCP",
        page: RulePage(
            whatItChecks: """
                Looks for questions whose answer over UDP was truncated (TC) and that got none over TCP: the connection \
                is refused, or nothing comes in time.
                """,
            whyItMatters: """
                DNS over TCP is not optional (RFC 7766): an answer that does not fit is asked for again that way. Peers \
                time out, for some records and not for others, and after every change of the zone for other ones.
                """,
            howToFix: "Let the server answer over TCP, and open port 53 for TCP in every firewall on the way.",
            references: ["RFC 7766 §5", "RFC 9210"]
        ),
        examples: [
            DNSExample.bad(
                [
                    DNSExample.entry(
                        "_matrix-fed._tcp.example.com.", "SRV", #""status": "timeout", "transport": "tcp""#)
                ], alsoFires: ["M301"]),
            DNSExample.good([
                DNSExample.entry(
                    "_matrix._tcp.example.com.", "SRV", #""status": "NOERROR", "transport": "tcp""#)
            ]),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for failed in context.failures({ $0 == .withoutTCP }) { findings.report(unavailable(context, failed)) }
        for zone in context.zoneServers {
            for server in zone.servers {
                guard let entry = server.entries.first(where: { FailedQuestion.Kind($0) == .withoutTCP }) else {
                    continue
                }
                findings.report(unavailable(context, zone, server, FactSource(entry)))
            }
        }
    }
}

// MARK: - Messages

extension TCPUnavailable {
    private static let help = "let the server answer over TCP, and open port 53 for TCP in every firewall on the way"

    private static func unavailable(_ context: DelegationContext, _ failed: [FailedQuestion]) -> Finding {
        let how = failed[0].entry.status == .refusedConnection ? "the connection is refused" : "nothing comes back"
        return context.finding(
            info, failed, "truncated over UDP, and over TCP \(how)",
            why: "an answer that does not fit into a packet has to be asked for over TCP", help: help)
    }

    private static func unavailable(
        _ context: DelegationContext, _ zone: ZoneAnswers, _ server: ZoneAnswers.Server, _ source: FactSource
    ) -> Finding {
        Finding(
            info,
            "the name server \(server.words) of `\(zone.apex)` truncates an answer over UDP and does not give it over TCP",
            at: nil,
            why: "resolvers that come to this server get no answer",
            help: help,
            subject: context.subject,
            source: source
        )
    }
}
