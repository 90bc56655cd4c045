import DNS
import Diagnostics
import Federation

/// N103: queries and name servers without an answer.
enum QueryTimeout: ServerRule {
    static let info = RuleInfo(
        "N103",
        "dns-query-timeout",
        .error,
        stopsPeers: true,
        summary: "a discovery query is not answered in time, or a name server never answers",
        page: RulePage(
            whatItChecks: """
                Reports queries that implementations make during discovery and that are not answered in time, or only \
                with packets that cannot be read. If peers do not depend on the answer, it is a warning. It is also a \
                warning if a name server of the zone never answers while others do (`--authoritative`). If nothing at \
                all was answered, the cause may be the resolver, and nothing is concluded.
                """,
            whyItMatters: """
                Peers wait at every attempt, Dendrite for about 20 seconds, and then give up or fall back. Common \
                causes are firewalls that drop queries of unknown types, and name servers that no longer exist.
                """,
            howToFix: """
                Make sure that every name server of the zone answers queries of any type over UDP and TCP. Remove \
                servers that no longer exist from the delegation.
                """,
            references: ["RFC 1035 §7.2", "RFC 8906"]
        ),
        examples: [
            DNSExample.bad(
                [DNSExample.entry("_matrix-fed._tcp.example.com.", "SRV", #""status": "timeout""#)],
                alsoFires: ["M301"]),
            DNSExample.bad([
                DNSExample.entry(
                    "_matrix-fed._tcp.example.com.", "SRV", by: 1, #""status": "NXDOMAIN", "authoritative": true"#),
                DNSExample.entry("_matrix-fed._tcp.example.com.", "SRV", by: 2, #""status": "timeout""#),
                DNSExample.entry("_matrix-fed._tcp.example.com.", "SRV", #""status": "NXDOMAIN""#),
            ]),
            // Nothing queries it, because the record at the new name was found.
            DNSExample.good([DNSExample.entry("_matrix._tcp.example.com.", "A", #""status": "timeout""#)]),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        for failed in context.failures({ $0 == .timeout || $0 == .malformed }) {
            findings.report(timeout(context, failed))
        }
        for zone in context.zoneServers {
            // If none answers, this network probably blocks packets to name servers.
            guard zone.servers.contains(where: { !$0.isSilent }) else { continue }
            for server in zone.servers where server.isSilent { findings.report(silent(context, zone, server)) }
        }
    }
}

// MARK: - Messages

extension QueryTimeout {
    private static func timeout(_ context: ServerContext, _ failed: [FailedQuery]) -> Finding {
        let isMalformed = failed[0].kind == .malformed
        var finding = context.finding(
            info, failed,
            isMalformed ? "answered with packets that cannot be read" : "not answered in time",
            why: isMalformed ? nil : "peers wait for the answer at every attempt",
            help:
                "make sure that every name server of the zone answers the query over UDP and TCP (`--authoritative` queries each "
                + "of them), and that no firewall drops queries of this type")
        if context.isWithoutAnyAnswer { finding.blameResolver() }
        return finding
    }

    private static func silent(_ context: ServerContext, _ zone: ZoneAnswers, _ server: ZoneAnswers.Server)
        -> Finding
    {
        Finding(
            info,
            "name server \(server.words) of `\(zone.apex.textWithoutFinalDot)` does not answer, while others do",
            at: nil,
            why: "resolvers that choose this server lose time, and it cannot take over if the other servers fail",
            help: "repair the server, or remove it from the NS records of the zone and its parent",
            severity: .warning,
            subject: context.subject,
            source: FactSource(server.entries[0])
        )
    }
}
