import Diagnostics
import ZoneFile

/// Z107: a quoted string that is not closed on its line.
enum UnterminatedQuote: ZoneRule {
    static let info = RuleInfo(
        "Z107",
        "unterminated-quote",
        .error,
        summary: "a quoted string is not closed on its line",
        page: RulePage(
            whatItChecks: "Reports strings whose closing quote is missing on the line where they start.",
            whyItMatters: """
                BIND and Knot refuse to load the zone. NSD searches for the quote up to the end of the file, and ldns \
                ends the string at the end of the line. srvlint continues with the next line.
                """,
            howToFix: """
                Close the string. Write a long text as several quoted strings, inside parentheses if they are on \
                several lines. Write a quote inside the text as `\\"`.
                """,
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("info IN TXT «\"hello world»\nwww IN A 192.0.2.10\n"),
            .bad("info IN TXT ( \"größe\"\n    «\"of ; 2 )»\nwww IN A 192.0.2.10\n"),
            .bad("_matrix-fed._tcp\tIN SRV 10 5 8448 «\"matrix.example.net.»\r\nwww IN A 192.0.2.10\r\n"),
            .good("info IN TXT ( \"hello\"\n    \"a \\\"world\\\"\" )\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .quoteNotClosed {
            findings.report(notClosed(problem, context))
        }
    }
}

// MARK: - Messages

extension UnterminatedQuote {
    private static func notClosed(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the string is not closed on its line",
            at: LabelledSpan(problem.span, "the closing `\"` is missing"),
            why: "BIND, Knot and NSD refuse to load the zone",
            help: "add `\"` where the string ends; write a quote inside the text as `\\\"`",
            subject: context.subject(of: problem)
        )
    }
}
