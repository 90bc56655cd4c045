import DNS
import Diagnostics
import ZoneFile

/// Z210: a zone without NS records at its apex.
enum NSMissing: ZoneRule {
    static let info = RuleInfo(
        "Z210",
        "ns-missing",
        .error,
        summary: "a zone without NS records at its apex",
        page: RulePage(
            whatItChecks: """
                Reports a whole zone (an SOA record at its apex, a known origin) that has no NS record at its apex, not \
                even one that could not be read. Response-policy zones need one too, even if it is only `NS localhost.`
                """,
            whyItMatters: """
                A zone must name its servers. BIND, Knot and PowerDNS refuse to load the zone without them. NSD serves \
                it, but resolvers treat the zone as lame.
                """,
            howToFix: "Add an NS record for each authoritative server, such as `@ IN NS ns1.example.net.`",
            references: ["RFC 1034 §4.2.1", "RFC 1035 §5.2", "RFC 2181 §6.1"]
        ),
        examples: [
            .bad(
                """
                $TTL 3600
                «@» IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                www IN A 192.0.2.10

                """,
                continuation: false
            ),
            .bad(
                """
                $TTL 3600
                «@» IN SOA localhost. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                bad.example.org IN CNAME .

                """,
                continuation: false
            ),
            .good("www IN A 192.0.2.10\n"),
            .good(
                """
                ; <<>> DiG 9.18.41 <<>> +noall +answer example.com SOA
                example.com. 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600

                """,
                continuation: false
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.isWhole, !zone.has(.ns, at: zone.apex), !zone.unread.mayContain(zone.apex, .ns),
            let span = zone.apexSOA.map({ context.ownerOrType(of: $0) }) ?? zone.unread.soa
        else { return }
        findings.report(isMissing(context, span))
    }
}

// MARK: - Messages

extension NSMissing {
    private static func isMissing(_ context: ZoneContext, _ soa: SourceSpan) -> Finding {
        Finding(
            info,
            "the zone \(context.quoted(context.zone.apex)) has no NS records",
            at: LabelledSpan(soa, "the apex owns an SOA record, but no NS record"),
            why: "a zone must name its servers; BIND, Knot and PowerDNS refuse to load it",
            help: "add an NS record for each authoritative server, at least two",
            subject: context.subject(owner: context.zone.apex)
        )
    }
}
