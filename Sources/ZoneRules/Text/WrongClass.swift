import DNS
import Diagnostics
import ZoneFile

/// Z123: a record whose class differs from that of the zone.
enum WrongClass: ZoneRule {
    static let info = RuleInfo(
        "Z123",
        "wrong-class",
        .error,
        scope: .inheritance,
        summary: "the class of a record differs from that of the zone",
        page: RulePage(
            whatItChecks: """
                Compares the class of every record with that of the zone: the class given with `--class`, or that of \
                the first record that has one.
                """,
            whyItMatters: "A zone has one class (RFC 1035 §5.2). BIND, Knot and NSD refuse to load the zone.",
            howToFix: "Write the class of the zone, which is nearly always `IN`, or omit the class.",
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
            "the record has class `\(found)`, but the zone has class `\(zone)`",
            at: LabelledSpan(problem.span, "expected `\(zone)`"),
            why: "a zone has one class; BIND, Knot and NSD refuse to load a zone with two",
            help: "write `\(zone)`, or move the record to a zone of class `\(found)`",
            subject: context.subject(of: problem)
        )
    }
}
