import ZoneFile

/// X106: the baseline lists a finding that is no longer found.
enum StaleBaseline: Rule {
    static let info = RuleInfo(
        "X106",
        "baseline-stale",
        .info,
        summary: "the baseline lists a finding that is no longer found",
        page: RulePage(
            whatItChecks: """
                Compares the baseline (`--baseline`) with the findings of the run, and reports each entry that no \
                longer occurs in the checked files. Entries are not reported for files that were not checked, or for \
                rules that are not selected or could not check the zone.
                """,
            whyItMatters: "If the same mistake is made again, the baseline hides it.",
            howToFix: "Write a new baseline with `--write-baseline FILE`, or remove the entry.",
            references: ["srvlint baseline"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    // The result is known only after all zones were checked: ``Baseline`` reports it.
    static func check(_ context: ZoneContext, into findings: inout FindingSink) {}
}

// MARK: - Messages

extension StaleBaseline {
    static func finding(_ entry: Baseline.Entry, found: Int, at span: SourceSpan) -> Finding {
        let key = entry.key
        let what = [key.content.owner, key.content.type].compactMap(\.self).joined(separator: " ")
        let subject =
            what.isEmpty ? Words.quoted(key.file) : "\(Words.quoted(what, limit: 80)) in \(Words.quoted(key.file))"
        return Finding(
            info,
            found == 0
                ? "the baseline lists \(key.rule) for \(subject), which is no longer found"
                : "the baseline lists \(key.rule) for \(subject) \(entry.count) times, but it is found "
                    + (found == 1 ? "once" : "\(found) times"),
            at: LabelledSpan(span, found == 0 ? "no longer found" : "found \(found) of \(entry.count)"),
            why: "if the same mistake is made again, the baseline hides it",
            help:
                "write a new baseline with `--write-baseline`, or \(found == 0 ? "remove the entry" : "set the count to \(found)")",
            subject: Subject(owner: key.content.owner)
        )
    }
}
