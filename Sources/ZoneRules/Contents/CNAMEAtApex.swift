import DNS
import Diagnostics
import ZoneFile

/// Z222: a CNAME record at the zone's apex.
enum CNAMEAtApex: ZoneRule {
    static let info = RuleInfo(
        "Z222",
        "cname-at-apex",
        .error,
        summary: "a CNAME record at the zone's apex",
        page: RulePage(
            whatItChecks: "Reports a CNAME record at the name of the zone itself.",
            whyItMatters: """
                The apex owns the zone's SOA and NS records, and an alias can own nothing else. BIND, Knot and NSD \
                refuse to load the zone. Matrix needs no alias here either: its SRV records stand at names of their own.
                """,
            howToFix: """
                Give the apex the A and AAAA records of the host behind the alias. Some providers offer ALIAS, ANAME or \
                a flattened CNAME for this; a zone file has none of them. Matrix delegation needs no alias: an SRV \
                record or a well-known document names the server.
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
            guard zone.isApexOfRecords(owner), zone.records(at: owner, type: .cname).first == id,
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
        let soa = zone.records(at: record.owner, type: .soa).first
        return Finding(
            info,
            "the apex of the zone, \(context.quoted(record.owner)), is an alias",
            at: LabelledSpan(zone.fields(of: id).type.span, "cannot stand beside the zone's SOA and NS records"),
            why: "an alias can own nothing else, and the apex owns the SOA and NS records; servers refuse the zone",
            help: "give the apex the addresses of \(context.quoted(record.target)) instead",
            related: soa.map { [LabelledSpan(zone.fields(of: $0).type.span, "the SOA record at the same name")] } ?? [],
            subject: context.subject(of: id)
        )
    }
}
