import DNS
import Diagnostics
import ZoneFile

/// Z215: a delegation and the delegated zone name different servers.
enum NSSetsDiffer: ZoneRule {
    static let info = RuleInfo(
        "Z215",
        "ns-sets-differ",
        .warning,
        scope: .targets,
        examplesElsewhere: "ParentAndChildTests",
        summary: "a delegation and the delegated zone name different servers",
        page: RulePage(
            whatItChecks: """
                Compares the NS records of a delegation with those at the apex of the delegated zone, when both zones \
                are checked in the same run, and reports the first NS record on the parent's side that the delegated \
                zone does not have, or the delegation when it lacks one.
                """,
            whyItMatters: """
                Some resolvers go by the parent, some by the delegated zone. A server that only one side names is asked \
                by a part of the world; if it no longer answers for the zone, that part waits or fails.
                """,
            howToFix: "Make the two sets of NS records the same, in both zones.",
            references: ["RFC 1034 §4.2.2", "RFC 1912 §2.3", "RFC 7477 §1"]
        ),
        examples: [
            .good("chat IN NS ns1.example.net.\nchat IN NS ns2.example.net.\n")
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for child in context.givenChildren {
            let above = context.zone.records(at: child.cut, type: .ns)
            let below = child.zone.records(at: child.zone.apex, type: .ns)
            // A zone without NS records is Z210, and a lost final dot Z240.
            guard let first = above.first, !below.isEmpty,
                !above.contains(where: { DottedName.lacksDot($0, in: context.zone) }),
                !below.contains(where: { DottedName.lacksDot($0, in: child.zone) })
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

    private static func names(of set: RRs, in zone: Zone) -> Set<Name> {
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
        _ child: GivenChild
    ) -> Finding {
        let cut = context.quoted(child.cut)
        let missing = Words.list(lacking.prefix(4).map { "`\(name(of: $0, child.zone))`" })
        let also = lacking.isEmpty ? "" : "; it has \(missing) instead"
        return Finding(
            info,
            "the delegation of \(cut) and that zone itself name different servers",
            at: LabelledSpan(
                context.targetSpan(of: id),
                isSurplus
                    ? "not among the NS records of \(context.described(child))\(also)" : "\(missing) is missing here"
            ),
            why: "resolvers go by either set; a server that one of them lacks, or has too much, is asked by some only",
            help: "make the NS records of \(cut) the same in both zones",
            related: lacking.prefix(3).map { other in
                LabelledSpan(child.zone.fields(of: other).type.span, "named by the zone itself only")
            },
            subject: context.subject(of: id)
        )
    }
}
