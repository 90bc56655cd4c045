import DNS
import Diagnostics
import ZoneFile

/// S205: a service that is both refused and offered.
enum SRVRootTargetAmongOthers: ZoneRule {
    static let info = RuleInfo(
        "S205",
        "srv-root-target-among-others",
        .warning,
        summary: "an SRV RRset has both the target `.` and real targets",
        page: RulePage(
            whatItChecks:
                "Reports SRV records with the target `.` if the same owner has SRV records with other targets.",
            whyItMatters: """
                The target `.` means that the service is not offered here, but the other records offer it. Synapse and \
                Dendrite skip the target `.`. Software that tries only the first record, such as mautrix bridges and \
                continuwuity, fails if it gets this one.
                """,
            howToFix: "Remove the record with the target `.`, or all other records.",
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
            ? "Synapse and Dendrite skip the target `.`; software that tries only the first record fails if it gets this one"
            : "one record refuses the service, the other offers it, and clients handle this differently"
        return Finding(
            info,
            "SRV RRset has both the target `.` and a real target",
            at: LabelledSpan(SRVFields(of: id, in: zone).target, "means that the service is not offered"),
            why: why,
            help: "remove this record, or all others at \(context.quoted(zone.records[id].owner))",
            related: [LabelledSpan(SRVFields(of: other, in: zone).target, "a real target")],
            subject: context.subject(ofSRV: id)
        )
    }
}
