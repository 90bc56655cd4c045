import DNS
import Diagnostics
import ZoneFile

/// Z123: a record of another class than the zone.
enum WrongClass: ZoneRule {
    static let info = RuleInfo(
        "Z123",
        "wrong-class",
        .error,
        scope: .inheritance,
        summary: "a record has another class than its zone",
        page: RulePage(
            whatItChecks: """
                Compares the class of every record with that of the zone: the one given with `--class`, or else that \
                of the first record that has one.
                """,
            whyItMatters: "A zone has one class (RFC 1035 §5.2). BIND, Knot and NSD refuse the zone.",
            howToFix: "Write the zone's class, `IN` nearly always, or leave the class out.",
            references: ["RFC 1035 §5.2"]
        ),
        examples: [
            .bad("www «CH» A 192.0.2.10\nmail IN A 192.0.2.11\n"),
            .bad("größe IN TXT \"ä\"\r\ninfo\t3600\t«HS»\tTXT\t\"x\"\r\n", alsoFires: ["Z126"]),
            .good("www CLASS1 A 192.0.2.10\nmail A 192.0.2.11\nch IN A 192.0.2.12\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            guard case .wrongClass(let found, let zone) = problem.kind else { continue }
            findings.report(wrong(problem, found, zone, context))
        }
    }
}

// MARK: - Messages

extension WrongClass {
    private static func wrong(
        _ problem: ZoneProblem,
        _ found: RecordClass,
        _ zone: RecordClass,
        _ context: ZoneContext
    ) -> Finding {
        Finding(
            info,
            "class `\(found)` in a zone of class `\(zone)`",
            at: LabelledSpan(problem.span, "the zone is `\(zone)`"),
            why: "a zone has one class; BIND, Knot and NSD refuse any other record",
            help: "write `\(zone)`, or put the record in a zone of its own class",
            subject: context.subject(of: problem)
        )
    }
}
