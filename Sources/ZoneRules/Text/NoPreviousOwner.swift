import Diagnostics
import ZoneFile

/// Z124: the first record takes its owner from one that does not exist.
enum NoPreviousOwner: ZoneRule {
    static let info = RuleInfo(
        "Z124",
        "no-previous-owner",
        .error,
        scope: .inheritance,
        summary: "the first record starts with blanks, so it has no owner",
        page: RulePage(
            whatItChecks:
                "Finds a first record that starts with blanks and so means the owner of the record before it.",
            whyItMatters: """
                There is no record before it. BIND and Knot refuse the zone, NSD takes the zone's name, ldns the root.
                """,
            howToFix: "Write the owner; `@` is the zone itself.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad(
                """
                $TTL 3600
                    «IN» SOA ns1.example.net. hostmaster.example.com. (
                       1 7200 3600 1209600 3600 ) ; größer
                    IN NS ns1.example.net.
                www IN A 192.0.2.10

                """,
                continuation: false
            ),
            .good("   \n\t; a comment\n    IN TXT \"of the zone itself\"\r\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .noPreviousOwner {
            findings.report(ownerless(problem, context))
        }
    }
}

// MARK: - Messages

extension NoPreviousOwner {
    private static func ownerless(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the first record has no owner",
            at: LabelledSpan(problem.span, "an owner must stand before it"),
            why: "a line that starts with blanks belongs to the owner before it, and there is none; "
                + "BIND and Knot refuse the zone",
            help: "begin the line with the owner; `@` is the zone itself",
            subject: context.subject(of: problem)
        )
    }
}
