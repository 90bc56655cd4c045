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
                Reports every SOA record after the one at the zone apex, whether at the apex or below it. One whose owner is \
                not in the zone begins a second zone in the same file, which is reported once. An identical SOA record at \
                the end of a zone transfer is expected and not reported.
                """,
            whyItMatters: """
                A zone has exactly one SOA record. BIND and NSD refuse a zone with two different SOA records, or with \
                one below the apex. Knot 3.2 uses one of them, and not necessarily the one whose serial you increased. \
                NSD refuses even an identical duplicate.
                """,
            howToFix: """
                Remove the outdated record. A zone below this one has its own file, and only its NS records belong \
                here.
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
            .bad(
                """
                www IN A   192.0.2.10
                $ORIGIN example.org.
                «@»   IN SOA ns1.example.net. hostmaster.example.org. 1 7200 3600 1209600 3600
                    IN NS  ns1.example.net.
                www IN A   192.0.2.20

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
        guard context.kind != .fragment, zone.hasApexSOA else { return }
        let first = zone.apexSOA
        for number in zone.records(ofType: .soa) {
            let id = Int(number)
            guard id != first, !zone.ownerRepeatsOrigin(id) else { continue }
            if context.isDropped(id) {
                findings.report(beginsOtherZone(context, id))
            } else if let first {
                let isSame = zone.records[id].owner == zone.apex && zone.rdata(of: id) == zone.rdata(of: first)
                guard !(isSame && endsTransfer(id, zone)) else { continue }
                findings.report(isRepeated(context, id, first, isSame: isSame))
            }
        }
    }

    /// Whether only other records of the apex, such as an added ZONEMD record, follow it.
    private static func endsTransfer(_ id: RecordID, _ zone: Zone) -> Bool {
        let (source, start) = (zone.sources[Int(zone.records[id].source)], Int(zone.records[id].start))
        // A record that could not be read may be of the apex as well, unless its owner is known.
        let isFollowedByOther = zone.problems.contains { problem in
            problem.span.source === source && problem.span.range.lowerBound > start
                && problem.owner.map { $0 != zone.apex } ?? false
        }
        return !isFollowedByOther && zone.records[(id + 1)...].allSatisfy { $0.owner == zone.apex && $0.type != .soa }
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
                "the zone has a duplicate SOA record"
            } else if isAtApex {
                "the zone has a second SOA record with different values"
            } else {
                "\(context.quoted(zone.records[id].owner)) has an SOA record but is not the zone apex"
            }
        return Finding(
            info,
            message,
            at: LabelledSpan(zone.fields(of: id).type.span, "the zone already has an SOA record"),
            why: isSame
                ? "only a zone transfer repeats the SOA record, at its end; NSD refuses to load the zone"
                : "a zone has one SOA record, at its apex; BIND and NSD refuse to load the zone",
            help: isAtApex
                ? "remove the \(isSame ? "duplicate" : "outdated one")"
                : "move that zone to a file of its own and leave its NS records here",
            related: [LabelledSpan(zone.fields(of: first).type.span, "the SOA record of the zone")],
            subject: context.subject(of: id)
        )
    }

    private static func beginsOtherZone(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let owner = context.quoted(context.zone.records[id].owner)
        return Finding(
            info,
            "a second zone, \(owner), begins in this file",
            at: LabelledSpan(context.ownerOrType(of: id), "not in the zone \(context.quoted(context.zone.apex))"),
            why:
                "a file has one zone: BIND and Knot drop the records of the other one, and NSD refuses to load the zone",
            help: "move the records of \(owner) to a file of its own",
            subject: context.subject(of: id)
        )
    }
}
