import DNS
import Diagnostics
import ZoneFile

/// Z424: an NSEC3 record whose owner is not the hash of a name.
enum NSEC3Superfluous: ZoneRule {
    static let info = RuleInfo(
        "Z424",
        "nsec3-superfluous",
        .warning,
        examplesElsewhere: "SignedZoneTests",
        summary: "an NSEC3 record whose owner is not the hash of a name of the zone",
        page: RulePage(
            whatItChecks: """
                Reports NSEC3 records whose owner is not the hash of an existing name in the zone, or is not directly \
                below its apex.
                """,
            whyItMatters: """
                The record proves that a name exists which does not, so that some negative answers fail. Names are removed \
                this way when the signed file is edited, or the zone has records of an older chain.
                """,
            howToFix: "Make the change in the unsigned zone, increase the serial and sign the zone again.",
            references: ["RFC 5155 §7.1"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for id in context.signedZone?.nsec3?.superfluous ?? [] { findings.report(isSuperfluous(context, id)) }
    }
}

// MARK: - Messages

extension NSEC3Superfluous {
    private static func isSuperfluous(_ context: ZoneContext, _ id: RecordID) -> Finding {
        Finding(
            info,
            "the owner \(context.quoted(context.zone.records[id].owner)) of the NSEC3 record is not the hash of a name",
            at: context.typeSpan(of: id, "no name of the zone has this hash"),
            why:
                "the chain of NSEC3 records has only names that exist; one of this hash was removed, or is below a delegation",
            help: context.resigning,
            subject: context.subject(of: id)
        )
    }
}
