import DNS
import Diagnostics
import ZoneFile

/// Z202: a second SOA record.
enum SOARepeated: ZoneRule {
    static let info = RuleInfo(
        "Z202",
        "soa-repeated",
        .error,
        summary: "a second SOA record",
        page: RulePage(
            whatItChecks: """
                Reports every SOA record after the one at the zone's apex, at the apex or at a name below it. The one \
                that a zone transfer ends with, which says the same as the first, is as it should be.
                """,
            whyItMatters: """
                A zone has exactly one SOA record. BIND and NSD refuse a zone with two that differ, and one below the \
                apex; Knot 3.2 takes one of them, and it need not be the one with the serial you raised. NSD refuses \
                even one that is repeated word for word.
                """,
            howToFix: """
                Remove the one that is out of date. A zone below this one has a file of its own; here it has NS records \
                only.
                """,
            references: ["RFC 1035 §5.2", "RFC 2181 §6.1", "RFC 5936 §2.2"]
        ),
        examples: [
            .bad("@ IN «SOA» ns1.example.net. hostmaster.example.com. 2026112102 7200 3600 1209600 3600\n"),
            .bad(
                """
                sub IN «SOA» ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600
                sub IN NS  ns1.example.net.

                """
            ),
            .bad(
                """
                @   IN «SOA» ns1.example.net. hostmaster.example.com. 2026112101 7200 3600 1209600 3600
                www IN A   192.0.2.10

                """
            ),
            .good(
                """
                www IN A   192.0.2.10
                @   IN SOA NS1.example.net. hostmaster.example.com. ( 2026112101 2h 1h 2w 1h )

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        let all = zone.records(ofType: .soa)
        guard all.count > 1, context.kind != .fragment, let first = zone.apexSOA else { return }
        for number in all {
            let id = Int(number)
            guard id != first, !context.isDropped(id), !zone.ownerRepeatsOrigin(id) else { continue }
            let isSame = zone.records[id].owner == zone.apex && zone.rdata(of: id) == zone.rdata(of: first)
            guard !(isSame && endsTransfer(id, zone)) else { continue }
            findings.report(isRepeated(context, id, first, isSame: isSame))
        }
    }

    /// Whether nothing but other records of the apex, which somebody may have added (a ZONEMD), comes after it.
    private static func endsTransfer(_ id: RecordID, _ zone: Zone) -> Bool {
        zone.records[(id + 1)...].allSatisfy { $0.owner == zone.apex && $0.type != .soa }
    }
}

// MARK: - Messages

extension SOARepeated {
    private static func isRepeated(
        _ context: ZoneContext,
        _ id: RecordID,
        _ first: RecordID,
        isSame: Bool
    ) -> Finding {
        let zone = context.zone
        let isAtApex = zone.records[id].owner == zone.apex
        let message =
            if isSame {
                "the SOA record stands here again"
            } else if isAtApex {
                "a second SOA record, with other values"
            } else {
                "an SOA record below the apex, at \(context.quoted(zone.records[id].owner))"
            }
        return Finding(
            info,
            message,
            at: LabelledSpan(zone.fields(of: id).type.span, "the zone has its SOA record already"),
            why: isSame
                ? "a zone has one SOA record; NSD refuses it twice, except that a transfer ends with it"
                : "a zone has one SOA record, at its apex; BIND and NSD refuse to load the zone",
            help: isAtApex
                ? "remove the one that is out of date"
                : "move that zone to a file of its own and leave its NS records here",
            related: [LabelledSpan(zone.fields(of: first).type.span, "the SOA record of the zone")],
            subject: context.subject(of: id)
        )
    }
}
