import Diagnostics
import ZoneFile

/// Z107: a quoted string that is not closed on its line.
enum UnterminatedQuote: ZoneRule {
    static let info = RuleInfo(
        "Z107",
        "unterminated-quote",
        .error,
        fix: .safe,
        summary: "a quoted string is not closed on its line",
        page: RulePage(
            whatItChecks: """
                Reports strings whose closing quote is missing on the line where they start. A string that is closed on one of \
                the next lines is reported once, and its record is not checked further.
                """,
            whyItMatters: """
                BIND and Knot refuse to load the zone. NSD searches for the quote up to the end of the file and publishes the \
                line breaks, and ldns ends the string at the end of the line.
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
            .bad("info IN TXT \"hello«”»\nhost IN TXT «“»hello\" ; world\nwww IN TXT \"a\" \"hello world«″»\n"),
            .bad("info IN TXT «\"hello»\n world\"\nwww IN A 192.0.2.10\n"),
            .bad("info IN TXT ( «\"hello»\n    wide\n  world\" \"!\" )\nwww IN A 192.0.2.10\n"),
            .bad("a._domainkey IN TXT «\"v=DKIM1; k=rsa; p=MIIB»\n  IjANBgk\"\nwww IN A 192.0.2.10\n"),
            .good("info IN TXT ( \"hello\"\n    \"a \\\"world\\\"\" )\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .quoteNotClosed: findings.report(notClosed(problem, context))
            case .quoteSpansLines: findings.report(spansLines(problem, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension UnterminatedQuote {
    private static func notClosed(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let source = problem.span.source
        if let wrong = WrongQuotationMark(problem.span) {
            let mark = wrong.span
            return Finding(
                info,
                wrong.message,
                at: LabelledSpan(mark, "does not \(wrong.isOpening ? "open" : "close") the string"),
                why: "BIND, Knot and NSD refuse to load the zone",
                help: "write `\"` in place of \(Words.quoted(mark.text))",
                // Servers that read the line publish the mark as a part of the text.
                fixes: [Fix("write `\"`", .unsafe, [Edit(replace: mark, with: "\"")])],
                subject: context.subject(of: problem)
            )
        }
        if let start = WrongQuotationMark.startOfText(problem.span, context.zone) {
            let text = source.text(in: start..<problem.span.range.lowerBound)
            return Finding(
                info,
                "the opening quotation mark of the text is missing",
                at: LabelledSpan(
                    SourceSpan(source, start..<problem.span.range.lowerBound), "expected `\"` before this"),
                why: "BIND, Knot and NSD refuse to load the zone",
                help: "write \(Words.exact("\"\(text)\""))",
                fixes: [
                    Fix(
                        "write `\"` before the text", .safe,
                        [Edit(replace: SourceSpan(source, start..<start), with: "\"")])
                ],
                subject: context.subject(of: problem)
            )
        }
        return Finding(
            info,
            "the string is not closed on its line",
            at: LabelledSpan(problem.span, "the closing `\"` is missing"),
            why: "BIND, Knot and NSD refuse to load the zone",
            help: "add `\"` where the string ends; write a quote inside the text as `\\\"`",
            subject: context.subject(of: problem)
        )
    }

    private static func spansLines(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the string continues on the next line",
            at: LabelledSpan(problem.span, "a string ends on its line"),
            why: "BIND refuses to load the zone; NSD publishes the line break as a part of the text",
            help: "close the string with `\"`, open it again on the next line, and put `(` and `)` around both parts",
            subject: context.subject(of: problem)
        )
    }
}
