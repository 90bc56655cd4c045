import DNS
import Diagnostics
import ZoneFile

/// Z230: a record that stands in the zone already.
enum DuplicateRecord: ZoneRule {
    static let info = RuleInfo(
        "Z230",
        "duplicate-record",
        .warning,
        fix: .safe,
        summary: "a record that stands in the zone already",
        page: RulePage(
            whatItChecks: """
                Reports a record whose owner, type and data are those of an earlier one, however they are written: \
                names in any case, relative or not, addresses and numbers by their value, texts by their octets.
                """,
            whyItMatters: """
                An RRset is a set: servers drop the second record without a word, PowerDNS's check refuses it. Harmless \
                by itself, it is often a copy somebody meant to change, and whoever changes one of the two later will \
                wonder why the old data are still served.
                """,
            howToFix: """
                Remove the second record, or put right what should be different about it. The fix removes its lines. \
                There is none where a following record takes its owner or TTL from the one to remove, where the two have \
                different TTLs, or where they stand in different files.
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
            // One `$GENERATE` that repeats itself makes as many as it has iterations.
            if record.source > 0, case .generated = zone.sources[Int(record.source)].provenance,
                !generated.insert(record.source).inserted
            {
                continue
            }
            findings.report(isDuplicate(context, repetition, canGo: removable.contains(repetition.record)))
        }
    }
}

// MARK: - Messages

extension DuplicateRecord {
    private static func isDuplicate(_ context: ZoneContext, _ repetition: RepeatedRecord, canGo: Bool) -> Finding {
        let zone = context.zone
        let record = zone.records[repetition.record]
        let hasOtherTTL = record.ttl != zone.records[repetition.first].ttl
        let what = "\(record.type) record of \(context.quoted(record.owner))"
        return Finding(
            info,
            "the same \(what) stands in the zone already",
            at: LabelledSpan(zone.fields(of: repetition.record).span, "says nothing new"),
            why: "servers keep one of the two and say nothing; whoever changes one later will still see the other",
            help: hasOtherTTL
                ? "remove one of them; their TTLs differ, and which one is served depends on the server"
                : "remove it, or correct what should be different about it",
            related: [LabelledSpan(zone.fields(of: repetition.first).span, "the first one")],
            fixes: canGo
                ? [Fix("remove the second one", .safe, [Edit(replace: zone.lines(of: repetition.record), with: "")])]
                : [],
            subject: context.subject(of: repetition.record)
        )
    }
}
