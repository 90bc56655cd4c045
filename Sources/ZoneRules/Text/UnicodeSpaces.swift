import Diagnostics
import ZoneFile

/// Z119: a Unicode space that does not separate fields.
enum UnicodeSpaces: ZoneRule {
    static let info = RuleInfo(
        "Z119",
        "unicode-space",
        .error,
        fix: .safe,
        summary: "a no-break space or another Unicode space between fields",
        page: RulePage(
            whatItChecks: """
                Reports no-break, typographic, ideographic and zero-width spaces between fields. They occur in text \
                copied from web pages and word processors. srvlint reads them as spaces.
                """,
            whyItMatters: """
                They look like spaces but do not separate fields: `IN` and `A` with a no-break space between them are \
                one unknown word. BIND, Knot, NSD and ldns refuse to load the zone.
                """,
            howToFix: "Replace the character with a space.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("www IN«\u{A0}»A 192.0.2.10\nmail IN A 192.0.2.11\n"),
            .bad(
                "_matrix-fed._tcp IN SRV (\n\t10«\u{2003}\u{A0}»5\t8448 ; größer\n\tmatrix.example.net.«\u{200B}» )\r\n"
            ),
            .good("www IN A 192.0.2.10 ; a\u{A0}b\nmail IN TXT \"a\u{A0}b\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            guard case .unicodeSpace(let scalar) = problem.kind else { continue }
            findings.report(space(problem, scalar, context))
        }
    }
}

// MARK: - Messages

extension UnicodeSpaces {
    private static func space(_ problem: ZoneProblem, _ scalar: Unicode.Scalar, _ context: ZoneContext) -> Finding {
        let name = scalar.properties.name?.lowercased() ?? "control character"
        let code = String(scalar.value, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
        return Finding(
            info,
            "the text contains \("aeiou".contains(name.first ?? "c") ? "an" : "a") \(name)",
            at: LabelledSpan(problem.span, "\(name), U+\(padded)"),
            why: "name servers read it as part of the adjacent word and refuse to load the zone",
            help: "replace it with a space",
            fixes: [Fix("replace it with a space", .safe, [Edit(replace: problem.span, with: " ")])],
            subject: context.subject(of: problem)
        )
    }
}
