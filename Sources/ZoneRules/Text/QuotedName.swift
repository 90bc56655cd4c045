import Diagnostics
import ZoneFile

/// Z122: quotes around a field that is not text.
enum QuotedName: ZoneRule {
    static let info = RuleInfo(
        "Z122",
        "quoted-name",
        .error,
        fix: .safe,
        summary: "a name, number or mnemonic is in quotes",
        page: RulePage(
            whatItChecks: """
                Reports quotes around owners, targets, TTLs, classes, types and numbers, once for each line. srvlint \
                reads the record as if there were no quotes.
                """,
            whyItMatters: """
                BIND and Knot refuse such fields, although BIND accepts a quoted owner. NSD ignores the quotes, and \
                ldns reads them as part of the name.
                """,
            howToFix: "Remove the quotes. They are for text, as in TXT and CAA records.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("_matrix-fed._tcp IN SRV 10 5 8448 «\"matrix.example.net.\"»\n"),
            .bad("«\"www\"»\t\"300\"\t\"IN\"\t\"A\"\t192.0.2.10\r\n"),
            .bad("_matrix-fed._tcp IN SRV «\"10\"» \"5\" \"8448\" \"matrix.example.net.\"\n"),
            .bad("_matrix-fed._tcp IN SRV ( ; größer\n    10 5\n    «\"8448\"» matrix.example.net. )\n"),
            .good("www IN TXT \"matrix.example.net.\"\n@ IN CAA 0 issue \"ca.example.net\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        // Whoever writes one field of a record in quotes writes the others so, too: one mistake for each line.
        var line: [ZoneProblem] = []
        for problem in context.zone.problems where problem.kind == .quotedName {
            if let last = line.last, !isOnLine(of: last.span, problem.span) {
                findings.report(quoted(line, context))
                line = []
            }
            line.append(problem)
        }
        if !line.isEmpty { findings.report(quoted(line, context)) }
    }

    private static func isOnLine(of first: SourceSpan, _ second: SourceSpan) -> Bool {
        guard first.source === second.source, first.range.upperBound <= second.range.lowerBound else { return false }
        return !(first.range.upperBound..<second.range.lowerBound).contains { [0x0A, 0x0D].contains(first.source[$0]) }
    }

    /// Removes the quotes, unless their content would be read differently without them.
    private static func fix(_ spans: [SourceSpan]) -> [Fix] {
        let isPlain = spans.allSatisfy { span in
            span.range.count > 2 && !span.text.contains(where: { " \t;()".contains($0) })
        }
        guard isPlain else { return [] }
        let quotes = spans.flatMap { span in
            [span.range.lowerBound, span.range.upperBound - 1].map { SourceSpan(span.source, $0..<$0 + 1) }
        }
        return [Fix("remove the quotes", .safe, quotes.map { Edit(replace: $0, with: "") })]
    }
}

// MARK: - Messages

extension QuotedName {
    /// - Parameter problems: those of one line; at least one.
    private static func quoted(_ problems: [ZoneProblem], _ context: ZoneContext) -> Finding {
        let problem = problems[0]
        let others = problems.dropFirst()
        return Finding(
            info,
            "\(Words.quoted(problem.span.text))"
                + (others.isEmpty ? "" : " and \(Words.count(others.count, "other field"))") + " must not be in quotes",
            at: LabelledSpan(problem.span, "quotes are for text only"),
            why:
                "BIND and Knot refuse most quoted fields, NSD ignores the quotes, and ldns reads them as part of the name",
            help: "remove the quotes",
            related: others.prefix(3).map { LabelledSpan($0.span, "in quotes as well") },
            fixes: fix(problems.map(\.span)),
            subject: context.subject(of: problem)
        )
    }
}
