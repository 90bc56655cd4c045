import DNS
import Diagnostics
import ZoneFile

/// Z112: a directive whose arguments are missing or wrong.
enum InvalidDirective: ZoneRule {
    static let info = RuleInfo(
        "Z112",
        "invalid-directive",
        .error,
        fix: .unsafe,
        summary: "a directive has too few or too many arguments",
        page: RulePage(
            whatItChecks: """
                Checks the arguments of `$ORIGIN`, `$TTL` and `$INCLUDE`. A time in words, such as `$TTL 1 day`, is \
                reported with the time that was probably meant.
                """,
            whyItMatters: """
                BIND, Knot and NSD refuse to load the zone. ldns continues, and reads `$TTL 300 400` as 300400 \
                seconds.
                """,
            howToFix: """
                Add the missing argument, or remove the extra one. Put `;` before a comment. Write a time without \
                spaces, such as `1d`.
                """,
            references: ["RFC 1035 §5.1", "RFC 2308 §4"]
        ),
        examples: [
            .bad("«$ORIGIN»\nwww IN A 192.0.2.10\n"),
            .bad("$TTL 300 «400»\nwww IN A 192.0.2.10\n"),
            .bad("$TTL «1 day»\nwww IN A 192.0.2.10\n"),
            .bad("$TTL «2 Hours 30 minutes» ; größer\r\nwww\tIN\tA\t192.0.2.10\r\n"),
            .bad("«$TTL» ; größer\r\nwww\tIN\tA\t192.0.2.10\r\n"),
            .bad("«$INCLUDE»\n"),
            .bad("$TTL «=» 300\nwww IN A 192.0.2.10\n"),
            .bad(
                """
                «$TTL»
                @ IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 3600
                @ IN NS  ns1.example.net.
                @ IN NS  ns2.example.net.

                """,
                continuation: false
            ),
            .good("$ORIGIN example.com. ; the same\n$TTL 1h\nwww IN A 192.0.2.10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let entries = ProblemEntries(of: context.zone.problems) {
            if case .invalidDirective = $0.kind { true } else { false }
        }
        for (number, problem) in context.zone.problems.enumerated() {
            guard case .invalidDirective(let reason) = problem.kind else { continue }
            if let (span, time) = entries[number].flatMap({ timeInWords(problem, $0) }) {
                findings.report(isInWords(problem, span, time, context))
            } else if let entry = entries[number],
                [number - 1, number + 1].filter(context.zone.problems.indices.contains).contains(where: {
                    let other = context.zone.problems[$0]
                    return other.kind == .invalidTTL && other.span.source === problem.span.source
                        && entry.range.contains(other.span.range.lowerBound)
                })
            {
                // `$TTL one day`: Z110 reports the time.
                continue
            } else if ["=", ":"].contains(problem.span.text) {
                findings.report(hasSign(problem, context))
            } else {
                findings.report(invalid(problem, reason, context))
            }
        }
    }

    /// The arguments of `$TTL 1 day` and the time that they mean.
    private static func timeInWords(
        _ problem: ZoneProblem, _ entry: SourceEntry
    ) -> (span: SourceSpan, time: String)? {
        let source = problem.span.source
        guard entry.fields.count > 2, source.text(in: entry.fields[0]).uppercased() == "$TTL",
            entry.fields[1].upperBound <= problem.span.range.lowerBound
        else { return nil }
        let span = SourceSpan(source, entry.fields[1].lowerBound..<problem.span.range.upperBound)
        guard let time = TimePhrase.corrected(span.text) else { return nil }
        return (span, time)
    }
}

// MARK: - Messages

extension InvalidDirective {
    private static func invalid(_ problem: ZoneProblem, _ reason: String, _ context: ZoneContext) -> Finding {
        let isExtra = problem.span.text.first != "$"
        if !isExtra, reason.hasPrefix("only"), let finding = isSecondDirective(problem, context) { return finding }
        return Finding(
            info,
            isExtra ? "\(Words.quoted(problem.span.text)) is an extra argument of the directive" : reason,
            at: LabelledSpan(problem.span, isExtra ? reason : "missing argument"),
            why: "BIND, Knot and NSD refuse to load the zone",
            help: isExtra
                ? "remove it, or put `;` before it if it is a comment" : missingArgument(of: problem.span.text),
            subject: context.subject(of: problem)
        )
    }

    /// `$TTL 3600 $ORIGIN example.com.`
    private static func isSecondDirective(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding? {
        let source = problem.span.source
        var gap = problem.span.range.lowerBound
        while gap > 0, [0x20, 0x09].contains(source[gap - 1]) { gap -= 1 }
        guard gap > 0, gap < problem.span.range.lowerBound, !["\n", "\r"].contains(source.text(in: gap - 1..<gap))
        else {
            return nil
        }
        let help = "begin a new line before \(Words.quoted(problem.span.text.prefix { !$0.isWhitespace }))"
        return Finding(
            info,
            "two directives are on one line",
            at: LabelledSpan(problem.span, "read as an argument"),
            why: "BIND, Knot and NSD refuse to load the zone",
            help: help,
            fixes: [
                Fix(help, .unsafe, [Edit(replace: SourceSpan(source, gap..<problem.span.range.lowerBound), with: "\n")])
            ],
            subject: context.subject(of: problem)
        )
    }

    private static func hasSign(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let source = problem.span.source
        let end = source.fieldStart(after: problem.span.range.upperBound)
        let removal = SourceSpan(source, problem.span.range.lowerBound..<end)
        return Finding(
            info,
            "\(Words.quoted(problem.span.text)) is not part of a directive",
            at: LabelledSpan(problem.span, "read as the argument"),
            why: "BIND, Knot and NSD refuse to load the zone",
            help: "remove it",
            fixes: [Fix("remove it", .unsafe, [Edit(replace: removal, with: "")])],
            subject: context.subject(of: problem)
        )
    }

    private static func isInWords(
        _ problem: ZoneProblem, _ span: SourceSpan, _ time: String, _ context: ZoneContext
    ) -> Finding {
        Finding(
            info,
            "the time \(Words.quoted(span.text)) has a space in it",
            at: LabelledSpan(span, "expected one word"),
            why: "BIND, Knot and NSD refuse to load the zone",
            help: "write `$TTL \(time)`",
            fixes: [Fix("write `\(time)`", .unsafe, [Edit(replace: span, with: time)])],
            subject: context.subject(of: problem)
        )
    }

    private static func missingArgument(of directive: String) -> String {
        switch directive.uppercased() {
        case "$ORIGIN": "add the name, such as `$ORIGIN example.com.`"
        case "$TTL": "add the time, such as `$TTL 3600` or `$TTL 1h`"
        case "$INCLUDE": "add the file name, such as `$INCLUDE hosts.inc`"
        default: "add the argument"
        }
    }
}
