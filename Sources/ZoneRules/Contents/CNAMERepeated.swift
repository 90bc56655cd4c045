import DNS
import Diagnostics
import ZoneFile

/// Z221: a name with several CNAME records.
enum CNAMERepeated: ZoneRule {
    static let info = RuleInfo(
        "Z221",
        "cname-repeated",
        .error,
        summary: "a name with several CNAME records",
        page: RulePage(
            whatItChecks: """
                Reports a name that owns CNAME records with different targets. An identical CNAME record is Z230, and \
                a CNAME record at the zone apex is Z222.
                """,
            whyItMatters: """
                A name can be an alias for one other name only. BIND, Knot and NSD refuse to load the zone. CNAME \
                records cannot share load as A and AAAA records can.
                """,
            howToFix: """
                Keep the correct record. To spread load, give the name several A and AAAA records, or give a Matrix \
                server several SRV records.
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
        for set in zone.multiRecordSets {
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
            "\(owner) has several CNAME records",
            at: LabelledSpan(target(others[0]), "a second target for the same alias"),
            why: "an alias has one target; name servers refuse to load a zone with two CNAME records at one name",
            help: "keep one of them; to spread load, use A and AAAA records instead",
            related: further,
            subject: context.subject(of: others[0])
        )
    }
}
