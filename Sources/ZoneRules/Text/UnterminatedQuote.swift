import Diagnostics
import ZoneFile

/// Z107: a quoted string does not end on its line.
enum UnterminatedQuote: ZoneRule {
    static let info = RuleInfo(
        "Z107",
        "unterminated-quote",
        .error,
        summary: "a quoted string does not end on its line",
        page: RulePage(
            whatItChecks: "Finds strings whose closing quote is missing on the line they begin on.",
            whyItMatters: """
                BIND and Knot refuse the zone; NSD looks for the quote to the end of the file; ldns ends the string \
                with its line. srvlint goes on with the next line.
                """,
            howToFix: """
                Close the string. A long text is written as several quoted strings, on several lines if they are in \
                parentheses; a quote in the text is written `\\"`.
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
            at: LabelledSpan(problem.span, "a closing `\"` is missing"),
            why: "BIND, Knot and NSD refuse the zone",
            help: "close the string where it ends; a quote that belongs to the text is written `\\\"`",
            subject: context.subject(of: problem)
        )
    }
}
