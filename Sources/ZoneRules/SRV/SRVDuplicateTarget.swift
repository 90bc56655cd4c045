import DNS
import Diagnostics
import ZoneFile

/// S207: two records of an RRset with the same host and port.
enum SRVDuplicateTarget: ZoneRule {
    static let info = RuleInfo(
        "S207",
        "srv-duplicate-target",
        .warning,
        fix: .unsafe,
        summary: "an SRV RRset has the same target and port twice",
        page: RulePage(
            whatItChecks: """
                Reports an SRV record that has the same owner, target and port as another record, but a different \
                priority or weight. (Records that are equal in all fields are duplicate records, Z230.)
                """,
            whyItMatters: """
                The second record does not add a host. It changes how often the host is chosen, or makes clients try \
                an unreachable host twice. Usually it is left over from an earlier change.
                """,
            howToFix: "Keep the record with the intended priority and weight, and remove the other one.",
            references: ["RFC 2782"]
        ),
        examples: [
            .bad(
                """
                matrix           IN A   192.0.2.10
                _matrix-fed._tcp IN SRV 10 5 8448 matrix
                _matrix-fed._tcp IN SRV 20 5 8448 «matrix»

                """
            ),
            .good(
                """
                matrix           IN A   192.0.2.10
                _xmpp._tcp       IN SRV 10 5 5222 matrix
                                 IN SRV 10 5 5223 matrix

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let found = context.srv.severalRecords.flatMap { Self.repetitions($0, context.zone) }
        guard !found.isEmpty else { return }
        let removable = RecordRemoval(context.zone, found).removable
        for repetition in found {
            findings.report(duplicate(context, repetition, isRemovable: removable.contains(repetition.record)))
        }
    }

    /// The records of an RRset whose target and port are also in an earlier record, with other numbers.
    private static func repetitions(_ set: RecordSlice, _ zone: Zone) -> [RepeatedRecord] {
        var first: [Destination: RecordID] = [:]
        return set.compactMap { id in
            let record = zone.records[id]
            guard record.target != .root else { return nil }
            let destination = Destination(target: record.target, port: record.port)
            guard let earlier = first[destination] else {
                first[destination] = id
                return nil
            }
            let same = zone.records[earlier]
            guard record.priority != same.priority || record.weight != same.weight else { return nil }
            return RepeatedRecord(record: id, first: earlier)
        }
    }

    private struct Destination: Hashable {
        let target: NameID
        let port: UInt16
    }
}

// MARK: - Messages

extension SRVDuplicateTarget {
    private static func duplicate(_ context: ZoneContext, _ repetition: RepeatedRecord, isRemovable: Bool) -> Finding {
        let zone = context.zone
        let (id, earlier) = (repetition.record, repetition.first)
        let record = zone.records[id]
        let first = zone.records[earlier]
        return Finding(
            info,
            "SRV RRset has target \(context.quoted(record.target)) and port \(record.port) twice",
            at: LabelledSpan(
                SRVFields(of: id, in: zone).target,
                "repeated with priority \(record.priority) and weight \(record.weight)"
            ),
            why: "a second record for the same host and port does not give clients another host to try",
            help: "keep the record with the intended priority and weight, and remove the other one",
            related: [
                LabelledSpan(
                    SRVFields(of: earlier, in: zone).target,
                    "first record, with priority \(first.priority) and weight \(first.weight)"
                )
            ],
            fixes: isRemovable
                ? [Fix("remove the later record", .unsafe, [Edit(replace: zone.lines(of: id), with: "")])] : [],
            subject: context.subject(ofSRV: id)
        )
    }
}
