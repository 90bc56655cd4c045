import Diagnostics
import ZoneFile

/// Z124: the first record has no owner to inherit.
enum NoPreviousOwner: ZoneRule {
    static let info = RuleInfo(
        "Z124",
        "no-previous-owner",
        .error,
        scope: .inheritance,
        summary: "the first record starts with whitespace, so it has no owner",
        page: RulePage(
            whatItChecks: """
                Reports a first record that starts with whitespace and therefore refers to the owner of a previous \
                record.
                """,
            whyItMatters: """
                There is no previous record. BIND and Knot refuse to load the zone, NSD uses the name of the zone, and \
                ldns the root.
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
            at: LabelledSpan(problem.span, "expected an owner before this"),
            why: "a line that starts with whitespace inherits the previous owner, and there is none; "
                + "BIND and Knot refuse to load the zone",
            help: "start the line with the owner; `@` is the zone itself",
            subject: context.subject(of: problem)
        )
    }
}
