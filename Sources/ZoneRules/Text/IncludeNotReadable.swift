import Diagnostics
import ZoneFile

/// Z113: the file that `$INCLUDE` names cannot be read.
enum IncludeNotReadable: ZoneRule {
    static let info = RuleInfo(
        "Z113",
        "include-not-readable",
        .error,
        summary: "the file that `$INCLUDE` names is missing or unreadable",
        page: RulePage(
            whatItChecks: """
                Follows every `$INCLUDE`. A relative path is looked up in the directory given with `--include-base`, \
                then in the directory of the including file, then in the working directory. Directories, pipes and \
                devices are refused.
                """,
            whyItMatters: """
                BIND, Knot, NSD and PowerDNS refuse to load the zone if an included file cannot be read. srvlint \
                checks the rest and draws no conclusions from records that the missing file may contain.
                """,
            howToFix: """
                Correct the path. If it is correct on the server but not here, give the directory of the files with \
                `--include-base DIR`.
                """,
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("$INCLUDE «host.inc»\n", files: ["hosts.inc": "www IN A 192.0.2.10\n"]),
            .bad("$INCLUDE «größe.inc» sub ; größer\r\n"),
            .good("$INCLUDE hosts.inc\n", files: ["hosts.inc": "www IN A 192.0.2.10\n"]),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (problem, reason) in context.problems(reason) {
            findings.report(notReadable(problem, reason, context))
        }
    }

    private static func reason(_ kind: ZoneProblem.Kind) -> String? {
        if case .includeNotReadable(let reason) = kind { reason } else { nil }
    }
}

// MARK: - Messages

extension IncludeNotReadable {
    private static func notReadable(_ problem: ZoneProblem, _ reason: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(Words.quoted(problem.span.text)) cannot be included: \(reason)",
            at: LabelledSpan(problem.span, "not read"),
            why: "name servers refuse to load the zone if an included file cannot be read",
            help: "correct the path, or give the directory of the file with `--include-base DIR`",
            subject: context.subject(of: problem)
        )
    }
}
