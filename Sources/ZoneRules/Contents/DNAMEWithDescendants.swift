import DNS
import Diagnostics
import ZoneFile

/// Z226: a DNAME record with records below it.
enum DNAMEWithDescendants: ZoneRule {
    static let info = RuleInfo(
        "Z226",
        "dname-with-descendants",
        .error,
        summary: "a DNAME record with records below it",
        page: RulePage(
            whatItChecks: """
                Reports a name that owns a DNAME record and has records below it. Other records at the name itself are \
                allowed, except a CNAME record, which is Z220.
                """,
            whyItMatters: """
                A DNAME record redirects everything below its owner, so those records are never served. Knot and NSD \
                refuse to load the zone; BIND loads it and hides the records.
                """,
            howToFix: "Move the records below the target of the DNAME record, or remove the DNAME record.",
            references: ["RFC 6672 §2.4"]
        ),
        examples: [
            .bad("old IN «DNAME» example.net.\nwww.old IN A 192.0.2.10\na.b.old IN TXT x\n"),
            .bad("@ IN «DNAME» example.net.\nwww IN A 192.0.2.10\n"),
            .good("old IN DNAME example.net.\nold IN A 192.0.2.10\nold2 IN TXT x\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        let boundaries = context.contents.boundaries
        guard context.kind == .zone, zone.hasApexSOA, !boundaries.isEmpty, !zone.records(ofType: .dname).isEmpty
        else { return }
        var below: [NameID: [NameID]] = [:]
        for name in boundaries.occluded {
            if let above = boundaries.boundary(of: name), above != name { below[above, default: []].append(name) }
        }
        guard !below.isEmpty else { return }
        for number in zone.records(ofType: .dname) {
            let id = Int(number)
            let owner = zone.records[id].owner
            // If the name is also a zone cut, the delegation hides the records below it.
            guard let names = below[owner], zone.first(at: owner, type: .dname)?.record == id,
                owner == zone.apex || !zone.has(.ns, at: owner)
            else { continue }
            findings.report(hasDescendants(context, id, names))
        }
    }
}

// MARK: - Messages

extension DNAMEWithDescendants {
    private static func hasDescendants(_ context: ZoneContext, _ id: RecordID, _ names: [NameID]) -> Finding {
        let zone = context.zone
        let owner = context.quoted(zone.records[id].owner)
        let related = names.prefix(8).compactMap { name in
            zone.records(at: name).first.map { LabelledSpan(context.ownerOrType(of: $0), "below the DNAME record") }
        }
        return Finding(
            info,
            "\(owner) has a DNAME record, but also \(Words.count(names.count, "name")) with records below it",
            at: LabelledSpan(zone.fields(of: id).type.span, "redirects everything below \(owner)"),
            why: "the records below it are never served; Knot and NSD refuse to load the zone",
            help: "move them below \(context.quoted(zone.records[id].target)), or remove the DNAME record",
            related: related,
            subject: context.subject(of: id)
        )
    }
}
