import DNS
import Diagnostics
import ZoneFile

/// Z241: an owner that lacks its final dot and therefore repeats the origin.
enum OwnerRepeatsOrigin: ZoneRule {
    static let info = RuleInfo(
        "Z241",
        "owner-repeats-origin",
        .error,
        fix: .unsafe,
        scope: .targets,
        stopsPeers: true,
        summary: "an owner written in full has no final dot",
        page: RulePage(
            whatItChecks: """
                Reports owners that are written in full but without a final dot, so that the origin is appended to \
                them: in `example.com.`, `www.example.com` means `www.example.com.example.com.`. Each name is reported \
                once. Response-policy zones are not checked. A doubled name is not reported if it is clearly intended. \
                This is so if another record writes it, or a name below it, in a different form. It is also so if a \
                target names it in full, or if it is below a delegation.
                """,
            whyItMatters: """
                A name without a final dot is completed with the origin. The record is served, but at a name that no \
                client looks up, and the intended name does not have it. If it is the SOA record, name servers refuse \
                to load the zone.
                """,
            howToFix: "Add the final dot, or omit the name of the zone: `www.example.com.` or `www`.",
            references: ["RFC 1035 §5.1", "RFC 1912 §2.2"]
        ),
        examples: [
            .bad("«_matrix-fed._tcp.example.com» IN SRV 10 5 8448 matrix.example.net.\n"),
            .bad(
                """
                «www.example.com» IN A    192.0.2.10
                                IN AAAA 2001:db8::10
                www.EXAMPLE.com IN TXT  "the same name again"

                """
            ),
            .bad("«example.com» IN MX 10 mail.example.net.\n"),
            .bad("$ORIGIN sub.example.com.\n«www.example.com» IN A 192.0.2.10\n"),
            .bad(
                """
                $TTL 3600
                «example.com» IN SOA ns1.example.com root.example.com 3 7200 900 1209600 3600
                example.com IN NS  ns1.example.com
                example.com IN NS  ns2.example.net.
                «ns1.example.com» IN A 192.0.2.53

                """,
                continuation: false,
                alsoFires: ["Z240"]
            ),
            .good("_matrix-fed._tcp.example.com. IN SRV 10 5 8448 matrix.example.net.\n"),
            .good("example.com._report._dmarc IN TXT \"v=DMARC1\"\n"),
            .good("x.example.com IN A 192.0.2.10\nwww IN CNAME x.example.com.example.com.\n"),
            .good("x.example.com IN A 192.0.2.10\n$ORIGIN example.com.example.com.\nx IN TXT \"meant\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard !context.isOriginGuessed, context.kind != .responsePolicy else { return }
        var order: [NameID] = []
        var suspects: [NameID: [RecordID]] = [:]
        for id in zone.recordsWithDottedNames where zone.ownerRepeatsOrigin(id) {
            let owner = zone.records[id].owner
            if suspects[owner] == nil { order.append(owner) }
            suspects[owner, default: []].append(id)
        }
        guard !order.isEmpty else { return }
        let meant = namesMeant(among: Set(order), in: zone)
        for owner in order where !meant.contains(owner) {
            // A record that could not be read may have the doubled name, so that it is intended.
            let name = zone.names.name(owner)
            guard let records = suspects[owner], !zone.unread.hasIntendedOwner(atOrBelow: name),
                !([.a, .aaaa, .txt] as [RecordType]).contains(where: {
                    zone.unread.mayHaveIncompleteOwner(name, $0)
                })
            else { continue }
            findings.report(repeatsOrigin(context, owner, records))
        }
    }

    /// The suspects whose doubled form also occurs elsewhere, so that it is intended.
    private static func namesMeant(among suspects: Set<NameID>, in zone: Zone) -> Set<NameID> {
        var meant: Set<NameID> = []
        let minimumDepth = suspects.reduce(Int.max) { min($0, zone.names.depth(of: $1)) }
        for record in zone.records where record.flags.isDisjoint(with: [.inheritsOwner, .dottedOwner]) {
            var current = record.owner
            while zone.names.depth(of: current) >= minimumDepth {
                if suspects.contains(current) { meant.insert(current) }
                current = zone.names.parent(of: current)
            }
        }
        for type in [RecordType.ns, .cname, .dname, .ptr, .mx, .srv] {
            for number in zone.records(ofType: type) {
                let record = zone.records[Int(number)]
                if !record.flags.contains(.dottedTarget), suspects.contains(record.target) {
                    meant.insert(record.target)
                }
            }
        }
        for suspect in suspects {
            if let cut = zone.cut(above: suspect), !suspects.contains(cut) { meant.insert(suspect) }
        }
        return meant
    }
}

// MARK: - Messages

extension OwnerRepeatsOrigin {
    private static func repeatsOrigin(_ context: ZoneContext, _ owner: NameID, _ records: [RecordID]) -> Finding {
        let zone = context.zone
        let fields = records.compactMap { zone.fields(of: $0).owner }
        let written = fields.first?.text ?? ""
        let hasSOA = zone.apexSOA == nil && records.contains { zone.records[$0].type == .soa }
        let meant = zone.nameWithoutRepeatedOrigin(owner, writtenIn: records[0])
        let edits = fields.map { field in
            let end = field.span.range.upperBound - (field.isQuoted ? 1 : 0)
            return Edit(replace: SourceSpan(field.span.source, end..<end), with: ".")
        }
        return Finding(
            info,
            "`\(written)` has no final dot and is read as \(context.quoted(owner))",
            at: LabelledSpan(context.ownerOrType(of: records[0]), "means \(context.quoted(owner))"),
            why: "a name without a final dot is completed with the origin, so "
                + (hasSOA
                    ? "the zone has no SOA record at its apex, and name servers refuse to load it"
                    : "no client looks up this record"),
            help: "write `\(meant?.description ?? written + ".")`",
            related: fields.dropFirst().prefix(3).map { LabelledSpan($0.span, "also here") },
            fixes: [Fix("add the final dot", .unsafe, edits)],
            subject: context.subject(owner: owner)
        )
    }
}
