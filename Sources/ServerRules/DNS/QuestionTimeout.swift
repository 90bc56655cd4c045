import DNS
import Diagnostics
import Federation

/// N103: no answer in time.
enum QuestionTimeout: DelegationRule {
    static let info = RuleInfo(
        "N103",
        "dns-query-timeout",
        .error,
        summary: "a question on the way to the server is not answered in time, or by one of the name servers never",
        page: RulePage(
            whatItChecks: """
                Looks for questions that implementations ask on their way to the server and that are not answered in \
                time, or only by packets that cannot be read. Where peers can do without the answer it is a warning, \
                and so is a name server of the zone that answers nothing while others do (`--authoritative`). Where \
                nothing at all was answered, the resolver may be what does not work, and nothing is concluded.
                """,
            whyItMatters: """
                Peers wait at every attempt, Dendrite some twenty seconds, and then give up or guess. Firewalls that drop \
                questions of types they do not know, and name servers that are gone, are the usual reasons.
                """,
            howToFix: """
                See that every name server of the zone answers questions of any type, over UDP and TCP, and take those \
                that are gone out of the delegation.
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
            // Nobody asks for it: the record at the new name was found.
            DNSExample.good([DNSExample.entry("_matrix._tcp.example.com.", "A", #""status": "timeout""#)]),
        ]
    )

    static func check(_ context: DelegationContext, into findings: inout FindingSink) {
        for failed in context.failures({ $0 == .timeout || $0 == .malformed }) {
            findings.report(timeout(context, failed))
        }
        for zone in context.zoneServers {
            // Where none answers, packets to name servers do not get out of this network.
            guard zone.servers.contains(where: { !$0.isSilent }) else { continue }
            for server in zone.servers where server.isSilent { findings.report(silent(context, zone, server)) }
        }
    }
}

// MARK: - Messages

extension QuestionTimeout {
    private static func timeout(_ context: DelegationContext, _ failed: [FailedQuestion]) -> Finding {
        let isMalformed = failed[0].kind == .malformed
        var finding = context.finding(
            info, failed,
            isMalformed ? "answered with packets that cannot be read" : "not answered in time",
            why: isMalformed ? nil : "peers wait for it at every attempt",
            help: "see that every name server of the zone answers it, over UDP and TCP (`--authoritative` asks each of "
                + "them), and that no firewall drops questions of this type")
        if context.isWithoutAnyAnswer { finding.blameResolver() }
        return finding
    }

    private static func silent(_ context: DelegationContext, _ zone: ZoneAnswers, _ server: ZoneAnswers.Server)
        -> Finding
    {
        Finding(
            info,
            "the name server \(server.words) of `\(zone.apex)` does not answer, while others do",
            at: nil,
            why: "resolvers come to it by chance and lose time; once the others fail there is nobody left",
            help: "have it answer, or take it out of the NS records of the zone and its parent",
            severity: .warning,
            subject: context.subject,
            source: FactSource(server.entries[0])
        )
    }
}
