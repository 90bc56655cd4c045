import DNS
import Diagnostics
import ZoneFile

/// Z287: a member of a catalog zone that name servers cannot use.
enum CatalogMemberInvalid: ZoneRule {
    static let info = RuleInfo(
        "Z287",
        "catalog-member-invalid",
        .error,
        summary: "a member of a catalog zone is not one label with one PTR record",
        page: RulePage(
            whatItChecks: """
                Reports PTR records of a catalog zone whose owner has more than one label in front of `zones` and is not \
                a property, such as `example.org.zones`, PTR records elsewhere in a catalog zone, and labels with several PTR \
                records. As a warning, the properties `group` and `coo` are reported where they are not at a member. The properties `coo`, and \
                all below `ext`, are valid.
                """,
            whyItMatters: """
                A member zone is the target of a single PTR record at a label directly below `zones`. Name servers \
                ignore a PTR record elsewhere, so the zone is not configured. They treat a catalog zone whose label has \
                several PTR records as broken.
                """,
            howToFix: "Give each member zone a label of its own, such as `a1.zones IN PTR example.org.`",
            references: ["RFC 9432 §4.1", "RFC 9432 §5.1"]
        ),
        examples: [
            .bad(
                """
                $TTL 0
                @ IN SOA invalid. invalid. 1 3600 600 2147483646 0
                @ IN NS  invalid.
                version           IN TXT "2"
                «example.org.zones» IN PTR example.org.
                «b1»                IN PTR b.example.net.
                «group»             IN TXT "signed"
                a1.zones          IN PTR example.net.
                a1.zones          IN PTR «example.com.»

                """,
                continuation: false,
                origin: "catalog.example.com."
            ),
            .good(
                """
                $TTL 0
                @ IN SOA invalid. invalid. 1 3600 600 2147483646 0
                @ IN NS  invalid.
                version            IN TXT "2"
                a1.zones           IN PTR example.net.
                coo.a1.zones       IN PTR other.example.com.
                x.ext.a1.zones     IN PTR anything.example.com.

                """,
                continuation: false,
                origin: "catalog.example.com."
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let catalog = CatalogZone(context) else { return }
        let zone = context.zone
        for id in catalog.misplaced {
            let isProperty = zone.names.withLabel(of: zone.records[id].owner) { $0.elementsEqual("coo".utf8) }
            findings.report(
                isProperty && zone.names.parent(of: zone.records[id].owner) == zone.apex
                    ? isStray(context, id) : isMisplaced(context, id))
        }
        for id in catalog.strayProperties { findings.report(isStray(context, id)) }
        var first: [NameID: RecordID] = [:]
        for id in catalog.members {
            let record = context.zone.records[id]
            guard let earlier = first[record.owner] else {
                first[record.owner] = id
                continue
            }
            if context.zone.records[earlier].target != record.target {
                findings.report(hasSeveral(context, id, earlier))
            }
        }
    }
}

// MARK: - Messages

extension CatalogMemberInvalid {
    private static func isMisplaced(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let zone = context.zone
        let target = zone.names.text(zone.records[id].target)
        let owner = zone.records[id].owner
        let isBelow =
            zone.names.child(of: zone.apex, label: "zones").map {
                owner != $0 && zone.names.isName(owner, atOrBelow: $0)
            } ?? false
        return Finding(
            info,
            "\(context.quoted(zone.records[id].owner)) is not the name of a catalog member",
            at: LabelledSpan(
                WrittenOwner(of: id, in: zone).span,
                isBelow ? "more than one label in front of `zones`" : "expected a label in front of `zones`"),
            why: "name servers ignore a PTR record there, so they do not configure `\(target)`",
            help: "write a single label of your choice, such as `a1.zones IN PTR \(target)`",
            subject: context.subject(of: id)
        )
    }

    private static func isStray(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let zone = context.zone
        let property = zone.labelText(of: zone.records[id].owner, 0...0)
        return Finding(
            info,
            "the catalog property `\(property)` is not at a member",
            at: LabelledSpan(WrittenOwner(of: id, in: zone).span, "expected a member after it"),
            why: "name servers read this property only below a member, and ignore the record",
            help: "write it in front of the member, such as `\(property).a1.zones`",
            severity: .warning,
            subject: context.subject(of: id)
        )
    }

    private static func hasSeveral(_ context: ZoneContext, _ id: RecordID, _ first: RecordID) -> Finding {
        Finding(
            info,
            "the catalog member \(context.quoted(context.zone.records[id].owner)) has several PTR records",
            at: LabelledSpan(context.targetSpan(of: id), "another member zone"),
            why: "name servers treat a catalog zone as broken if a member has several PTR records",
            help: "give each member zone a label of its own",
            related: [LabelledSpan(context.targetSpan(of: first), "the first PTR record")],
            subject: context.subject(of: id)
        )
    }
}
