import DNS
import Diagnostics
import ZoneFile

/// Z286: a zone that a catalog zone lists twice.
enum CatalogMemberRepeated: ZoneRule {
    static let info = RuleInfo(
        "Z286",
        "catalog-member-repeated",
        .error,
        summary: "a catalog zone lists a member zone twice",
        page: RulePage(
            whatItChecks: "Reports a member zone that several PTR records below `zones` of a catalog zone name.",
            whyItMatters: """
                RFC 9432 forbids it. A name server may treat the whole catalog zone as broken and process no change of \
                it. BIND uses one of the two entries, and which one depends on their order.
                """,
            howToFix: "Remove one of the two members with its properties.",
            references: ["RFC 9432 §4.1", "RFC 9432 §5.1"]
        ),
        examples: [
            .bad(
                """
                $TTL 0
                @ IN SOA invalid. invalid. 1 3600 600 2147483646 0
                @ IN NS  invalid.
                version  IN TXT "2"
                a1.zones IN PTR example.org.
                b2.zones IN PTR example.net.
                c3.zones IN PTR «EXAMPLE.org.»

                """,
                continuation: false,
                origin: "catalog.example.com."
            ),
            .good(
                """
                $TTL 0
                @ IN SOA invalid. invalid. 1 3600 600 2147483646 0
                @ IN NS  invalid.
                version  IN TXT "2"
                a1.zones IN PTR example.org.
                b2.zones IN PTR example.net.

                """,
                continuation: false,
                origin: "catalog.example.com."
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let catalog = CatalogZone(context) else { return }
        var first: [NameID: RecordID] = [:]
        for id in catalog.members {
            let record = context.zone.records[id]
            guard let earlier = first[record.target] else {
                first[record.target] = id
                continue
            }
            // A duplicate of the same record is Z230.
            guard context.zone.records[earlier].owner != record.owner else { continue }
            findings.report(isRepeated(context, id, earlier))
        }
    }
}

// MARK: - Messages

extension CatalogMemberRepeated {
    private static func isRepeated(_ context: ZoneContext, _ id: RecordID, _ first: RecordID) -> Finding {
        let member = context.quoted(context.zone.records[id].target)
        return Finding(
            info,
            "the catalog zone lists the member \(member) twice",
            at: LabelledSpan(context.targetSpan(of: id), "also listed at another label"),
            why: "RFC 9432 forbids it; a name server may refuse the whole catalog zone, or use either entry",
            help: "remove one of the two members with its properties",
            related: [LabelledSpan(context.targetSpan(of: first), "the first entry")],
            subject: context.subject(of: id)
        )
    }
}
