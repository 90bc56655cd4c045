import Diagnostics
import ZoneFile

/// Z106: a parenthesis without its partner.
enum UnbalancedParenthesis: ZoneRule {
    static let info = RuleInfo(
        "Z106",
        "unbalanced-parenthesis",
        .error,
        summary: "a parenthesis is not closed, or closes nothing",
        page: RulePage(
            whatItChecks: """
                Finds parentheses that are opened and never closed, and those that close nothing. Where the missing \
                one belongs is judged from the lines that follow: a line that is plainly a record of its own ends \
                the one before it, and the rest of the file is checked as usual.
                """,
            whyItMatters: """
                Between parentheses line ends do not count (RFC 1035 §5.1), so a record whose parenthesis is not \
                closed swallows those after it. BIND and Knot refuse the zone and name the last line of the file.
                """,
            howToFix: "Close the parenthesis where the record ends, or remove the one that is too many.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad(
                """
                _matrix-fed._tcp IN SRV «(» 10 5 8448
                                        matrix.example.net.
                www              IN A   192.0.2.10

                """
            ),
            .bad("info IN TXT «(» \"größer\"\r\n\t\"als\"\r\nwww IN A 192.0.2.10\r\n"),
            .bad("www IN A 192.0.2.10 «)»\nmail IN A 192.0.2.11\n"),
            .good("_matrix-fed._tcp IN SRV ( 10 5 8448 ; (\n    matrix.example.net. )\ninfo IN TXT \"(\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .parenthesisNotClosed: findings.report(notClosed(problem, context))
            case .parenthesisNotOpened: findings.report(notOpened(problem, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension UnbalancedParenthesis {
    private static func notClosed(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the parenthesis is not closed",
            at: LabelledSpan(problem.span, "opened here"),
            why: "the record goes on over the lines that follow; BIND and Knot refuse the zone",
            help: "put `)` where the record ends",
            subject: context.subject(of: problem)
        )
    }

    private static func notOpened(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the parenthesis closes nothing",
            at: LabelledSpan(problem.span, "none is open here"),
            why: "BIND, Knot and NSD refuse the zone",
            help: "remove it, or open one before the first line end of the record",
            subject: context.subject(of: problem)
        )
    }
}
