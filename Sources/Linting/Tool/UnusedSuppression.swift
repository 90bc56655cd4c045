import Diagnostics
import ZoneFile

/// X101: a suppression comment that suppresses nothing.
enum UnusedSuppression: ToolRule {
    static let info = RuleInfo(
        "X101",
        "unused-suppression",
        .warning,
        fix: .safe,
        scope: .suppressions,
        tag: .unnecessary,
        summary: "a suppression comment suppresses nothing",
        page: RulePage(
            whatItChecks: """
                Checks every `; srvlint: ignore[…]` and `; srvlint: ignore-file[…]`, and reports the rules in it that \
                have no finding there. A comment in a file that several zones include is used if one of them needs it. \
                A rule is skipped if it is not selected, or if a limit cut it short. It is also skipped if it would \
                need a missing part of the zone, or a zone outside the run. `X101` and `X102` can be ignored only with \
                `ignore-file[…]`, which is never itself reported as unused.
                """,
            whyItMatters: "A comment that is no longer needed also hides the next mistake on that line.",
            howToFix: "Remove the rule from the comment, or the comment.",
            references: ["srvlint suppressions"]
        ),
        examples: [
            .bad("www IN A 192.0.2.10 «; srvlint: ignore[Z104] an old mistake»\n"),
            .bad("«; srvlint: ignore[Z104]»\r\nwww IN A 192.0.2.10\r\n"),
            .bad(
                """
                web              IN A     192.0.2.10
                matrix           IN CNAME web
                _matrix-fed._tcp IN SRV   10 0 8448 matrix ; srvlint: ignore[S301,«S303»] moves in May

                """,
                alsoFires: ["S301"]
            ),
            .bad(
                "«; srvlint: ignore-file[Z104]»\nwww IN A 192.0.2.10 ; the web server «; srvlint: ignore[invalid-field]»\n"
            ),
            .good(
                "_matrix-fed._tcp IN SRV 10 0 8448 matrix.example.net. ; srvlint: ignore[S301] that zone is not here\n"),
            .good("; srvlint: ignore-file[X101] comments come from a template\nwww IN A 192.0.2.10\n"),
        ]
    )

    // The result is known only after every rule has checked every zone: ``UnusedSuppressions`` reports it.
    static func check(_ context: ToolContext, into findings: inout FindingSink) {}
}

// MARK: - Messages

extension UnusedSuppression {
    static func finding(_ comment: SuppressionComment, unused: [Int], _ subject: Subject) -> Finding {
        let source = comment.span.source
        let words = unused.map { comment.words[$0] }
        let isWhole = words.count == comment.words.count
        let names = Words.list(words.prefix(5).map { Words.quoted($0.text) } + (words.count > 5 ? ["others"] : []))
        let place =
            switch comment.reach {
            case .file: "in this file"
            case .entry: "here"
            case .nothing: "here: the comment is neither on a line of a record nor directly above one"
            }
        let first = words.first?.range ?? comment.list
        let span = isWhole ? comment.span : SourceSpan(source, first)
        return Finding(
            info,
            isWhole
                ? "the comment suppresses nothing"
                : "\(names) in the comment suppress\(words.count == 1 ? "es" : "") nothing",
            at: LabelledSpan(span, "no finding of \(names) \(place)"),
            why: "it would also hide the next mistake here",
            help: isWhole ? "remove the comment" : "remove \(names) from the comment",
            fixes: [
                isWhole
                    ? Fix("remove the comment", .safe, [Edit(replace: SourceSpan(source, comment.whole), with: "")])
                    : Fix(
                        "remove \(names)", .safe,
                        [Edit(replace: SourceSpan(source, comment.list), with: kept(comment, unused))])
            ],
            subject: subject
        )
    }

    private static func kept(_ comment: SuppressionComment, _ unused: [Int]) -> String {
        comment.words.indices.filter { !unused.contains($0) }.map { comment.words[$0].text }.joined(separator: ",")
    }
}

extension SuppressionComment {
    /// Everything to remove with the comment: the whitespace before it, or its whole line if there is nothing else on it.
    fileprivate var whole: Range<Int> {
        let source = span.source
        let line = source.range(ofLine: source.location(of: span.range.lowerBound).line)
        var start = span.range.lowerBound
        while start > line.lowerBound, source[start - 1] == 0x20 || source[start - 1] == 0x09 { start -= 1 }
        var end = span.range.upperBound
        while end < line.upperBound, source[end] == 0x20 || source[end] == 0x09 { end += 1 }
        guard end == line.upperBound else {
            // Another comment follows.
            return span.range.lowerBound..<end
        }
        guard start == line.lowerBound else { return start..<end }
        if end < source.count, source[end] == 0x0D { end += 1 }
        if end < source.count, source[end] == 0x0A { end += 1 }
        return start..<end
    }
}
