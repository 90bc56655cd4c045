import DNS
import Diagnostics
import ZoneFile

/// S204: the target `.` with fields that are not 0.
enum SRVRootTargetWithValues: ZoneRule {
    static let info = RuleInfo(
        "S204",
        "srv-root-target-with-values",
        .warning,
        summary: "an SRV record with the target `.` has a nonzero priority, weight or port",
        page: RulePage(
            whatItChecks: "Reports SRV records with the target `.` whose priority, weight or port is not 0.",
            whyItMatters: """
                The target `.` means that the service is not offered at this domain. Such a record is written `0 0 0 \
                .` A port in it suggests that a host was intended, for example the apex, which is written `@`.
                """,
            howToFix: "Write `0 0 0 .` if the service is not offered. Otherwise, write the host as the target.",
            references: ["RFC 2782", "RFC 6186"]
        ),
        examples: [
            .bad(
                """
                _matrix-fed._tcp IN SRV «10 5 8448» .

                """
            ),
            .good(
                """
                _imap._tcp       IN SRV 0 0 0 .
                _pop3._tcp       IN SRV 0 0 0 .

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        // S205 reports the target `.` together with real targets.
        for (id, other) in context.srv.refusals where other == nil {
            let record = context.zone.records[id]
            guard record.priority != 0 || record.weight != 0 || record.port != 0 else { continue }
            findings.report(valuesBesideRoot(context, id))
        }
    }
}

// MARK: - Messages

extension SRVRootTargetWithValues {
    private static func valuesBesideRoot(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let fields = SRVFields(of: id, in: context.zone)
        return Finding(
            info,
            "SRV record with the target `.` has a nonzero priority, weight or port",
            at: LabelledSpan(fields.numbers, "have no meaning with the target `.`"),
            why: "clients do not connect to the target `.`, but the numbers suggest that a host was intended",
            help:
                "write `0 0 0 .` if the service is not offered, or write the host as the target (`@` for the zone apex)",
            subject: context.subject(ofSRV: id)
        )
    }
}
