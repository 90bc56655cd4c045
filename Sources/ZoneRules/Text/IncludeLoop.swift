import Diagnostics
import ZoneFile

/// Z114: files that include each other in a loop, or are nested too deeply.
enum IncludeLoop: ZoneRule {
    static let info = RuleInfo(
        "Z114",
        "include-loop",
        .error,
        summary: "a file includes itself, directly or through other files, or includes are nested too deeply",
        page: RulePage(
            whatItChecks: """
                Follows `$INCLUDE` to a depth of ten files. A file is recognised even if it is included under \
                different paths.
                """,
            whyItMatters: """
                A server cannot load files that include each other endlessly. BIND and Knot run out of open files, NSD \
                stops at a depth of ten, and PowerDNS at twenty.
                """,
            howToFix: """
                Remove the `$INCLUDE` that leads back, or include the files one after another instead of nesting them.
                """,
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("www IN A 192.0.2.10\n$INCLUDE «example» ; itself\n"),
            .bad(
                "$INCLUDE one.inc\n$INCLUDE «example»\n",
                files: ["one.inc": "www IN A 192.0.2.10\n$INCLUDE two.inc\n", "two.inc": "ftp IN A 192.0.2.11\n"]
            ),
            .good(
                "$INCLUDE one.inc\n$INCLUDE two.inc\n",
                files: ["one.inc": "www IN A 192.0.2.10\n$INCLUDE two.inc sub\n", "two.inc": "ftp IN A 192.0.2.11\n"]
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .includeLoop: findings.report(loop(problem, context))
            case .includeTooDeep(let limit): findings.report(tooDeep(problem, limit, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension IncludeLoop {
    private static func loop(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(Words.quoted(problem.span.text)) is already being included",
            at: LabelledSpan(problem.span, "leads back to a file that is still being read"),
            why: "the files include each other endlessly, so no server can load the zone",
            help: "remove this `$INCLUDE`",
            subject: context.subject(of: problem)
        )
    }

    private static func tooDeep(_ problem: ZoneProblem, _ limit: Int, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(Words.quoted(problem.span.text)) is nested more than \(limit) files deep",
            at: LabelledSpan(problem.span, "not read"),
            why: "NSD refuses to load files nested this deeply, and PowerDNS refuses them from a depth of 20",
            help: "include the files one after another instead of nesting them",
            subject: context.subject(of: problem)
        )
    }
}
