import Diagnostics
import ZoneFile

/// Z108: a backslash with digits that stand for no octet.
enum InvalidEscape: ZoneRule {
    static let info = RuleInfo(
        "Z108",
        "invalid-escape",
        .error,
        summary: "a backslash escape is over 255 or cut short",
        page: RulePage(
            whatItChecks: """
                Reads the escapes of names and strings: `\\DDD` is the octet with that decimal number and has three \
                digits, 000 to 255; `\\` before anything else is that character itself.
                """,
            whyItMatters: """
                BIND and ldns refuse the zone. Others read on and publish another octet: Knot and NSD take `\\300` \
                in a name.
                """,
            howToFix: "Write three digits from 000 to 255, or `\\\\` for a backslash.",
            references: ["RFC 1035 §5.1", "RFC 4343 §2.1"]
        ),
        examples: [
            .bad("a«\\300»b IN TXT \"x\"\nwww IN A 192.0.2.10\n"),
            .bad("a«\\3».b IN TXT \"x\"\n"),
            .bad("info IN TXT ( \"ä\"\n    \"100«\\999»\" )\n"),
            .bad("path IN TXT \"C:«\\1»st\"\r\n"),
            .good("a\\255\\.b IN TXT \"C:\\\\1st \\000\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .invalidEscape {
            findings.report(invalid(problem, context))
        }
    }
}

// MARK: - Messages

extension InvalidEscape {
    private static func invalid(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let text = problem.span.text
        let isLarge = text.utf8.count == 4
        return Finding(
            info,
            isLarge ? "escape \(Words.quoted(text)) is over 255" : "escape \(Words.quoted(text)) is cut short",
            at: LabelledSpan(problem.span, isLarge ? "must be 000 to 255" : "three digits must follow the backslash"),
            why: "BIND and ldns refuse the zone; other servers publish another octet or refuse too",
            help: text.utf8.count == 1
                ? "write `\\\\` for a backslash"
                : "write three digits from 000 to 255, or `\\\\` for a backslash",
            subject: context.subject(of: problem)
        )
    }
}
