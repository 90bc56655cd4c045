import DNS
import Diagnostics
import ZoneFile

/// S309: the file cannot say whether the target has an address.
enum SRVTargetOutOfZone: ZoneRule {
    static let info = RuleInfo(
        "S309",
        "srv-target-out-of-zone",
        .info,
        scope: .targets,
        summary: "the target of an SRV record is in another zone",
        page: RulePage(
            whatItChecks: """
                Names the SRV targets outside the zone, each once, unless another zone of the same run answers for them: \
                this file cannot say whether they exist.
                """,
            whyItMatters: """
                A target in another zone is right as often as not. It must own A or AAAA records and be no alias, which \
                only the DNS can tell.
                """,
            howToFix: "Ask the DNS: `dig target A` and `dig target AAAA` must give addresses, and no CNAME.",
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
        // What is outside a guessed origin is outside a guess.
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
                SRVFields(of: id, in: context.zone).target, "is not in \(context.quoted(context.zone.apex))"),
            why: "whether it has an address, and is no alias, cannot be told from this zone",
            help: "ask \(context.digCommands(target)): addresses must come, and no CNAME",
            subject: context.subject(ofSRV: id)
        )
    }
}
