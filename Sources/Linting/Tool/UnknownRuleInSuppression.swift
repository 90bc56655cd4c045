import DNS
import Diagnostics
import ZoneFile
import ZoneRules

/// X102: a comment that means to silence something and is not understood.
enum UnknownRuleInSuppression: ToolRule {
    static let info = RuleInfo(
        "X102",
        "unknown-rule-in-suppression",
        .warning,
        fix: .safe,
        scope: .suppressions,
        summary: "a suppression comment names no rule, or is not understood",
        page: RulePage(
            whatItChecks: """
                Reads every comment that begins with `srvlint` and reports rules that do not exist, empty brackets, and \
                orders that are not written as they must be: `; srvlint: ignore[S301] reason` for the record on the line \
                or below it, `; srvlint: ignore-file[Z3] reason` for the file.
                """,
            whyItMatters: "What is not understood silences nothing, and the finding comes back.",
            howToFix: "Write the rule's code, the beginning of codes, or the rule's name in the brackets.",
            references: ["srvlint suppressions"]
        ),
        examples: [
            .bad(
                """
                web              IN A     192.0.2.10
                matrix           IN CNAME web
                _matrix-fed._tcp IN SRV   10 0 8448 matrix ; srvlint: ignore[«srv-target-alais»] moves in May

                """,
                alsoFires: ["S301"]
            ),
            .bad(
                """
                web              IN A     192.0.2.10
                matrix           IN CNAME web
                ; srvlint: ignore[«S999»,«S3O1»]
                _matrix-fed._tcp IN SRV   10 0 8448 matrix

                """,
                alsoFires: ["S301"]
            ),
            .bad("www IN A 192.0.2.300 ; «srvlint ignore Z104» on purpose\n", alsoFires: ["Z104"]),
            .bad("; «srvlint: ignore Z104»\nwww IN A 192.0.2.300\n", alsoFires: ["Z104"]),
            .bad("www IN A 192.0.2.300 ; «srvlint: disable=Z104»\n", alsoFires: ["Z104"]),
            .bad(
                "www IN A 192.0.2.10 ; «srvlint:ignore[]»\nmail IN A 192.0.2.300 ; «srvlint: ignore-line[Z104]»\n",
                alsoFires: ["Z104"]
            ),
            .bad(
                """
                web              IN A     192.0.2.10
                matrix           IN CNAME web
                _matrix-fed._tcp IN SRV   10 0 8448 matrix «# srvlint: ignore[S301]»

                """,
                alsoFires: ["S301", "Z120"]
            ),
            .good("www IN A 192.0.2.10 ; srvlint ignores comments such as this\n; srvlint.example.com\n"),
        ]
    )

    static func check(_ context: ToolContext, into findings: inout FindingSink) {
        // A zone may have a comment on every record, and few words in them.
        var known: [String: Bool] = [:]
        for comment in context.suppressions.comments {
            for word in comment.words {
                let isKnown = known[word.text] ?? context.knownRules.contains(where: word.names)
                known[word.text] = isKnown
                if !isKnown { findings.report(unknown(word, comment, context)) }
            }
        }
        for mistake in context.suppressions.mistakes { findings.report(notUnderstood(mistake, context.zone)) }
        for problem in context.zone.zone.problems where problem.kind == .foreignComment {
            if let finding = foreign(problem, context.zone) { findings.report(finding) }
        }
    }

    /// The rule that is meant where it can be no other.
    private static func meant(_ word: String, _ rules: [RuleInfo]) -> String? {
        // The letters that look like digits.
        let digits: [Character: Character] = ["O": "0", "o": "0", "l": "1", "I": "1", "i": "1"]
        let code = String(word.prefix(1)) + String(word.dropFirst().map { digits[$0] ?? $0 })
        if word.count == 4, let rule = rules.first(where: { $0.code == code.uppercased() }) {
            return rule.code
        }
        guard word.utf8.count >= 6 else { return nil }
        return Spelling.nearest(to: word, among: rules.map(\.name))
    }

    private static func nearest(_ word: String, _ rules: [RuleInfo]) -> String? {
        Spelling.nearest(to: word, among: rules.map(\.name)) ?? Spelling.nearest(to: word, among: rules.map(\.code))
    }
}

// MARK: - Messages

extension UnknownRuleInSuppression {
    private static let why = "what is not understood silences nothing"

    private static func unknown(
        _ word: SuppressionComment.Word, _ comment: SuppressionComment, _ context: ToolContext
    ) -> Finding {
        let span = SourceSpan(comment.span.source, word.range)
        let meant = meant(word.text, context.knownRules)
        let near = meant ?? nearest(word.text, context.knownRules)
        return Finding(
            info,
            "there is no rule \(Words.quoted(word.text))",
            at: LabelledSpan(
                span, near.map { "did you mean `\($0)`?" } ?? "no code, no beginning of codes and no name"),
            why: why,
            help: meant.map { "write `\($0)`" } ?? "`srvlint rules` lists them all",
            fixes: meant.map { [Fix("write `\($0)`", .safe, [Edit(replace: span, with: $0)])] } ?? [],
            subject: context.zone.subject(owner: nil)
        )
    }

    private static func notUnderstood(_ mistake: SuppressionMistake, _ context: ZoneContext) -> Finding {
        let label =
            switch mistake.kind {
            case .empty: "names no rule"
            case .form where mistake.meant == nil: "names no rule that there is"
            case .form: "not written as it must be"
            case .order(let word):
                word.isEmpty ? "says nothing" : "\(Words.quoted(word)) is neither `ignore` nor `ignore-file`"
            case .foreign: "not behind `;`"
            }
        return Finding(
            info,
            "the comment to srvlint is not understood",
            at: LabelledSpan(mistake.span, label),
            why: why,
            help: mistake.meant.map { "write \(Words.quoted($0, limit: 80))" }
                ?? "write `srvlint: ignore[S301] reason`, with the rules in the brackets",
            fixes: mistake.meant.map {
                [Fix("write \(Words.quoted($0, limit: 80))", .safe, [Edit(replace: mistake.span, with: $0)])]
            } ?? [],
            subject: context.subject(owner: nil)
        )
    }

    /// A comment as shells or C write it, if it speaks to srvlint.
    private static func foreign(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding? {
        let source = problem.span.source
        let range = problem.span.range
        let sign = source[range.lowerBound] == UInt8(ascii: "#") ? 1 : 2
        var start = range.lowerBound + sign
        while start < range.upperBound, source[start] == 0x20 || source[start] == 0x09 { start += 1 }
        guard range.upperBound - start >= 8, source.text(in: start..<start + 7).lowercased() == "srvlint" else {
            return nil
        }
        let line = source.range(ofLine: source.location(of: start).line)
        let end = max(start, min(line.upperBound, range.upperBound))
        let order: String
        switch SuppressionSyntax.read(source, start..<end) {
        case .prose: return nil
        case .comment(let words, _, _, let isFile):
            order = "srvlint: \(isFile ? "ignore-file" : "ignore")[\(words.map(\.text).joined(separator: ","))]"
        case .mistake(let mistake): order = mistake.meant ?? "srvlint: ignore[S301]"
        }
        return Finding(
            info,
            "the comment to srvlint is not understood",
            at: LabelledSpan(problem.span, "not behind `;`"),
            why: why,
            help: "write \(Words.quoted("; " + order, limit: 80))",
            fixes: [
                Fix(
                    "write `;`", .safe,
                    [Edit(replace: SourceSpan(source, range.lowerBound..<range.lowerBound + sign), with: ";")])
            ],
            subject: context.subject(owner: nil)
        )
    }
}
