import Diagnostics
import ZoneFile

/// Z121: whitespace before an owner name.
enum IndentedOwner: ZoneRule {
    static let info = RuleInfo(
        "Z121",
        "indented-owner",
        .error,
        fix: .unsafe,
        scope: .inheritance,
        summary: "a line starts with whitespace, but its first field is an owner name",
        page: RulePage(
            whatItChecks: """
                A line that starts with whitespace inherits the owner of the previous record, so its first field must \
                be a TTL, a class or a type. Reports lines whose first field is none of these and is followed by them.
                """,
            whyItMatters: """
                BIND, Knot, NSD and ldns read the name as the type and refuse to load the zone. This usually happens \
                to records pasted from an indented list.
                """,
            howToFix: "Remove the whitespace before the owner.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("www IN A 192.0.2.10\n  «mail» IN A 192.0.2.11\n"),
            .bad("\t«_matrix-fed._tcp» 3600 IN SRV ( ; größer\n\t10 5 8448 matrix.example.net. )\r\n"),
            .good("www IN A 192.0.2.10\n    3600 IN AAAA 2001:db8::10\n\tTXT \"größer\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .indentedOwner {
            findings.report(indented(problem, context))
        }
    }
}

// MARK: - Messages

extension IndentedOwner {
    private static func indented(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let name = Words.quoted(problem.span.text)
        let fix = problem.related.map { whitespace in
            Fix("remove the whitespace before \(name)", .unsafe, [Edit(replace: whitespace, with: "")])
        }
        return Finding(
            info,
            "expected a TTL, class or type, found \(name)",
            at: LabelledSpan(problem.span, "looks like an owner name"),
            why: "a line that starts with whitespace inherits its owner; name servers read this name as the type and "
                + "refuse to load the zone",
            help: "start the line with \(name), without whitespace before it",
            related: problem.related.map { [LabelledSpan($0, "this whitespace")] } ?? [],
            fixes: fix.map { [$0] } ?? [],
            subject: context.subject(of: problem)
        )
    }
}
