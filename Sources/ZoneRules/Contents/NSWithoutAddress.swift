import DNS
import Diagnostics
import ZoneFile

/// Z213: a name server of the zone that has no address.
enum NSWithoutAddress: ZoneRule {
    static let info = RuleInfo(
        "Z213",
        "ns-without-address",
        .error,
        scope: .targets,
        summary: "the target of an NS record has no address",
        page: RulePage(
            whatItChecks: """
                Reports NS records, at the apex and at delegations, whose target is a name that the zone answers for (or \
                another zone of the run) and that has no A or AAAA record; a wildcard may provide one. Addresses that a \
                delegation needs from its own parent are Z228. Nothing is said in a zone that is not whole.
                """,
            whyItMatters: """
                Nobody can reach that server. BIND and Knot refuse the zone when the NS record is at its apex, and Knot \
                at a delegation too; what is left of the name servers has to do all the work.
                """,
            howToFix: "Give the name an A or AAAA record, correct the name, or remove the NS record.",
            references: ["RFC 1034 §4.2.1", "RFC 1912 §2.8"]
        ),
        examples: [
            .bad("@ IN NS «ns3»\n"),
            .bad("ns3 IN TXT \"to come\"\nchat IN NS «ns3»\nchat IN NS «ns4.example.com.»\n"),
            .good("@ IN NS ns3\nns3 IN AAAA 2001:db8::53\n"),
            .good("*.dns IN A 192.0.2.53\nchat IN NS one.dns\nchat IN NS ns1.example.org.\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (record, target) in context.contents.nameServers {
            guard case .noAddress(let exists, let zone) = target else { continue }
            findings.report(hasNoAddress(context, record, exists, zone))
        }
    }
}

// MARK: - Messages

extension NSWithoutAddress {
    private static func hasNoAddress(
        _ context: ZoneContext,
        _ id: RecordID,
        _ exists: Bool,
        _ other: Zone
    ) -> Finding {
        let zone = context.zone
        let name = context.quoted(zone.records[id].target)
        let isApex = zone.records[id].owner == zone.apex
        return Finding(
            info,
            exists ? "the name server \(name) has no address" : "the name server \(name) does not exist",
            at: LabelledSpan(
                context.targetSpan(of: id),
                exists ? "owns no A or AAAA record" : "there is no such name in \(context.place(other))"
            ),
            why: isApex
                ? "nobody can reach it; BIND and Knot refuse to load the zone"
                : "nobody can reach it, and what \(context.quoted(zone.records[id].owner)) holds is found only through "
                    + "its other servers",
            help: "give \(name) an A or AAAA record, or name a server that has one",
            subject: context.subject(of: id)
        )
    }
}
