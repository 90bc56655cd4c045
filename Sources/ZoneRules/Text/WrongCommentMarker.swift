import Diagnostics
import ZoneFile

/// Z120: a comment that starts with `#` or `//` instead of `;`.
enum WrongCommentMarker: ZoneRule {
    static let info = RuleInfo(
        "Z120",
        "wrong-comment-marker",
        .error,
        fix: .safe,
        summary: "a comment starts with `#` or `//` instead of `;`",
        page: RulePage(
            whatItChecks: """
                Reports `#` and `//` at the start of a line and after a complete record or directive. srvlint reads \
                the rest of the line as a comment.
                """,
            whyItMatters: """
                Only `;` starts a comment in a zone file. BIND, Knot, NSD and ldns read the text as a record or as \
                more data, and refuse to load the zone.
                """,
            howToFix: "Write `;` instead.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("«# the \"web server (größer)»\nwww IN A 192.0.2.10\n"),
            .bad("www IN A 192.0.2.10 «// the web server's address»\r\nmail IN A 192.0.2.11\r\n"),
            .bad(
                "$ORIGIN example.com. «# the zone»\n_matrix-fed._tcp IN SRV (\n\t10 5 8448 matrix.example.net. ) «# (one»\n"
            ),
            .good("; # the web server\nwww IN TXT \"# // ;\" ; // text\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .foreignComment {
            findings.report(comment(problem, context))
        }
    }
}

// MARK: - Messages

extension WrongCommentMarker {
    private static func comment(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let text = problem.span.text
        let sign = text.hasPrefix("#") ? "#" : "//"
        let start = problem.span.range.lowerBound
        let span = SourceSpan(problem.span.source, start..<start + sign.utf8.count)
        return Finding(
            info,
            "`\(sign)` does not start a comment",
            at: LabelledSpan(problem.span, "read as data"),
            why: "only `;` starts a comment in a zone file, so name servers refuse to load the zone",
            help: "write `;` instead of `\(sign)`",
            fixes: [Fix("write `;`", .safe, [Edit(replace: span, with: ";")])],
            subject: context.subject(of: problem)
        )
    }
}
