import Diagnostics
import ZoneFile

/// X106: the baseline lists a finding that is no longer found.
enum StaleBaseline: ToolRule {
    static let info = RuleInfo(
        "X106",
        "baseline-stale",
        .info,
        scope: .baseline,
        examplesElsewhere: "BaselineTests",
        summary: "the baseline lists a finding that is no longer found",
        page: RulePage(
            whatItChecks: """
                Compares the baseline (`--baseline`) with the findings of the run, and reports each entry that no \
                longer occurs in the checked files and servers. Entries are not reported for files and servers that were \
                not checked, or for rules that are not selected or could not check the zone or server.
                """,
            whyItMatters: "If the same mistake is made again, the baseline hides it.",
            howToFix: "Write a new baseline with `--write-baseline FILE`, or remove the entry.",
            references: ["srvlint baseline"]
        ),
        examples: [.good("www IN A 192.0.2.10\n")]
    )

    // The result is known only after all zones were checked: ``FindingPipeline`` reports it.
    static func check(_ context: ToolContext, into findings: inout FindingSink) {}
}

// MARK: - Messages

extension StaleBaseline {
    /// An entry of the baseline that was found less often than it says.
    ///
    /// - Parameter found: how often the run has found it.
    static func finding(_ entry: Baseline.Entry, found: Int, at place: SourceSpan) -> Finding {
        let (rule, content, expected) = (entry.key.rule, entry.key.content, entry.count)
        let subject = subject(entry.key)
        return Finding(
            info,
            found == 0
                ? "the baseline lists \(rule) for \(subject), which is no longer found"
                : "the baseline lists \(rule) for \(subject) \(expected) times, but it is found "
                    + (found == 1 ? "once" : "\(found) times"),
            at: LabelledSpan(place, found == 0 ? "no longer found" : "found \(found) of \(expected)"),
            why: "if the same mistake is made again, the baseline hides it",
            help:
                "write a new baseline with `--write-baseline`, or \(found == 0 ? "remove the entry" : "set the count to \(found)")",
            subject: Subject(owner: content.owner, serverName: entry.key.serverName)
        )
    }

    private static func subject(_ key: Baseline.Key) -> String {
        let scope = Words.quoted(key.scope.name, limit: 80)
        if key.serverName != nil {
            return key.content.text.isEmpty ? scope : "\(scope) (\(Words.quoted(key.content.text, limit: 80)))"
        }
        let what = [key.content.owner, key.content.type].compactMap(\.self).joined(separator: " ")
        let file = Words.quoted(key.scope.name)
        return what.isEmpty ? file : "\(Words.quoted(what, limit: 80)) in \(file)"
    }
}

extension Baseline.Key {
    fileprivate var serverName: String? {
        if case .server(let name) = scope { name } else { nil }
    }
}
