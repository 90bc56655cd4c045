import Diagnostics
import ZoneFile

/// Z108: a backslash with digits that do not encode an octet.
enum InvalidEscape: ZoneRule {
    static let info = RuleInfo(
        "Z108",
        "invalid-escape",
        .error,
        fix: .safe,
        summary: "a backslash escape is over 255 or incomplete",
        page: RulePage(
            whatItChecks: """
                Checks the escapes in names and strings. `\\DDD` is the octet with that decimal value and has exactly \
                three digits, 000 to 255. `\\` before any other character is that character. A backslash at the end of a \
                line does not continue the record, and is reported once.
                """,
            whyItMatters: """
                BIND and ldns refuse to load the zone. Other servers read on and publish a different octet: Knot and \
                NSD accept `\\300` in a name.
                """,
            howToFix: """
                Write three digits from 000 to 255, or `\\\\` for a backslash. To continue a record on the next line, put \
                parentheses around its data.
                """,
            references: ["RFC 1035 §5.1", "RFC 4343 §2.1"]
        ),
        examples: [
            .bad("a«\\300»b IN TXT \"x\"\nwww IN A 192.0.2.10\n"),
            .bad("a«\\3».b IN TXT \"x\"\n"),
            .bad("info IN TXT ( \"ä\"\n    \"100«\\999»\" )\n"),
            .bad("path IN TXT \"C:«\\1»st\"\r\n"),
            .bad("info IN TXT \"hello\" «\\»\n    \"world\"\nwww IN A 192.0.2.10\n"),
            .bad("_matrix-fed._tcp IN SRV 10 5 «\\»\n  8448 \\\n  matrix.example.net.\nwww IN «\\»\n  A 192.0.2.10\n"),
            .bad("@ IN NAPTR 10 10 \"u\" \"E2U+sip\" \"!^(.*)$!sip:«\\1»@example.com!\" .\n"),
            .good("a\\255\\.b IN TXT \"C:\\\\1st \\000\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .invalidEscape: findings.report(invalid(problem, context))
            case .lineContinuation: findings.report(doesNotContinue(problem, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension InvalidEscape {
    private static func invalid(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let text = problem.span.text
        let isLarge = text.utf8.count == 4
        if let reference = backreference(problem) {
            return Finding(
                info,
                "the reference \(Words.quoted(text)) of the NAPTR record has only one backslash",
                at: LabelledSpan(problem.span, "read as an incomplete escape"),
                why:
                    "a zone file keeps a backslash only if there are two of them; BIND and ldns refuse to load the zone",
                help: "write `\(reference)`",
                fixes: [Fix("write `\(reference)`", .safe, [Edit(replace: problem.span, with: reference)])],
                subject: context.subject(of: problem)
            )
        }
        return Finding(
            info,
            isLarge ? "escape \(Words.quoted(text)) is over 255" : "escape \(Words.quoted(text)) is incomplete",
            at: LabelledSpan(
                problem.span, isLarge ? "expected 000 to 255" : "expected three digits after the backslash"),
            why: "BIND and ldns refuse to load the zone; other servers refuse it too or publish a different octet",
            help: text.utf8.count == 1
                ? "write `\\\\` for a backslash"
                : "write three digits from 000 to 255, or `\\\\` for a backslash",
            subject: context.subject(of: problem)
        )
    }

    /// `\\1` for the `\1` of a regular expression, which is a part of what it matches (RFC 3402 §3.2).
    private static func backreference(_ problem: ZoneProblem) -> String? {
        let text = problem.span.text
        let line = problem.span.source.text(in: problem.span.source.range(ofLine: problem.span.start.line))
        guard text.utf8.count == 2, text.last.map({ "123456789".contains($0) }) ?? false,
            line.utf8.count < 1_000, line.uppercased().split(whereSeparator: \.isWhitespace).contains("NAPTR")
        else { return nil }
        return "\\" + text
    }

    private static func doesNotContinue(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "a backslash does not continue the record on the next line",
            at: LabelledSpan(problem.span, "not a continuation in a zone file"),
            why: "BIND and Knot refuse to load the zone; other servers refuse it too or publish a different record",
            help: "remove it, and put `(` before the data of the record and `)` after its last line",
            subject: context.subject(of: problem)
        )
    }
}
