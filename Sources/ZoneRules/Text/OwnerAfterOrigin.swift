import Diagnostics
import ZoneFile

/// Z127: a record without an owner right after `$ORIGIN` or `$INCLUDE`.
enum OwnerAfterOrigin: ZoneRule {
    static let info = RuleInfo(
        "Z127",
        "owner-after-origin",
        .warning,
        scope: .inheritance,
        summary: "a record right after `$ORIGIN` or `$INCLUDE` inherits the owner before the directive",
        page: RulePage(
            whatItChecks: "Reports the first record after `$ORIGIN` or `$INCLUDE` if it starts with whitespace.",
            whyItMatters: """
                `$ORIGIN` changes how relative names are completed, but not the last owner. BIND, Knot, NSD and ldns \
                add the record to the owner before the directive, and BIND warns. Most likely the new origin was \
                intended.
                """,
            howToFix: "Write the owner: `@` for the new origin, or the owner before the directive.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("www IN A 192.0.2.10\n$ORIGIN sub.example.com.\n    «IN» AAAA 2001:db8::10\n"),
            .bad(
                "größe IN TXT \"ä\"\r\n$ORIGIN sub.example.com.\r\n\t«3600» IN TXT (\r\n\t\"x\" )\r\n",
                alsoFires: ["Z126"]),
            .good("www IN A 192.0.2.10\n$ORIGIN sub.example.com.\n@ IN A 192.0.2.11\n    IN AAAA 2001:db8::10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .ownerAfterOrigin {
            findings.report(inherited(problem, context))
        }
    }
}

// MARK: - Messages

extension OwnerAfterOrigin {
    private static func inherited(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let owner = problem.owner.map { context.quoted($0) } ?? "the previous owner"
        let directive = problem.related.map { Words.quoted($0.text) } ?? "the directive"
        return Finding(
            info,
            "the record after \(directive) still belongs to \(owner)",
            at: LabelledSpan(problem.span, "no owner here"),
            why: "the directive does not change the owner that the next record inherits",
            help: "write the owner: `@` for the current origin, or \(owner) to keep the present one",
            related: problem.related.map { [LabelledSpan($0, "does not set an owner")] } ?? [],
            subject: context.subject(of: problem)
        )
    }
}
