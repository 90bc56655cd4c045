import DNS
import Diagnostics
import ZoneFile

/// Z231: records of one RRset with different TTLs.
enum TTLMismatch: ZoneRule {
    static let info = RuleInfo(
        "Z231",
        "ttl-mismatch",
        .error,
        fix: .unsafe,
        summary: "the records of an RRset have different TTLs",
        page: RulePage(
            whatItChecks: """
                Reports an RRset (the records of one name and type) whose records have different TTLs. RRSIG records \
                are not checked, because each has the TTL of the RRset that it signs. The first TTL that differs is \
                marked, or the type if the TTL comes from a `$TTL`.
                """,
            whyItMatters: """
                An RRset is cached as a whole, so it has one TTL. BIND uses the first, Knot the last, validns refuses \
                the zone, and NSD answers with the TTLs as written. How long resolvers keep which records depends on \
                the server that they asked.
                """,
            howToFix: """
                Give all records of the RRset the intended TTL. The fix uses that of the first record. Review it, \
                because another TTL may be the intended one.
                """,
            references: ["RFC 2181 §5.2", "RFC 4034 §3"]
        ),
        examples: [
            .bad(
                """
                www  300 IN A 192.0.2.10
                www «600» IN A 192.0.2.11
                www  900 IN A 192.0.2.12

                """
            ),
            .bad(
                """
                _matrix-fed._tcp 5m IN SRV 10 5 8448 a.example.net.
                                    IN «SRV» 20 5 8448 b.example.net.

                """
            ),
            .bad(
                """
                mail IN MX 10 a.example.net.
                $TTL 86400
                mail IN «MX» 20 b.example.net.

                """
            ),
            .good("www 300 IN A 192.0.2.10\nwww 5m IN A 192.0.2.11\nwww 600 IN AAAA 2001:db8::10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let zone = context.zone
        var layout: TTLLayout?
        for set in zone.multiRecordSets {
            guard let first = set.first, ![.rrsig, .sig, .soa].contains(zone.records[first].type),
                let other = set.first(where: { zone.records[$0].ttl != zone.records[first].ttl }),
                !context.isDropped(first)
            else { continue }
            let known = layout ?? TTLLayout(zone)
            layout = known
            guard set.allSatisfy(known.isKnown) else { continue }
            findings.report(differ(context, set, first, other, known))
        }
    }
}

// MARK: - Messages

extension TTLMismatch {
    private static func differ(
        _ context: ZoneContext,
        _ set: RecordSlice,
        _ first: RecordID,
        _ other: RecordID,
        _ layout: TTLLayout
    ) -> Finding {
        let zone = context.zone
        let (record, model) = (zone.records[other], zone.records[first])
        let (fields, modelFields) = (zone.fields(of: other), zone.fields(of: first))
        var related = [
            LabelledSpan((modelFields.ttl ?? modelFields.type).span, "the first record has TTL \(model.ttl)")
        ]
        var source = ""
        if fields.ttl == nil, let directive = layout.directive(before: other) {
            related.append(LabelledSpan(directive, "this `$TTL` sets it to \(record.ttl)"))
            source = " (from `$TTL`)"
        }
        let edits = set.filter { zone.records[$0].ttl != model.ttl }.map { id in
            let written = zone.fields(of: id)
            if let ttl = written.ttl { return Edit(replace: ttl.span, with: "\(model.ttl)") }
            let position = min(
                (written.recordClass ?? written.type).span.range.lowerBound, written.type.span.range.lowerBound)
            return Edit(replace: SourceSpan(written.type.span.source, position..<position), with: "\(model.ttl) ")
        }
        let canFix = set.allSatisfy { zone.records[$0].ttl == model.ttl || layout.canRestate($0) }
        return Finding(
            info,
            "the \(record.type) records of \(context.quoted(record.owner)) have different TTLs: \(model.ttl) and "
                + "\(record.ttl)\(source)",
            at: LabelledSpan((fields.ttl ?? fields.type).span, "TTL \(record.ttl)"),
            why: "an RRset is cached as a whole and has one TTL; which one is served depends on the server",
            help: "give all records of the RRset the same TTL, such as \(model.ttl)",
            related: related,
            fixes: canFix ? [Fix("give all of them the TTL of the first record, \(model.ttl)", .unsafe, edits)] : [],
            subject: context.subject(of: other)
        )
    }
}
