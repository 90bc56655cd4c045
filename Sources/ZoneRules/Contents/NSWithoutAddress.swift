import DNS
import Diagnostics
import ZoneFile

/// Z213: the target of an NS record has no address.
enum NSWithoutAddress: ZoneRule {
    static let info = RuleInfo(
        "Z213",
        "ns-without-address",
        .error,
        scope: .targets,
        summary: "the target of an NS record has no address",
        page: RulePage(
            whatItChecks: """
                Reports NS records, at the apex and at delegations, whose target has no A or AAAA record. Only targets \
                in this zone or in another zone of the run are checked. A wildcard may provide one. Addresses that a \
                delegation needs in its parent zone are Z228. Nothing is reported if the address may be in a line that \
                could not be read.
                """,
            whyItMatters: """
                Resolvers cannot reach that server. BIND and Knot refuse to load the zone if the NS record is at its \
                apex, and Knot also if it is at a delegation. Otherwise the remaining name servers answer all queries.
                """,
            howToFix: "Give the target an A or AAAA record, or write a host that has one.",
            references: ["RFC 1034 §4.2.1", "RFC 1912 §2.8"]
        ),
        examples: [
            .bad("@ IN NS «ns3»\n"),
            .bad("ns3 IN TXT \"to come\"\nchat IN NS «ns3»\nchat IN NS «ns4.example.com.»\n"),
            .bad(
                """
                $TTL 3600
                @  IN SOA ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                @  IN NS  ns1.example.net.
                @  IN NS  ns2.example.net.
                @  IN NS  «NS3»

                """,
                continuation: false,
                origin: "2.0.192.in-addr.arpa."
            ),
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
        if exists == false, let written = relativeInReverseZone(id, context) {
            return isInReverseZone(context, id, written)
        }
        let name = context.quoted(zone.records[id].target)
        let isApex = zone.records[id].owner == zone.apex
        return Finding(
            info,
            exists ? "NS target \(name) has no address" : "NS target \(name) does not exist",
            at: LabelledSpan(
                context.targetSpan(of: id),
                exists ? "no A or AAAA record at this name" : "no such name in \(context.zoneName(other))"
            ),
            why: isApex
                ? "resolvers cannot reach it; BIND and Knot refuse to load the zone"
                : "resolvers cannot reach it, so \(context.quoted(zone.records[id].owner)) depends on its other servers",
            help: zone.names.isWildcard(zone.records[id].target)
                ? "write the name of a host: a wildcard in a target is an ordinary label"
                : "give \(name) an A or AAAA record, or write a host that has one",
            related: context.wildcardNotApplied(to: zone.records[id].target, in: other),
            subject: context.subject(of: id)
        )
    }

    /// The target as written, if it is completed with the name of a reverse zone. Hosts have no addresses there.
    private static func relativeInReverseZone(_ id: RecordID, _ context: ZoneContext) -> String? {
        let zone = context.zone
        guard ReverseName.isBelowTree(zone.names.name(zone.apex)),
            let text = DottedName.target(of: id, in: zone)?.text, !text.hasSuffix(".")
        else { return nil }
        return text
    }

    private static func isInReverseZone(_ context: ZoneContext, _ id: RecordID, _ written: String) -> Finding {
        let origin = context.zone.names.text(context.zone.origin(inForceAt: id))
        return Finding(
            info,
            "NS target \(Words.quoted(written)) is completed with the name of the reverse zone",
            at: LabelledSpan(
                context.targetSpan(of: id),
                "means \(Words.quoted("\(written).\(origin)", limit: 120)), which does not exist"),
            why:
                "resolvers cannot reach the server; BIND and Knot refuse to load a zone with such an NS record at its apex",
            help: "write the full name of the host with a final dot, such as `\(written).example.com.`",
            subject: context.subject(of: id)
        )
    }
}
