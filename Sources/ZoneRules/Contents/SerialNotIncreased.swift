import DNS
import Diagnostics
import ZoneFile

/// Z250: the contents of a zone changed since a revision, and its serial did not.
enum SerialNotIncreased: ZoneRule {
    static let info = RuleInfo(
        "Z250",
        "serial-not-increased",
        .warning,
        fix: .unsafe,
        scope: .revision,
        examplesElsewhere: "AgainstTests",
        summary: "the zone changed since the given revision, and its serial did not increase",
        page: RulePage(
            whatItChecks: """
                With `--against REV`, compares each zone with what git has of the file at that revision. Records are \
                compared, not text: comments, order and spelling may change. Where records differ, the serial of the \
                SOA record must have increased in the arithmetic of RFC 1982.
                """,
            whyItMatters: """
                Secondary servers transfer a zone only when its serial is newer than theirs. Without that the change is \
                published by the primary alone, and who gets which answer is chance.
                """,
            howToFix: "Increase the serial with every change. The fix writes the one after the earlier.",
            references: ["RFC 1982 §3.2", "RFC 1034 §4.3.5", "RFC 1912 §2.2"]
        ),
        examples: [
            .good("; the serial matters only with `--against`\nwww IN A 192.0.2.10\n")
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let earlier = context.earlier, let soa = context.zone.records(at: context.zone.apex, type: .soa).first,
            let old = earlier.serial, let new = context.zone.serial, !SerialNumber.isIncrease(from: old, to: new),
            !context.zone.hasSameContents(as: earlier)
        else { return }
        findings.report(notIncreased(context, soa, old: old, new: new))
    }
}

// MARK: - Messages

extension SerialNotIncreased {
    private static func notIncreased(_ context: ZoneContext, _ soa: RecordID, old: UInt32, new: UInt32) -> Finding {
        let fields = context.zone.fields(of: soa)
        // In the generic form there is no field of its own.
        let serial = fields.rdata.count == 7 ? fields.rdata[2].span : fields.type.span
        let next = old &+ 1
        return Finding(
            info,
            new == old
                ? "the zone changed, and its serial is still \(old)"
                : "the zone changed, and its serial went back from \(old) to \(new)",
            at: LabelledSpan(serial, "must be newer than \(old)"),
            why: "secondaries transfer a zone only when its serial is newer, so they go on serving the zone as it was",
            help: "increase the serial",
            fixes: fields.rdata.count == 7
                ? [Fix("write \(next)", .unsafe, [Edit(replace: serial, with: "\(next)")])] : [],
            subject: context.subject(of: soa)
        )
    }
}
