import DNS
import Diagnostics
import ZoneFile

/// S306: a target whose addresses are in a delegated zone.
enum SRVTargetBelowDelegation: ZoneRule {
    static let info = RuleInfo(
        "S306",
        "srv-target-below-delegation",
        .info,
        isStandingNote: true,
        scope: .targets,
        summary: "the target of an SRV record is in a delegated zone",
        page: RulePage(
            whatItChecks: """
                Reports SRV targets at or below a name that the zone delegates to other servers, unless the delegated \
                zone is checked in the same run. An address for the target in this zone is glue, not an authoritative \
                answer.
                """,
            whyItMatters: """
                This zone cannot show whether the target has an address. If the glue differs from the records of the \
                delegated zone, the glue is not used.
                """,
            howToFix: "Check the delegated zone as well, or query the DNS: `dig target A`, `dig target AAAA`.",
            references: ["RFC 1034 §4.2.1", "RFC 2181 §5.4.1"]
        ),
        examples: [
            .bad(
                """
                chat             IN NS  ns1.example.net.
                                 IN NS  ns2.example.net.
                _matrix-fed._tcp IN SRV 10 0 8448 «matrix.chat»

                """
            ),
            .good(
                """
                chat             IN NS  ns1.example.net.
                                 IN NS  ns2.example.net.
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 0 8448 matrix

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let targets = context.distinctTargets { if case .delegated(let cut) = $0 { cut } else { nil } }
        for (record, cut) in targets { findings.report(belowDelegation(context, record, cut)) }
    }
}

// MARK: - Messages

extension SRVTargetBelowDelegation {
    private static func belowDelegation(_ context: ZoneContext, _ id: RecordID, _ cut: NameID) -> Finding {
        let zone = context.zone
        let target = zone.records[id].target
        let hasGlue = zone.has(.a, at: target) || zone.has(.aaaa, at: target)
        let server = zone.records(at: cut, type: .ns).first
        return Finding(
            info,
            "SRV target is in the delegated zone \(context.quoted(cut))",
            at: LabelledSpan(
                SRVFields(of: id, in: zone).target,
                hasGlue ? "has only glue here, which is not authoritative" : "its addresses are in the delegated zone"
            ),
            why: "this zone cannot show whether the target has an address",
            help: "run \(context.digCommands(target)), or check the zone \(context.quoted(cut)) as well",
            related: server.map { [LabelledSpan(WrittenOwner(of: $0, in: zone).span, "delegated here")] } ?? [],
            subject: context.subject(ofSRV: id)
        )
    }
}
