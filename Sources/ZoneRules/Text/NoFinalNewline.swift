import Diagnostics
import ZoneFile

/// Z129: the last line of the file has no end.
enum NoFinalNewline: ZoneRule {
    static let info = RuleInfo(
        "Z129",
        "no-final-newline",
        .info,
        fix: .safe,
        summary: "the file does not end with a line end",
        page: RulePage(
            whatItChecks: "Looks at the last byte of the file.",
            whyItMatters: """
                All servers read the last record. BIND warns, for the file may have been cut off, and whoever appends \
                a record to it appends it to that line.
                """,
            howToFix: "End the last line.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("www IN A 192.0.2.10«»"),
            .bad("www\tIN TXT (\r\n\t\"größer\" ) ; the end«»"),
            .good("www IN A 192.0.2.10\n"),
            .good("www IN A 192.0.2.10\r\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .noFinalNewline {
            findings.report(noNewline(problem, context))
        }
    }

    /// The line end that the file has, or else a line feed.
    private static func lineEnd(of source: SourceFile) -> String {
        let end = source.range(ofLine: 1).upperBound
        return source.text(in: end..<end + 2) == "\r\n" ? "\r\n" : "\n"
    }
}

// MARK: - Messages

extension NoFinalNewline {
    private static func noNewline(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let end = lineEnd(of: problem.span.source)
        return Finding(
            info,
            "the file does not end with a line end",
            at: LabelledSpan(problem.span, "the file ends here"),
            why: "BIND warns, for the file may have been cut off; what is appended to it ends up on this line",
            help: "end the last line",
            fixes: [Fix("end the last line", .safe, [Edit(replace: problem.span, with: end)])],
            subject: context.subject(of: problem)
        )
    }
}
