import DNS
import Diagnostics
import ZoneFile

/// Z220: an alias that also owns other records.
enum CNAMEAndOtherData: ZoneRule {
    static let info = RuleInfo(
        "Z220",
        "cname-and-other-data",
        .error,
        summary: "a name with a CNAME record also owns other records",
        page: RulePage(
            whatItChecks: """
                Reports a name that owns a CNAME record and records of other types. RRSIG, NSEC and KEY (and their \
                predecessors SIG and NXT) are allowed beside it, although Knot and NSD refuse KEY. At the zone apex, \
                this is Z222.
                """,
            whyItMatters: """
                An alias replaces the whole name: a resolver that asks for any type follows the alias and never sees \
                the other records. BIND, Knot and NSD refuse to load the zone.
                """,
            howToFix: """
                Keep one of the two. Either remove the CNAME record and give the name its own A and AAAA records, or \
                move the other records to the target of the alias.
                """,
            references: ["RFC 1034 §3.6.2", "RFC 2181 §10.1", "RFC 4035 §2.5"]
        ),
        examples: [
            .bad(
                """
                www IN «CNAME» web.example.net.
                www IN TXT   "v=spf1 -all"

                """
            ),
            .bad(
                """
                matrix IN A     192.0.2.10
                       IN AAAA  2001:db8::10
                       IN «CNAME» web.example.net.

                """
            ),
            .bad("WWW IN A 192.0.2.10\nwww.example.com. IN «CNAME» web.example.net.\n"),
            .good("www IN CNAME web.example.net.\nwww2 IN TXT \"v=spf1 -all\"\n"),
            .good("www IN CNAME web.example.net.\n    IN NSEC example.com. CNAME NSEC\n"),
        ]
    )

    /// RFC 4035 §2.5 and RFC 2535 §2.3.5. NSEC3 records have owners of their own, but every server accepts one here.
    private static let typesAllowedBesideCNAME: Set<RecordType> = [.cname, .rrsig, .nsec, .nsec3, .key, .sig, .nxt]

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        for number in zone.records(ofType: .cname) {
            let id = Int(number)
            let owner = zone.records[id].owner
            guard zone.recordCount(at: owner) > 1, zone.first(at: owner, type: .cname)?.record == id,
                !zone.isApexOfRecords(owner), !context.isDropped(id)
            else { continue }
            let others = zone.records(at: owner).filter { !typesAllowedBesideCNAME.contains(zone.records[$0].type) }
            if !others.isEmpty { findings.report(hasOtherData(context, id, others)) }
        }
    }
}

// MARK: - Messages

extension CNAMEAndOtherData {
    private static func hasOtherData(_ context: ZoneContext, _ id: RecordID, _ others: [RecordID]) -> Finding {
        let zone = context.zone
        let owner = context.quoted(zone.records[id].owner)
        // One record of each type is enough to show the conflict.
        var types: [RecordType] = []
        var related: [LabelledSpan] = []
        for other in others where types.last != zone.records[other].type {
            types.append(zone.records[other].type)
            if related.count < 4 { related.append(LabelledSpan(zone.fields(of: other).type.span, "also at \(owner)")) }
        }
        let list = types.map { "\($0)" }.joined(separator: ", ")
        return Finding(
            info,
            "\(owner) is an alias but also owns other records: \(list)",
            at: LabelledSpan(zone.fields(of: id).type.span, "an alias cannot own other records"),
            why: "resolvers follow the alias and never see the other records; name servers refuse to load the zone",
            help: zone.isInZone(zone.records[id].target)
                ? "remove the CNAME record, or move the others to \(context.quoted(zone.records[id].target))"
                : "remove the CNAME record, or remove the others",
            related: related,
            subject: context.subject(of: id)
        )
    }
}
