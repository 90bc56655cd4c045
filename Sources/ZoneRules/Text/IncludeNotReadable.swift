import Diagnostics
import ZoneFile

/// Z113: the file that `$INCLUDE` names cannot be read.
enum IncludeNotReadable: ZoneRule {
    static let info = RuleInfo(
        "Z113",
        "include-not-readable",
        .error,
        summary: "the file that `$INCLUDE` names is missing or cannot be read",
        page: RulePage(
            whatItChecks: """
                Follows every `$INCLUDE`. A relative name is looked for in the folder given with `--include-base`, then \
                beside the file that includes it, then in the working directory. Folders, pipes and devices are refused.
                """,
            whyItMatters: """
                BIND, Knot, NSD and PowerDNS refuse the whole zone when a part of it cannot be read. srvlint reads the \
                rest, and concludes nothing from what may stand in the missing part.
                """,
            howToFix: """
                Correct the name. If it is right on the server but not here, say where its files are with \
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
            why: "name servers refuse the whole zone when a part of it cannot be read",
            help: "correct the name, or say with `--include-base` in which folder it is found",
            subject: context.subject(of: problem)
        )
    }
}
