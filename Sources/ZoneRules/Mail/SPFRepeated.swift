import DNS
import Diagnostics
import ZoneFile

/// Z265: two SPF records at one name.
enum SPFRepeated: ZoneRule {
    static let info = RuleInfo(
        "Z265",
        "spf-repeated",
        .error,
        summary: "a name has more than one SPF record",
        page: RulePage(
            whatItChecks: """
                Reports a name with two or more TXT records that are SPF records: the value is `v=spf1`, alone or \
                followed by a space. Records with equal data are Z230.
                """,
            whyItMatters: """
                A receiver that finds two SPF records does not choose one of them. The result is a permanent error, as \
                if the domain had no valid SPF record, and mail may be rejected.
                """,
            howToFix: "Merge the mechanisms of all records into one record with a single `all` at its end.",
            references: ["RFC 7208 §3.2", "RFC 7208 §4.5"]
        ),
        examples: [
            .bad(
                """
                @ IN TXT "v=spf1 mx -all"
                @ IN TXT "not mail"
                @ IN TXT «"v=spf1 include:_spf.example.net ~all"»

                """
            ),
            .good("@ IN TXT \"v=spf1 mx include:_spf.example.net ~all\"\nchat IN TXT \"v=spf1 -all\"\n"),
            .good("@ IN TXT \"v=spf1 -all\"\n@ IN TXT \"v=spf10 is another version\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        var first: [NameID: (record: RecordID, values: Set<[UInt8]>)] = [:]
        for id in context.mail.possiblyRepeatedSPF {
            let value = TextValue(of: id, in: context.zone).bytes
            guard SPFRecord.isRecord(value) else { continue }
            let owner = context.zone.records[id].owner
            guard let earlier = first[owner] else {
                first[owner] = (id, [value])
                continue
            }
            guard !earlier.values.contains(value) else { continue }
            first[owner]?.values.insert(value)
            findings.report(isRepeated(context, id, earlier.record))
        }
    }
}

// MARK: - Messages

extension SPFRepeated {
    private static func isRepeated(_ context: ZoneContext, _ id: RecordID, _ first: RecordID) -> Finding {
        let zone = context.zone
        return Finding(
            info,
            "\(context.quoted(zone.records[id].owner)) has more than one SPF record",
            at: LabelledSpan(context.dataSpan(of: id), "another SPF record"),
            why: "receivers that find two SPF records report a permanent error and use neither",
            help: "merge the mechanisms of all records into one record with a single `all` at its end",
            related: [LabelledSpan(context.dataSpan(of: first), "the first SPF record")],
            subject: context.subject(of: id)
        )
    }
}
