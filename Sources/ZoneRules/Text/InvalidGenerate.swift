import Diagnostics
import ZoneFile

/// Z115: a `$GENERATE` directive that cannot create records.
enum InvalidGenerate: ZoneRule {
    static let info = RuleInfo(
        "Z115",
        "invalid-generate",
        .error,
        fix: .unsafe,
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
            .bad("$GENERATE «1..9» host$ A 192.0.2.$\n$GENERATE «10 - 12» host$ A 192.0.2.$\n"),
            .bad("$GENERATE «host$» A 192.0.2.$\n"),
            .bad("$GENERATE 1-9 host$ A 192.0.2.«${0,3,z}» ; größer\r\n"),
            .bad("$GENERATE 1-9 host$ MX 10 «mail$»\n"),
            .bad("«$GENERATE» 1-9 host$\n$GENERATE 1-9 host$ «192.0.2.$»\n"),
            .good("$GENERATE 1-9/2 host${0,3} 300 IN A 192.0.2.$\n$GENERATE 1-2 host$ MX \"10 mail$.example.net.\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let entries = ProblemEntries(of: context.zone.problems) { reason($0.kind) != nil }
        for (number, problem) in context.zone.problems.enumerated() {
            guard let reason = reason(problem.kind) else { continue }
            let mistake = entries[number].flatMap { GenerateMistake(problem, in: $0) }
            findings.report(mistake.map { isMistake(problem, $0, context) } ?? invalid(problem, reason, context))
        }
    }

    private static func reason(_ kind: ZoneProblem.Kind) -> String? {
        if case .invalidGenerate(let reason) = kind { reason } else { nil }
    }
}

// MARK: - Messages

extension InvalidGenerate {
    private static func isMistake(
        _ problem: ZoneProblem, _ mistake: GenerateMistake, _ context: ZoneContext
    ) -> Finding {
        Finding(
            info,
            mistake.message,
            at: LabelledSpan(mistake.span, mistake.label),
            why: "BIND refuses to load the zone; none of these records is created",
            help: mistake.help,
            fixes: mistake.fix,
            subject: context.subject(of: problem)
        )
    }

    private static func invalid(_ problem: ZoneProblem, _ reason: String, _ context: ZoneContext) -> Finding {
        let isDirective = problem.span.text.lowercased() == "$generate"
        return Finding(
            info,
            isDirective
                ? "the `$GENERATE` directive is not valid"
                : "\(Words.quoted(problem.span.text)) is not valid in `$GENERATE`",
            at: LabelledSpan(problem.span, reason),
            why: "BIND refuses to load the zone; none of these records is created",
            help: "write `$GENERATE first-last owner type data`, with `$` in place of the number",
            subject: context.subject(of: problem)
        )
    }
}
