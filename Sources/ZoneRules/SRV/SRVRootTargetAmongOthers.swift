import DNS
import Diagnostics
import ZoneFile

/// S205: the service is refused and offered at once.
enum SRVRootTargetAmongOthers: ZoneRule {
    static let info = RuleInfo(
        "S205",
        "srv-root-target-among-others",
        .warning,
        summary: "the target `.` stands beside real targets",
        page: RulePage(
            whatItChecks: "Reports the target `.` where the same owner has SRV records with other targets.",
            whyItMatters: """
                The target `.` says that the service is not offered here, the other records that it is. Synapse and \
                Dendrite go on to the other target; software that uses the first record only, such as mautrix bridges \
                and continuwuity, fails whenever that is this one.
                """,
            howToFix: "Remove the record with the target `.`, or all others.",
            references: ["RFC 2782"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 8448 matrix
                                 IN SRV 0 0 0 «.»

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 8448 matrix
                _imap._tcp       IN SRV 0 0 0 .

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (id, other) in context.srv.refusals {
            guard let other else { continue }
            findings.report(refusalBesideTarget(context, id, other))
        }
    }
}

// MARK: - Messages

extension SRVRootTargetAmongOthers {
    private static func refusalBesideTarget(_ context: ZoneContext, _ id: RecordID, _ other: RecordID) -> Finding {
        let zone = context.zone
        let why =
            context.isMatrix(id)
            ? "Synapse and Dendrite pass over it; software that uses the first record only fails when that is this one"
            : "one record says that the service is not offered, the other that it is; clients differ in what they make "
                + "of it"
        return Finding(
            info,
            "SRV target `.` stands beside a real target",
            at: LabelledSpan(SRVFields(of: id, in: zone).target, "says that the service is not offered"),
            why: why,
            help: "remove this record, or all others at \(context.quoted(zone.records[id].owner))",
            related: [LabelledSpan(SRVFields(of: other, in: zone).target, "a real target")],
            subject: context.subject(ofSRV: id)
        )
    }
}
