import Diagnostics
import ZoneFile

/// Z129: a file whose last line has no line ending.
enum NoFinalNewline: ZoneRule {
    static let info = RuleInfo(
        "Z129",
        "no-final-newline",
        .info,
        fix: .safe,
        summary: "the file does not end with a newline",
        page: RulePage(
            whatItChecks: "Checks the last byte of the file.",
            whyItMatters: """
                All servers read the last record. BIND warns, because the file may have been truncated. A record \
                appended to the file ends up on the same line.
                """,
            howToFix: "Add a newline at the end of the file.",
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

    /// The line ending that the file uses, or a line feed if it has none.
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
            "the file does not end with a newline",
            at: LabelledSpan(problem.span, "the file ends here"),
            why: "the file may have been truncated (BIND warns), and text appended to it ends up on this line",
            help: "add a newline at the end of the file",
            fixes: [Fix("add a newline at the end of the file", .safe, [Edit(replace: problem.span, with: end)])],
            subject: context.subject(of: problem)
        )
    }
}
