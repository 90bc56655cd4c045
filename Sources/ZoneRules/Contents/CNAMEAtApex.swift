import DNS
import Diagnostics
import ZoneFile

/// Z222: a CNAME record at the zone apex.
enum CNAMEAtApex: ZoneRule {
    static let info = RuleInfo(
        "Z222",
        "cname-at-apex",
        .error,
        summary: "a CNAME record at the zone apex",
        page: RulePage(
            whatItChecks: "Reports a CNAME record at the apex, which is the name of the zone itself.",
            whyItMatters: """
                The apex owns the SOA and NS records of the zone, and an alias cannot own other records. BIND, Knot \
                and NSD refuse to load the zone.
                """,
            howToFix: """
                Give the apex the A and AAAA records of the host behind the alias. Some providers offer ALIAS, ANAME \
                or CNAME flattening for this, but a zone file has no equivalent. Matrix needs no alias at the apex: \
                delegate with an SRV record, which has an owner of its own, or with a well-known document.
                """,
            references: ["RFC 1034 §3.6.2", "RFC 1912 §2.4", "RFC 2181 §10.1"]
        ),
        examples: [
            .bad("@ IN «CNAME» web.example.net.\n"),
            .bad("example.com. IN «CNAME» web.example.net.\n             IN MX    10 mail.example.net.\n"),
            .good("@ IN A 192.0.2.10\nwww IN CNAME @\n"),
            .good("$ORIGIN www.example.com.\n@ 300 IN CNAME web.example.net.\n", continuation: false, origin: nil),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        for number in zone.records(ofType: .cname) {
            let id = Int(number)
            let owner = zone.records[id].owner
            guard zone.isApexOfRecords(owner), zone.first(at: owner, type: .cname)?.record == id,
                !context.isDropped(id)
            else { continue }
            findings.report(isAtApex(context, id))
        }
    }
}

// MARK: - Messages

extension CNAMEAtApex {
    private static func isAtApex(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let zone = context.zone
        let record = zone.records[id]
        let soa = zone.first(at: record.owner, type: .soa)?.record
        return Finding(
            info,
            "the zone apex \(context.quoted(record.owner)) is an alias",
            at: LabelledSpan(zone.fields(of: id).type.span, "not allowed beside the SOA and NS records of the zone"),
            why:
                "an alias cannot own other records, such as the SOA and NS records; name servers refuse to load the zone",
            help: "replace the CNAME record with A and AAAA records that have the addresses of "
                + context.quoted(record.target),
            related: soa.map { [LabelledSpan(zone.fields(of: $0).type.span, "the SOA record at the same name")] } ?? [],
            subject: context.subject(of: id)
        )
    }
}
