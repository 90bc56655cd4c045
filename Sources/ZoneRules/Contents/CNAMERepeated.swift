import DNS
import Diagnostics
import ZoneFile

/// Z221: a name that is an alias for several names.
enum CNAMERepeated: ZoneRule {
    static let info = RuleInfo(
        "Z221",
        "cname-repeated",
        .error,
        summary: "a name with several CNAME records",
        page: RulePage(
            whatItChecks: """
                Reports a name that owns CNAME records for different names. The same record twice is Z230, and a CNAME \
                record at the zone's apex is Z222.
                """,
            whyItMatters: """
                A name can be an alias for one name only. BIND, Knot and NSD refuse to load the zone; CNAME records \
                cannot share load as A and AAAA records do.
                """,
            howToFix: """
                Keep the right one. To spread load, give the name several A and AAAA records, or for a Matrix server \
                several SRV records.
                """,
            references: ["RFC 1034 §3.6.2", "RFC 2181 §10.1"]
        ),
        examples: [
            .bad(
                """
                www IN CNAME web1.example.net.
                www IN CNAME «web2.example.net.»

                """
            ),
            .bad(
                """
                www IN CNAME web1.example.net.
                    IN CNAME «web2.example.net.»
                    IN CNAME web3.example.net.

                """
            ),
            .good(
                """
                www  IN CNAME web1.example.net.
                www2 IN CNAME web2.example.net.

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        for set in zone.repeatedSets {
            guard let first = set.first, zone.records[first].type == .cname, !context.isDropped(first),
                !zone.isApexOfRecords(zone.records[first].owner)
            else { continue }
            let others = set.filter { zone.records[$0].target != zone.records[first].target }
            if !others.isEmpty { findings.report(isRepeated(context, first, others)) }
        }
    }
}

// MARK: - Messages

extension CNAMERepeated {
    private static func isRepeated(_ context: ZoneContext, _ first: RecordID, _ others: [RecordID]) -> Finding {
        let zone = context.zone
        let owner = context.quoted(zone.records[first].owner)
        func target(_ id: RecordID) -> SourceSpan { zone.fields(of: id).rdata.first?.span ?? zone.fields(of: id).span }
        let further = ([first] + others.dropFirst().prefix(3)).map { id in
            LabelledSpan(target(id), "\(owner) is an alias for \(context.quoted(zone.records[id].target))")
        }
        return Finding(
            info,
            "\(owner) is an alias for several names",
            at: LabelledSpan(target(others[0]), "a second name for the same alias"),
            why: "an alias leads to one name; servers refuse to load a zone with two CNAME records at a name",
            help: "keep one of them; give the name A and AAAA records to spread load",
            related: further,
            subject: context.subject(of: others[0])
        )
    }
}
