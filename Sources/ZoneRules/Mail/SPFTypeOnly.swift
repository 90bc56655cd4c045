import DNS
import Diagnostics
import ZoneFile

/// Z299: an SPF record of the obsolete type SPF, without one of type TXT.
enum SPFTypeOnly: ZoneRule {
    static let info = RuleInfo(
        "Z299",
        "spf-type-only",
        .warning,
        fix: .unsafe,
        summary: "a name has an SPF record of type SPF, but none of type TXT",
        page: RulePage(
            whatItChecks: """
                Reports names with an SPF record of type SPF (99) and no TXT record that begins with `v=spf1`. Both types at one \
                name are not reported.
                """,
            whyItMatters: """
                Receivers look up only TXT records. RFC 7208 gave up the type SPF, so that the domain has no SPF record for \
                them.
                """,
            howToFix: "Write `TXT` in place of `SPF`.",
            references: ["RFC 7208 §3.1", "RFC 7208 §14.1"]
        ),
        examples: [
            .bad("@ IN «SPF» \"v=spf1 mx -all\"\n@ IN TXT \"a note\"\n"),
            .good("@ IN SPF \"\"\nwww IN SPF \"not used\"\n"),
            .good("@ IN SPF \"v=spf1 mx -all\"\n@ IN TXT \"v=spf1 mx -all\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        guard context.kind != .responsePolicy else { return }
        var reported: Set<NameID> = []
        for number in zone.records(ofType: .spf) {
            let id = Int(number)
            let owner = zone.records[id].owner
            guard context.isPublished(id), zone.isCertain(owner, .txt),
                SPFRecord.isRecord(TextValue(of: id, in: zone).bytes), reported.insert(owner).inserted,
                zone.records(at: owner, type: .txt).allSatisfy({
                    !SPFRecord.isRecord(TextValue(of: $0, in: zone).bytes)
                })
            else { continue }
            findings.report(hasNoText(context, id))
        }
    }
}

// MARK: - Messages

extension SPFTypeOnly {
    private static func hasNoText(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let type = context.zone.fields(of: id).type.span
        let count = context.zone.records(at: context.zone.records[id].owner, type: .spf).count
        return Finding(
            info,
            "\(context.quoted(context.zone.records[id].owner)) has an SPF record of type SPF, but none of type TXT",
            at: LabelledSpan(type, "not looked up"),
            why: "receivers look up only TXT records, so the domain has no SPF record for them",
            help: "write `TXT` in place of `SPF`",
            fixes: count == 1 ? [Fix("write `TXT`", .unsafe, [Edit(replace: type, with: "TXT")])] : [],
            subject: context.subject(of: id)
        )
    }
}
