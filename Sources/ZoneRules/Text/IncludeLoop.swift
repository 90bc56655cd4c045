import Diagnostics
import ZoneFile

/// Z114: files that include each other without end, or too deep.
enum IncludeLoop: ZoneRule {
    static let info = RuleInfo(
        "Z114",
        "include-loop",
        .error,
        summary: "a file includes itself, directly or by way of others, or files are nested too deep",
        page: RulePage(
            whatItChecks: "Follows `$INCLUDE` through files within files, ten deep, and knows a file by whatever name.",
            whyItMatters: """
                No server can load what has no end: BIND and Knot run out of files they may open, NSD stops at ten \
                files within files, PowerDNS at twenty.
                """,
            howToFix: "Remove the `$INCLUDE` that leads back, or include the files beside each other instead.",
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
            "\(Words.quoted(problem.span.text)) is being included already",
            at: LabelledSpan(problem.span, "leads back to a file around this line"),
            why: "every server refuses the zone sooner or later: what it includes has no end",
            help: "remove this `$INCLUDE`",
            subject: context.subject(of: problem)
        )
    }

    private static func tooDeep(_ problem: ZoneProblem, _ limit: Int, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(Words.quoted(problem.span.text)) would be included more than \(limit) files deep",
            at: LabelledSpan(problem.span, "not read"),
            why: "NSD refuses the zone, PowerDNS from twenty on; so much is hardly meant",
            help: "include the files beside each other rather than within each other",
            subject: context.subject(of: problem)
        )
    }
}
