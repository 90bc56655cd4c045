import Diagnostics
import ZoneFile

/// X106: a finding that the baseline knows is there no more.
enum StaleBaseline: ToolRule {
    static let info = RuleInfo(
        "X106",
        "baseline-stale",
        .info,
        scope: .baseline,
        examplesElsewhere: "BaselineTests",
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

    // Only the whole run shows it: ``FindingPipeline`` reports it.
    static func check(_ context: ToolContext, into findings: inout FindingSink) {}
}

// MARK: - Messages

extension StaleBaseline {
    /// An entry of the baseline that was found less often than it says.
    ///
    /// - Parameters:
    ///   - rule: the code in the entry.
    ///   - expected: how often the entry says that the finding occurs.
    static func finding(
        _ rule: String, _ content: FindingContent, in file: String, expected: Int, found: Int, at place: SourceSpan
    ) -> Finding {
        let what = [content.owner, content.type].compactMap(\.self).joined(separator: " ")
        let subject =
            what.isEmpty ? Words.quoted(file) : "\(Words.quoted(what, limit: 80)) in \(Words.quoted(file))"
        return Finding(
            info,
            found == 0
                ? "the baseline knows \(rule) of \(subject), which is there no more"
                : "the baseline knows \(rule) of \(subject) \(expected) times, and it is there \(found == 1 ? "once" : "\(found) times")",
            at: LabelledSpan(place, found == 0 ? "not found any more" : "found \(found) of \(expected)"),
            why: "if the same fault comes back, the baseline hides it",
            help:
                "write the baseline anew with `--write-baseline`, or \(found == 0 ? "remove the line" : "put the count right")",
            subject: Subject(owner: content.owner)
        )
    }
}
