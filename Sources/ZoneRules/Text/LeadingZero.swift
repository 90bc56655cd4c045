import DNS
import Diagnostics
import ZoneFile

/// Z130: a decimal number with leading zeros.
enum LeadingZero: ZoneRule {
    static let info = RuleInfo(
        "Z130",
        "leading-zero",
        .warning,
        fix: .safe,
        summary: "a number has leading zeros",
        page: RulePage(
            whatItChecks: """
                Reports numbers such as `00010` in the data of records. An address with such a part is \
                Z104.
                """,
            whyItMatters: """
                BIND, Knot, NSD and ldns read the number as decimal. Other software reads a number with a leading zero \
                as octal, and PowerDNS reports the record when it checks the zone.
                """,
            howToFix: "Remove the leading zeros.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("_matrix-fed._tcp IN SRV «010» «00» «08448» matrix.example.net.\nwww IN A 192.0.2.10\n"),
            .bad("größe IN TXT \"ä\"\r\n@\tIN\tMX ( «0010»\r\n\tmail.example.net. )\r\n", alsoFires: ["Z126"]),
            .good("_matrix-fed._tcp IN SRV 0 0 8448 matrix.example.net.\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            guard case .leadingZero(_, let field) = problem.kind else { continue }
            findings.report(leadingZero(problem, field, context))
        }
    }
}

// MARK: - Messages

extension LeadingZero {
    private static func leadingZero(_ problem: ZoneProblem, _ field: String, _ context: ZoneContext) -> Finding {
        let digits = problem.span.text.filter { $0 != "\"" }
        let bare = digits.drop { $0 == "0" }
        let number = bare.isEmpty ? "0" : String(bare)
        return Finding(
            info,
            "the \(field) \(Words.quoted(digits)) has a leading zero",
            at: LabelledSpan(problem.span, "read as \(number)"),
            why: "name servers read it as decimal, but other software may read it as octal",
            help: "write `\(number)`",
            fixes: [Fix("write `\(number)`", .safe, [Edit(replace: problem.span, with: number)])],
            subject: context.subject(of: problem)
        )
    }
}
