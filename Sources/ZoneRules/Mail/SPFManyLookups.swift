import DNS
import Diagnostics
import ZoneFile

/// Z267: an SPF record that needs more than ten DNS lookups.
enum SPFManyLookups: ZoneRule {
    static let info = RuleInfo(
        "Z267",
        "spf-many-lookups",
        .warning,
        scope: .targets,
        summary: "an SPF record causes more than ten DNS lookups",
        page: RulePage(
            whatItChecks: """
                Counts the mechanisms `include`, `a`, `mx`, `ptr` and `exists` and the modifier `redirect` of an SPF \
                record, and those of the records that it includes, as far as they are in the zones of the run. An \
                included record of another domain counts as one lookup. Parts after `all` are not counted. A record that includes itself, directly or not, is reported as well.
                """,
            whyItMatters: """
                RFC 7208 limits the evaluation to ten lookups. A receiver that reaches the limit reports a permanent \
                error, and mail from hosts that are allowed may be rejected.
                """,
            howToFix: "Remove services that no longer send mail, or list their networks with `ip4:` and `ip6:`.",
            references: ["RFC 7208 §4.6.4"]
        ),
        examples: [
            .bad(
                """
                @ IN TXT ( «"v=spf1 a mx include:a.example.net include:b.example.net include:c.example.net "
                    "include:d.example.net include:_spf.example.com include:one.example.com -all"» )
                _spf IN TXT "v=spf1 a:a.example.net a:b.example.net a:c.example.net -all"
                one  IN TXT "v=spf1 mx:a.example.net mx:b.example.net -all"

                """
            ),
            .bad(
                "@ IN TXT «\"v=spf1 a include:_spf.example.com -all\"»\n_spf IN TXT «\"v=spf1 include:example.com ~all\"»\n"
            ),
            .good(
                "@ IN TXT \"v=spf1 a mx include:_spf.example.com -all\"\n_spf IN TXT \"v=spf1 a:m.example.net -all\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (id, record) in context.mail.unusualSPF where record.problems.isEmpty {
            let (count, isCircular) = SPFLookups.count(
                of: record, at: context.zone.records[id].owner, context)
            if isCircular {
                findings.report(includesItself(context, id))
            } else if count > SPFLookups.limit {
                findings.report(hasManyLookups(context, id, count))
            }
        }
    }
}

// MARK: - Messages

extension SPFManyLookups {
    private static func includesItself(_ context: ZoneContext, _ id: RecordID) -> Finding {
        Finding(
            info,
            "the SPF record of \(context.quoted(context.zone.records[id].owner)) includes itself",
            at: LabelledSpan(context.dataSpan(of: id), "leads back to this record"),
            why: "receivers look it up again and again, stop at the tenth lookup, and report a permanent error",
            help: "remove the `include` or `redirect` that leads back to the record",
            subject: context.subject(of: id)
        )
    }

    private static func hasManyLookups(_ context: ZoneContext, _ id: RecordID, _ count: Int) -> Finding {
        Finding(
            info,
            "the SPF record of \(context.quoted(context.zone.records[id].owner)) causes at least \(count) DNS lookups",
            at: LabelledSpan(context.dataSpan(of: id), "\(SPFLookups.limit) are allowed"),
            why: "receivers stop at the tenth lookup with a permanent error, so allowed hosts may be rejected",
            help: "remove services that no longer send mail, or list their networks with `ip4:` and `ip6:`",
            subject: context.subject(of: id)
        )
    }
}
