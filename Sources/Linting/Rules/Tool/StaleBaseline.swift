import ZoneFile

/// X106: a finding that the baseline knows is there no more.
enum StaleBaseline: Rule {
    static let info = RuleInfo(
        "X106",
        "baseline-stale",
        .info,
        summary: "the baseline knows a finding that is there no more",
        page: RulePage(
            whatItChecks: """
                Compares the baseline (`--baseline`) with what was found and reports each of its findings that the \
                files checked do not have any more. Nothing is said of files that were not checked, and of rules that \
                are not selected or could not judge the zone.
                """,
            whyItMatters: "If the same fault comes back, the baseline hides it.",
            howToFix: "Write the baseline anew with `--write-baseline FILE`, or remove the line.",
            references: ["srvlint baseline"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    // It is known only when all zones are judged: ``Baseline`` tells.
    static func check(_ context: ZoneContext, into findings: inout FindingSink) {}
}

// MARK: - Messages

extension StaleBaseline {
    static func finding(_ entry: Baseline.Entry, found: Int, at place: SourceSpan) -> Finding {
        let key = entry.key
        let what = [key.content.owner, key.content.type].compactMap(\.self).joined(separator: " ")
        let subject =
            what.isEmpty ? Words.quoted(key.file) : "\(Words.quoted(what, limit: 80)) in \(Words.quoted(key.file))"
        return Finding(
            info,
            found == 0
                ? "the baseline knows \(key.rule) of \(subject), which is there no more"
                : "the baseline knows \(key.rule) of \(subject) \(entry.count) times, and it is there \(found == 1 ? "once" : "\(found) times")",
            at: LabelledSpan(place, found == 0 ? "not found any more" : "found \(found) of \(entry.count)"),
            why: "if the same fault comes back, the baseline hides it",
            help:
                "write the baseline anew with `--write-baseline`, or \(found == 0 ? "remove the line" : "put the count right")",
            subject: Subject(owner: key.content.owner)
        )
    }
}
