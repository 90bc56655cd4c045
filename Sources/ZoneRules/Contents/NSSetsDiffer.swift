import DNS
import Diagnostics
import ZoneFile

/// Z215: a delegation and the delegated zone have different NS records.
enum NSSetsDiffer: ZoneRule {
    static let info = RuleInfo(
        "Z215",
        "ns-sets-differ",
        .warning,
        scope: .targets,
        examplesElsewhere: "ParentAndChildTests",
        summary: "a delegation and the delegated zone have different NS records",
        page: RulePage(
            whatItChecks: """
                Compares the NS records of a delegation with those at the apex of the delegated zone, if both zones \
                are checked in the same run. Reports the first NS record of the parent zone that the delegated zone \
                does not have, or the delegation itself if it lacks one.
                """,
            whyItMatters: """
                Some resolvers use the NS records of the parent zone, others those of the delegated zone. A server \
                that is listed in only one of them is queried by only some resolvers. If it no longer answers for the \
                zone, their lookups are slow or fail.
                """,
            howToFix: "Use the same NS records in both zones.",
            references: ["RFC 1034 §4.2.2", "RFC 1912 §2.3", "RFC 7477 §1"]
        ),
        examples: [
            .good("chat IN NS ns1.example.net.\nchat IN NS ns2.example.net.\n")
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for child in context.loadedChildZones {
            let above = context.zone.records(at: child.cut, type: .ns)
            let below = child.zone.records(at: child.zone.apex, type: .ns)
            // A zone without NS records is Z210, and a missing final dot is Z240.
            guard let first = above.first, !below.isEmpty, !context.zone.unread.mayContain(child.cut, .ns),
                !child.zone.unread.mayContain(child.zone.apex, .ns),
                !above.contains(where: { lacksDot($0, context.zone, context) }),
                !below.contains(where: { lacksDot($0, child.zone, context) })
            else { continue }
            let aboveNames = names(of: above, in: context.zone)
            let belowNames = names(of: below, in: child.zone)
            let surplus = above.first { !belowNames.contains(name(of: $0, context.zone)) }
            let lacking = below.filter { !aboveNames.contains(name(of: $0, child.zone)) }
            guard surplus != nil || !lacking.isEmpty else { continue }
            findings.report(differ(context, surplus ?? first, isSurplus: surplus != nil, lacking, child))
        }
    }

    private static func name(of id: RecordID, _ zone: Zone) -> Name {
        zone.names.name(zone.records[id].target)
    }

    private static func lacksDot(_ id: RecordID, _ zone: Zone, _ context: ZoneContext) -> Bool {
        DottedName.lacksDot(id, in: zone, isWhole: true, zones: context.zones)
    }

    private static func names(of set: RecordSlice, in zone: Zone) -> Set<Name> {
        Set(set.map { name(of: $0, zone) })
    }
}

// MARK: - Messages

extension NSSetsDiffer {
    private static func differ(
        _ context: ZoneContext,
        _ id: RecordID,
        isSurplus: Bool,
        _ lacking: [RecordID],
        _ child: LoadedChildZone
    ) -> Finding {
        let cut = context.quoted(child.cut)
        let missing = Words.list(lacking.prefix(4).map { "`\(name(of: $0, child.zone))`" })
        let also = lacking.isEmpty ? "" : ", which lists \(missing) instead"
        return Finding(
            info,
            "the delegation of \(cut) and the zone itself have different NS records",
            at: LabelledSpan(
                context.targetSpan(of: id),
                isSurplus
                    ? "not among the NS records of \(context.described(child))\(also)" : "missing here: \(missing)"
            ),
            why: "resolvers may use either set, so a server listed in only one is queried by only some of them",
            help: "use the same NS records for \(cut) in both zones",
            related: lacking.prefix(3).map { other in
                LabelledSpan(child.zone.fields(of: other).type.span, "only in the zone itself")
            },
            subject: context.subject(of: id)
        )
    }
}
