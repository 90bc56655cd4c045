import Diagnostics

/// N107: a name server that does not serve a zone delegated to it.
enum LameServer: ServerRule {
    static let info = RuleInfo(
        "N107",
        "lame-server",
        .warning,
        summary: "a name server of the zone does not serve it",
        page: RulePage(
            whatItChecks: """
                With `--authoritative`: reports name servers of a zone that answer every query about it with REFUSED, \
                SERVFAIL or another failure, without authority (AA), or with an upward referral. N103 reports servers \
                that do not answer at all.
                """,
            whyItMatters: """
                Resolvers that choose this server lose time or fail. Usually the zone was moved, or never configured \
                on this server, but the delegation still lists it.
                """,
            howToFix: """
                Configure the zone on the server, or remove the server from the NS records of the zone and its parent.
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

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
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
        _ context: ServerContext, _ zone: ZoneAnswers, _ server: ZoneAnswers.Server, _ lameness: String
    ) -> Finding {
        Finding(
            info,
            "name server \(server.words) does not serve `\(zone.apex.textWithoutFinalDot)`: it \(lameness)",
            at: nil,
            why: "resolvers that choose this server lose time or fail",
            help:
                "configure the zone on this server, or remove it from the NS records of `\(zone.apex.textWithoutFinalDot)` and its parent",
            subject: context.subject,
            source: FactSource(server.entries[0])
        )
    }
}
