import Diagnostics
import ZoneFile

/// Z115: a `$GENERATE` that makes no records.
enum InvalidGenerate: ZoneRule {
    static let info = RuleInfo(
        "Z115",
        "invalid-generate",
        .error,
        summary: "the range, a modifier or the data of `$GENERATE` is wrong",
        page: RulePage(
            whatItChecks: """
                Reads `$GENERATE first-last[/step] owner [ttl] [class] type data` as BIND does. In owner and data `$` is \
                the number, `$$` and `\\$` a dollar sign, and `${offset,width,base}` the number changed, padded and \
                written in base `d`, `o`, `x`, `X`, or as nibbles `n`, `N` for reverse zones.
                """,
            whyItMatters: "BIND refuses the zone, or makes records that nobody meant.",
            howToFix:
                "Put right the part that is marked. Data of several fields, such as an MX record's, stands in quotes.",
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
            "\(Words.quoted(problem.span.text)) makes no sense in `$GENERATE`",
            at: LabelledSpan(problem.span, reason),
            why: "BIND refuses the zone; none of its records is made",
            help: "write `$GENERATE first-last owner type data`, with `$` where the number goes",
            subject: context.subject(of: problem)
        )
    }
}
