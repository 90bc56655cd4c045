import Diagnostics
import ZoneFile

/// Z115: a `$GENERATE` directive that cannot create records.
enum InvalidGenerate: ZoneRule {
    static let info = RuleInfo(
        "Z115",
        "invalid-generate",
        .error,
        summary: "the range, a modifier or the data of `$GENERATE` is not valid",
        page: RulePage(
            whatItChecks: """
                Checks `$GENERATE first-last[/step] owner [ttl] [class] type data` as BIND does. In the owner and the \
                data, `$` is the number, and `$$` and `\\$` are a dollar sign. `${offset,width,base}` is the number \
                with the offset added, padded to the width and written in base `d`, `o`, `x` or `X`, or as nibbles \
                (`n`, `N`) for reverse zones.
                """,
            whyItMatters: "BIND refuses to load the zone, or creates records that nobody intended.",
            howToFix: """
                Correct the marked part. Put quotes around data of several fields, such as that of an MX record.
                """,
            references: ["BIND 9 Administrator Reference Manual, \"The $GENERATE Directive\""]
        ),
        examples: [
            .bad("$GENERATE «9-1» host$ A 192.0.2.$\n"),
            .bad("$GENERATE 1-9 host$ A 192.0.2.«${0,3,z}» ; größer\r\n"),
            .bad("$GENERATE 1-9 host$ MX 10 «mail$»\n"),
            .bad("«$GENERATE» 1-9 host$\n"),
            .good("$GENERATE 1-9/2 host${0,3} 300 IN A 192.0.2.$\n$GENERATE 1-2 host$ MX \"10 mail$.example.net.\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for (problem, reason) in context.problems(reason) {
            findings.report(invalid(problem, reason, context))
        }
    }

    private static func reason(_ kind: ZoneProblem.Kind) -> String? {
        if case .invalidGenerate(let reason) = kind { reason } else { nil }
    }
}

// MARK: - Messages

extension InvalidGenerate {
    private static func invalid(_ problem: ZoneProblem, _ reason: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(Words.quoted(problem.span.text)) is not valid in `$GENERATE`",
            at: LabelledSpan(problem.span, reason),
            why: "BIND refuses to load the zone; none of these records is created",
            help: "write `$GENERATE first-last owner type data`, with `$` in place of the number",
            subject: context.subject(of: problem)
        )
    }
}
