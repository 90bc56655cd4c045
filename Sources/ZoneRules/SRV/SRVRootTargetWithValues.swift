import DNS
import Diagnostics
import ZoneFile

/// S204: the service is refused, and yet there are numbers.
enum SRVRootTargetWithValues: ZoneRule {
    static let info = RuleInfo(
        "S204",
        "srv-root-target-with-values",
        .warning,
        summary: "an SRV record with the target `.` has a priority, weight or port",
        page: RulePage(
            whatItChecks: """
                Reports SRV records whose target is `.` and whose priority, weight or port is not 0.
                """,
            whyItMatters: """
                The target `.` says that the service is not offered at this domain, and is written `0 0 0 .` A port \
                beside it suggests that a host was meant, such as the apex, which is written `@`.
                """,
            howToFix: "Write `0 0 0 .` if the service is not offered; name the host if it is.",
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
        // Beside real targets, S205 says what is wrong.
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
            "SRV target `.` refuses the service, but the record has other values",
            at: LabelledSpan(fields.numbers, "mean nothing beside the target `.`"),
            why: "with this target no client connects anywhere; the numbers suggest that a host was meant",
            help: "write `0 0 0 .` if the service is not offered, or name the host (`@` for the zone's own name)",
            subject: context.subject(ofSRV: id)
        )
    }
}
