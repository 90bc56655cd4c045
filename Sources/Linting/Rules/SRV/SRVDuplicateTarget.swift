import DNS
import ZoneFile

/// S207: the same host and port twice in one set.
enum SRVDuplicateTarget: Rule {
    static let info = RuleInfo(
        "S207",
        "srv-duplicate-target",
        .warning,
        fix: .unsafe,
        summary: "an SRV set has the same target and port twice",
        page: RulePage(
            whatItChecks: """
                Reports an SRV record whose target and port stand in another record of the same owner, with another \
                priority or weight. (The same with equal numbers is a duplicate record, Z230.)
                """,
            whyItMatters: """
                The second record adds no host to turn to. It changes how often the host is chosen, or makes clients \
                try a dead host twice; mostly it is left over from a change.
                """,
            howToFix: "Keep the record with the priority and weight that are meant.",
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
        let zone = context.zone
        for set in context.srv.severalRecords {
            var first: [Destination: RecordID] = [:]
            for id in set {
                let record = zone.records[id]
                guard record.target != .root else { continue }
                let destination = Destination(target: record.target, port: record.port)
                guard let earlier = first[destination] else {
                    first[destination] = id
                    continue
                }
                let same = zone.records[earlier]
                guard record.priority != same.priority || record.weight != same.weight else { continue }
                findings.report(duplicate(context, id, earlier))
            }
        }
    }

    struct Destination: Hashable {
        let target: NameID
        let port: UInt16
    }

    /// Takes the record's line out, where it is a line of its own that no later record takes its owner from.
    private static func removal(of id: RecordID, _ zone: Zone) -> Edit? {
        let span = zone.fields(of: id).span
        let line = span.source.range(ofLine: span.start.line)
        guard line.upperBound >= span.range.upperBound, !span.source.text(in: line).contains("(") else { return nil }
        let next = id + 1
        if next < zone.records.count, zone.records[next].flags.contains(.inheritsOwner) {
            guard id > 0, zone.records[id - 1].owner == zone.records[id].owner else { return nil }
        }
        let following = span.source.range(ofLine: span.start.line + 1).lowerBound
        let whole = line.lowerBound..<max(line.upperBound, following)
        return Edit(replace: SourceSpan(span.source, whole), with: "")
    }
}

// MARK: - Messages

extension SRVDuplicateTarget {
    private static func duplicate(_ context: ZoneContext, _ id: RecordID, _ earlier: RecordID) -> Finding {
        let zone = context.zone
        let record = zone.records[id]
        let first = zone.records[earlier]
        return Finding(
            info,
            "SRV set names \(context.quoted(record.target)) port \(record.port) twice",
            at: LabelledSpan(
                SRVFields(of: id, in: zone).target,
                "again, with priority \(record.priority) and weight \(record.weight)"
            ),
            why: "a second record for the same host and port gives clients nothing more to turn to",
            help: "keep the record with the priority and weight that are meant",
            related: [
                LabelledSpan(
                    SRVFields(of: earlier, in: zone).target,
                    "first here, with priority \(first.priority) and weight \(first.weight)"
                )
            ],
            fixes: removal(of: id, zone).map { [Fix("remove the later record", .unsafe, [$0])] } ?? [],
            subject: context.subject(ofSRV: id)
        )
    }
}
