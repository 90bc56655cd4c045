import DNS
import Diagnostics
import ZoneFile

/// Z123: a record whose class differs from that of the zone.
enum WrongClass: ZoneRule {
    static let info = RuleInfo(
        "Z123",
        "wrong-class",
        .error,
        fix: .safe,
        scope: .inheritance,
        summary: "the class of a record is misspelt or differs from that of the zone",
        page: RulePage(
            whatItChecks: """
                Compares the class of every record with that of the zone: the class given with `--class`, or that of \
                the first record that has one. Also reports a field between owner and type that differs from it in one \
                letter, such as `IM`.
                """,
            whyItMatters: "A zone has one class (RFC 1035 §5.2). BIND, Knot and NSD refuse to load the zone.",
            howToFix: "Write the class of the zone, which is nearly always `IN`, or omit the class.",
            references: ["RFC 1035 §5.2"]
        ),
        examples: [
            .bad("www «CH» A 192.0.2.10\nmail IN A 192.0.2.11\n"),
            .bad("größe IN TXT \"ä\"\r\ninfo\t3600\t«HS»\tTXT\t\"x\"\r\n", alsoFires: ["Z126"]),
            .bad("www «IM» A 192.0.2.10\nmail 3600 «INN» A 192.0.2.11\nftp «1N» 3600 A 192.0.2.12\n"),
            .good("www CLASS1 A 192.0.2.10\nmail A 192.0.2.11\nch IN A 192.0.2.12\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .wrongClass(let found, let zone): findings.report(wrong(problem, found, zone, context))
            case .unknownClass(let nearest): findings.report(misspelt(problem, nearest, context))
            default: break
            }
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

    private static func misspelt(_ problem: ZoneProblem, _ nearest: RecordClass, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(Words.quoted(problem.span.text)) is not a class",
            at: LabelledSpan(problem.span, "did you mean `\(nearest)`?"),
            why: "name servers read it as the type and refuse to load the zone",
            help: "write `\(nearest)`, or omit the class",
            fixes: [Fix("write `\(nearest)`", .safe, [Edit(replace: problem.span, with: nearest.description)])],
            subject: context.subject(of: problem)
        )
    }
}
