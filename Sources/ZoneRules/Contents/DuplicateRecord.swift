import DNS
import Diagnostics
import ZoneFile

/// Z230: a duplicate record.
enum DuplicateRecord: ZoneRule {
    static let info = RuleInfo(
        "Z230",
        "duplicate-record",
        .warning,
        fix: .safe,
        tag: .unnecessary,
        summary: "a duplicate record",
        page: RulePage(
            whatItChecks: """
                Reports a record whose owner, type and data equal those of an earlier one, however they are written. \
                Names are compared in absolute form without regard to case, addresses and numbers by value, and \
                strings by their octets.
                """,
            whyItMatters: """
                An RRset is a set: servers silently drop the second record, and PowerDNS's check refuses it. A \
                duplicate is harmless, but often it is a copy that was meant to be changed. Editing only one of the \
                two later leaves the old data in place.
                """,
            howToFix: """
                Remove the second record, or correct the part that should differ. The fix removes its lines. There is \
                no fix if the next record inherits its owner or TTL from the duplicate, if the two have different \
                TTLs, or if they are in different files.
                """,
            references: ["RFC 2181 §5", "RFC 4034 §6.3"]
        ),
        examples: [
            .bad(
                """
                www IN A 192.0.2.10
                www IN A 192.0.2.11
                «www IN A 192.0.2.10»

                """
            ),
            .bad(
                """
                _matrix-fed._tcp IN SRV 10 5 8448 matrix.example.net.
                «_matrix-fed._tcp.EXAMPLE.com. 1h IN SRV ( 10 5 ; again
                    8448 Matrix.example.net.» ) ; and here
                www IN TXT "one" "two"
                    IN TXT "one two"
                    «IN TXT one two»

                """
            ),
            .bad(
                """
                a IN A    192.0.2.10
                «a IN A    192.0.2.10»
                  IN AAAA 2001:db8::10
                  «IN AAAA 2001:0DB8:0:0::10»

                """
            ),
            .good("www IN A 192.0.2.10\nwww IN A 192.0.2.11\n"),
            .good("www IN TXT \"one two\"\nwww IN TXT \"One two\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        var generated: Set<UInt16> = []
        let repetitions = zone.repeatedRecords
        let removable = RecordRemoval(zone, repetitions).removable
        for repetition in repetitions {
            let record = zone.records[repetition.record]
            guard !context.isDropped(repetition.record) else { continue }
            // A `$GENERATE` that creates duplicates is reported once, not for each of its iterations.
            if record.source > 0, case .generated = zone.sources[Int(record.source)].provenance,
                !generated.insert(record.source).inserted
            {
                continue
            }
            findings.report(isDuplicate(context, repetition, isRemovable: removable.contains(repetition.record)))
        }
    }
}

// MARK: - Messages

extension DuplicateRecord {
    private static func isDuplicate(_ context: ZoneContext, _ repetition: RepeatedRecord, isRemovable: Bool) -> Finding
    {
        let zone = context.zone
        let record = zone.records[repetition.record]
        let hasOtherTTL = record.ttl != zone.records[repetition.first].ttl
        return Finding(
            info,
            "duplicate \(record.type) record of \(context.quoted(record.owner))",
            at: LabelledSpan(zone.fields(of: repetition.record).span, "identical to an earlier record"),
            why: "servers silently keep one copy; editing only one of them later leaves the other in place",
            help: hasOtherTTL
                ? "remove one of them; their TTLs differ, and which one is served depends on the server"
                : "remove it, or correct the part that should differ",
            related: [LabelledSpan(zone.fields(of: repetition.first).span, "the first copy")],
            fixes: isRemovable
                ? [Fix("remove the duplicate", .safe, [Edit(replace: zone.lines(of: repetition.record), with: "")])]
                : [],
            subject: context.subject(of: repetition.record)
        )
    }
}
