import DNS
import Diagnostics
import ZoneFile

/// Z414: an NSEC record at a name that is not in the chain.
enum NSECSuperfluous: ZoneRule {
    static let info = RuleInfo(
        "Z414",
        "nsec-superfluous",
        .warning,
        examplesElsewhere: "SignedZoneTests",
        summary: "an NSEC record at a name without records of the zone, or below a delegation",
        page: RulePage(
            whatItChecks: """
                Reports NSEC records at names below a delegation or DNAME record, and at names that have no other records \
                than NSEC and RRSIG.
                """,
            whyItMatters: """
                The record proves that a name exists which does not, or belongs to another zone. Names are removed, or \
                become glue, when the signed file is edited.
                """,
            howToFix: "Make the change in the unsigned zone, increase the serial and sign the zone again.",
            references: ["RFC 4035 §2.3"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for id in context.signedZone?.nsec?.superfluous ?? [] { findings.report(isSuperfluous(context, id)) }
    }
}

// MARK: - Messages

extension NSECSuperfluous {
    private static func isSuperfluous(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let owner = context.zone.records[id].owner
        let isHidden = context.contents.boundaries.isHidden(owner)
        return Finding(
            info,
            isHidden
                ? "\(context.quoted(owner)) has an NSEC record, but is below a delegation or DNAME record"
                : "\(context.quoted(owner)) has an NSEC record, but no other records",
            at: context.typeSpan(of: id, "not part of the chain"),
            why: "the chain of NSEC records has only names for which the zone is authoritative",
            help: context.resigning,
            subject: context.subject(of: id)
        )
    }
}
