import Diagnostics

/// N105: an answer that is too large for UDP, from a server without TCP.
enum TCPUnavailable: ServerRule {
    static let info = RuleInfo(
        "N105",
        "tcp-unavailable",
        .warning,
        summary: "an answer is too large for UDP, and the server does not answer over TCP",
        page: RulePage(
            whatItChecks: """
                Reports queries whose answer over UDP was truncated (TC) and that were not answered over TCP: the \
                connection is refused, or there is no response in time.
                """,
            whyItMatters: """
                DNS over TCP is mandatory (RFC 7766): if an answer does not fit in a UDP packet, the client must query \
                again over TCP. Peers time out for some records and not for others, and each change of the zone can \
                affect other records.
                """,
            howToFix: "Make the server answer over TCP, and allow TCP port 53 in every firewall on the path.",
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for failed in context.failures({ $0 == .withoutTCP }) { findings.report(unavailable(context, failed)) }
        for zone in context.zoneServers {
            for server in zone.servers {
                guard let entry = server.entries.first(where: { FailedQuery.Kind($0) == .withoutTCP }) else {
                    continue
                }
                findings.report(unavailable(context, zone, server, FactSource(entry)))
            }
        }
    }
}

// MARK: - Messages

extension TCPUnavailable {
    private static let help = "make the server answer over TCP, and allow TCP port 53 in every firewall on the path"

    private static func unavailable(_ context: ServerContext, _ failed: [FailedQuery]) -> Finding {
        let how = failed[0].entry.status == .refusedConnection ? "the connection is refused" : "there is no response"
        return context.finding(
            info, failed, "answered with a truncated packet over UDP, and over TCP \(how)",
            why: "an answer that does not fit in a UDP packet must be fetched over TCP", help: help)
    }

    private static func unavailable(
        _ context: ServerContext, _ zone: ZoneAnswers, _ server: ZoneAnswers.Server, _ source: FactSource
    ) -> Finding {
        Finding(
            info,
            "name server \(server.words) of `\(zone.apex.textWithoutFinalDot)` truncates an answer over UDP and does not answer over TCP",
            at: nil,
            why: "resolvers that choose this server get no answer",
            help: help,
            subject: context.subject,
            source: source
        )
    }
}
