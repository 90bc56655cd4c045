import Diagnostics

/// N107: a name server that does not serve the zone it is named for.
enum LameServer: DelegationRule {
    static let info = RuleInfo(
        "N107",
        "lame-server",
        .warning,
        summary: "a name server of the zone does not serve it",
        page: RulePage(
            whatItChecks: """
                With `--authoritative`: looks for name servers of a zone that answer every question about it with \
                REFUSED, SERVFAIL or another failure, without authority (AA), or with a referral upwards. A server that \
                does not answer at all is N103's.
                """,
            whyItMatters: """
                Resolvers that come to it lose time or fail, by chance. As a rule the zone was moved, or never set up at \
                that server, and the delegation still names it.
                """,
            howToFix: """
                Set the zone up at the server, or take it out of the NS records of the zone and of its parent.
                """,
            references: ["RFC 9499 §7", "RFC 1912 §2.8"]
        ),
        examples: [
            DNSExample.bad([
                DNSExample.entry(
                    "_matrix-fed._tcp.example.com.", "SRV", by: 1, #""status": "NXDOMAIN", "authoritative": true"#),
                DNSExample.entry("_matrix-fed._tcp.example.com.", "SRV", by: 2, #""status": "REFUSED""#),
                DNSExample.entry("_matrix-fed._tcp.example.com.", "SRV", #""status": "NXDOMAIN""#),
            ]),
            DNSExample.good([
                DNSExample.entry(
                    "_matrix-fed._tcp.example.com.", "SRV", by: 1, #""status": "NXDOMAIN", "authoritative": true"#),
                DNSExample.entry("_matrix-fed._tcp.example.com.", "SRV", #""status": "NXDOMAIN""#),
            ]),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for zone in context.zoneServers {
            for server in zone.servers {
                if let lameness = server.lameness { findings.report(isLame(context, zone, server, lameness)) }
            }
        }
    }
}

// MARK: - Messages

extension LameServer {
    private static func isLame(
        _ context: DelegationContext, _ zone: ZoneAnswers, _ server: ZoneAnswers.Server, _ lameness: String
    ) -> Finding {
        Finding(
            info,
            "the name server \(server.words) does not serve `\(zone.apex)`: it \(lameness)",
            at: nil,
            why: "it is named for the zone, and resolvers that come to it lose time or fail",
            help: "set the zone up there, or take the server out of the NS records of `\(zone.apex)` and of its parent",
            subject: context.subject,
            source: FactSource(server.entries[0])
        )
    }
}
