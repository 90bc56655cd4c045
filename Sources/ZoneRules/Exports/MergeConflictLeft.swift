import DNS
import Diagnostics
import ZoneFile

/// Z146: the conflict markers of a version control system.
enum MergeConflictLeft: ZoneRule {
    static let info = RuleInfo(
        "Z146",
        "merge-conflict",
        .error,
        scope: .entry,
        summary: "the file has an unresolved merge conflict",
        page: RulePage(
            whatItChecks: """
                Reports lines that begin with seven `<` or `>`, as Git, Mercurial and Subversion mark the two versions of a \
                conflict. A conflict is reported once, at its first marker. The file is not checked further, because it is not \
                known which version is intended.
                """,
            whyItMatters: "The markers are not records: name servers refuse to load the zone, or publish them as text.",
            howToFix: "Keep one of the two versions, or combine them, and remove the markers.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad(
                """
                «<<<<<<< HEAD»
                www IN A 192.0.2.10
                =======
                www IN A 192.0.2.11
                >>>>>>> feature

                """
            ),
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. hostmaster.example.com. (
                «<<<<<<< HEAD»
                    2026112101
                ||||||| base
                    2026112001
                =======
                    2026112102
                >>>>>>> feature
                    7200 3600 1209600 3600 )
                @ IN NS ns1.example.net.
                @ IN NS ns2.example.net.

                """,
                continuation: false
            ),
            .bad("www IN A 192.0.2.10\n«>>>>>>> feature»\n"),
            .good("; <<<<<<< HEAD\nwww IN TXT \"<<<<<<< a\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .mergeConflict {
            findings.report(isUnresolved(problem, context))
        }
    }
}

// MARK: - Messages

extension MergeConflictLeft {
    private static func isUnresolved(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let end = problem.related.flatMap { $0.range == problem.span.range ? nil : $0 }
        let lines =
            end.map { "lines \(problem.span.start.line) to \($0.start.line)" } ?? "line \(problem.span.start.line)"
        return Finding(
            info,
            "unresolved merge conflict in \(lines)",
            at: LabelledSpan(problem.span, end == nil ? "marker of a conflict" : "the conflict begins here"),
            why:
                "name servers refuse the zone or publish the markers; srvlint does not check the file, because it is not known which version is right",
            help: "keep one of the versions, or combine them, and remove the markers",
            related: end.map { [LabelledSpan($0, "and ends here")] } ?? [],
            subject: context.subject(of: problem)
        )
    }
}
