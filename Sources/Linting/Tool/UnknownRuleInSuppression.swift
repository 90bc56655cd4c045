import DNS
import Diagnostics
import ZoneFile
import ZoneRules

/// X102: a suppression comment that is not valid, or names an unknown rule.
enum UnknownRuleInSuppression: ToolRule {
    static let info = RuleInfo(
        "X102",
        "unknown-rule-in-suppression",
        .warning,
        fix: .safe,
        scope: .suppressions,
        summary: "a suppression comment is not valid, or names an unknown rule",
        page: RulePage(
            whatItChecks: """
                Checks every comment that starts with `srvlint`. Reports unknown rules, empty brackets, and comments \
                in any other form than these two. `; srvlint: ignore[S301] reason` applies to the record on that line \
                or the next. `; srvlint: ignore-file[Z3] reason` applies to the file.
                """,
            whyItMatters: "An unknown rule or an invalid comment suppresses nothing, so the findings are reported.",
            howToFix: "Write the code of the rule, a prefix of codes, or the name of the rule inside the brackets.",
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
        // A zone may have a comment on every record, but few different rules in them.
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

    /// The intended rule, if there is only one candidate.
    private static func meant(_ word: String, _ rules: [RuleInfo]) -> String? {
        // Letters that look like digits.
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
    private static let why = "a comment that is not valid suppresses nothing"

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
                span, near.map { "did you mean `\($0)`?" } ?? "not a rule code, code prefix or rule name"),
            why: "an unknown rule suppresses nothing",
            help: near.map { meant == nil ? "write `\($0)` if that is the intended rule" : "write `\($0)`" }
                ?? "choose a rule that `srvlint rules` lists",
            fixes: meant.map { [Fix("write `\($0)`", .safe, [Edit(replace: span, with: $0)])] } ?? [],
            subject: context.zone.subject(owner: nil)
        )
    }

    private static func notUnderstood(_ mistake: SuppressionMistake, _ context: ZoneContext) -> Finding {
        let label =
            switch mistake.kind {
            case .empty: "no rule in the brackets"
            case .form where mistake.meant == nil: "names no known rule"
            case .form: "not in a valid form"
            case .order(let word):
                word.isEmpty
                    ? "expected `ignore` or `ignore-file`"
                    : "\(Words.quoted(word)) is neither `ignore` nor `ignore-file`"
            case .foreign: "not after `;`"
            }
        return Finding(
            info,
            "the suppression comment is not valid",
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

    /// Returns the finding for a suppression comment that starts with `#` or `//`.
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
            "the suppression comment is not valid",
            at: LabelledSpan(problem.span, "not after `;`"),
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
