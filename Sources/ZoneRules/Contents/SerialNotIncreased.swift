import DNS
import Diagnostics
import ZoneFile

/// Z250: the contents of a zone changed since a revision, but its serial did not increase.
enum SerialNotIncreased: ZoneRule {
    static let info = RuleInfo(
        "Z250",
        "serial-not-increased",
        .warning,
        fix: .unsafe,
        scope: .revision,
        examplesElsewhere: "AgainstTests",
        summary: "the zone changed since the given revision, but its serial did not increase",
        page: RulePage(
            whatItChecks: """
                With `--against REV`, compares each zone with the version of the file in git at that revision. Records \
                are compared, not text: comments, order and spelling may change. Included files are compared too. If \
                records differ, the serial of the SOA record must have increased according to RFC 1982.
                """,
            whyItMatters: """
                Secondary servers transfer a zone only if its serial is newer than theirs. Without an increase, only \
                the primary server publishes the change, and the answer that a client gets depends on the server.
                """,
            howToFix: """
                Increase the serial with every change, for example with `srvlint bump`. The fix writes the next serial \
                after that of REV in the same scheme: a date with a counter, the Unix time, or a plain number.
                """,
            references: ["RFC 1982 §3.2", "RFC 1034 §4.3.5", "RFC 1912 §2.2"]
        ),
        examples: [
            .good("; the serial matters only with `--against`\nwww IN A 192.0.2.10\n")
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let earlier = context.earlier, let soa = context.zone.records(at: context.zone.apex, type: .soa).first,
            let old = earlier.serial, let new = context.zone.serial, !SerialNumber.isIncrease(from: old, to: new),
            ZoneDifference(from: earlier, to: context.zone).changes.contains(where: { !$0.isSerialOnly })
        else { return }
        findings.report(notIncreased(context, soa, old: old, new: new))
    }
}

// MARK: - Messages

extension SerialNotIncreased {
    private static func notIncreased(_ context: ZoneContext, _ soa: RecordID, old: UInt32, new: UInt32) -> Finding {
        let fields = context.zone.fields(of: soa)
        // In the generic form (RFC 3597), the serial is not a field of its own.
        let serial = fields.rdata.count == 7 ? fields.rdata[2].span : fields.type.span
        let next = SerialIncrease(after: old, time: context.time).new
        let edits = (try? context.zone.serialFields())?.fields.map { Edit(replace: $0, with: "\(next)") } ?? []
        return Finding(
            info,
            new == old
                ? "the zone changed, but its serial is still \(old)"
                : "the zone changed, but its serial went back from \(old) to \(new)",
            at: LabelledSpan(serial, "expected a serial newer than \(old)"),
            why: "secondary servers transfer a zone only if its serial is newer, so they keep serving the old version",
            help: "increase the serial, for example to `\(next)`",
            fixes: edits.isEmpty ? [] : [Fix("write \(next)", .unsafe, edits)],
            subject: context.subject(of: soa)
        )
    }
}
