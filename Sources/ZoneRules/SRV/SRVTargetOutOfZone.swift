import DNS
import Diagnostics
import ZoneFile

/// S309: a target whose addresses are in another zone.
enum SRVTargetOutOfZone: ZoneRule {
    static let info = RuleInfo(
        "S309",
        "srv-target-out-of-zone",
        .info,
        isStandingNote: true,
        scope: .targets,
        summary: "the target of an SRV record is in another zone",
        page: RulePage(
            whatItChecks: """
                Reports SRV targets outside the zone, each target once, unless another zone of the same run is \
                authoritative for it: this file cannot show whether they exist.
                """,
            whyItMatters: """
                A target in another zone is often correct. It must have A or AAAA records and must not be an alias, \
                which only the DNS can show.
                """,
            howToFix: "Query the DNS: `dig target A` and `dig target AAAA` must return addresses and no CNAME record.",
            references: ["RFC 2782"]
        ),
        examples: [
            .bad(
                """
                _matrix-fed._tcp IN SRV 10 0 8448 «matrix.example.net.»
                _matrix._tcp     IN SRV 10 0 8448 matrix.example.net.

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 0 8448 matrix
                _imap._tcp       IN SRV 0 0 0 .

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        // With a guessed origin, the zone's boundary is a guess too.
        guard !context.isOriginGuessed else { return }
        for (record, _) in context.distinctTargets({ if case .outOfZone = $0 { true } else { nil } }) {
            findings.report(outOfZone(context, record))
        }
    }
}

// MARK: - Messages

extension SRVTargetOutOfZone {
    private static func outOfZone(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let target = context.zone.records[id].target
        return Finding(
            info,
            "SRV target is in another zone",
            at: LabelledSpan(
                SRVFields(of: id, in: context.zone).target, "is outside \(context.quoted(context.zone.apex))"),
            why: "this zone cannot show whether the target has an address or is an alias",
            help: "run \(context.digCommands(target)): they must return addresses and no CNAME record",
            subject: context.subject(ofSRV: id)
        )
    }
}
