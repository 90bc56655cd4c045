import Diagnostics
import ZoneFile

/// Z121: whitespace before an owner name or a directive.
enum IndentedOwner: ZoneRule {
    static let info = RuleInfo(
        "Z121",
        "indented-owner",
        .error,
        fix: .unsafe,
        scope: .inheritance,
        summary: "a line starts with whitespace, but its first field is an owner name or a directive",
        page: RulePage(
            whatItChecks: """
                A line that starts with whitespace inherits the owner of the previous record, so its first field must \
                be a TTL, a class or a type. Reports lines whose first field is none of these and is followed by them, and \
                directives with whitespace before them. Consecutive lines are reported once.
                """,
            whyItMatters: """
                BIND, Knot, NSD and ldns read the name as the type and refuse to load the zone. This usually happens \
                to records pasted from an indented list.
                """,
            howToFix: "Remove the whitespace before the owner or the directive.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("www IN A 192.0.2.10\n  «mail» IN A 192.0.2.11\n"),
            .bad("\t«_matrix-fed._tcp» 3600 IN SRV ( ; größer\n\t10 5 8448 matrix.example.net. )\r\n"),
            .bad("    «$TTL» 300\n\n    www IN A 192.0.2.10\n    mail IN A 192.0.2.11\nftp IN A 192.0.2.12\n"),
            .good("www IN A 192.0.2.10\n    3600 IN AAAA 2001:db8::10\n\tTXT \"größer\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        let problems = context.zone.problems.filter { $0.kind == .indentedOwner || $0.kind == .indentedDirective }
        for group in ConsecutiveLines.groups(problems, where: { _, _ in true }) {
            findings.report(indented(group, context))
        }
    }
}

// MARK: - Messages

extension IndentedOwner {
    /// - Parameter problems: those of consecutive lines; at least one.
    private static func indented(_ problems: [ZoneProblem], _ context: ZoneContext) -> Finding {
        let problem = problems[0]
        let name = Words.quoted(problem.span.text)
        let isDirective = problem.kind == .indentedDirective
        let lines = problems.count > 1 ? ", and in \(Words.count(problems.count - 1, "line")) after it" : ""
        let place = problems.count > 1 ? "these lines" : "the line"
        let edits = problems.compactMap { $0.related.map { Edit(replace: $0, with: "") } }
        let what = problems.count > 1 ? "at the beginning of \(place)" : "before \(name)"
        return Finding(
            info,
            isDirective
                ? "the directive \(name) is indented\(lines)"
                : "expected a TTL, class or type, found \(name)\(lines)",
            at: LabelledSpan(problem.span, isDirective ? "read as a record type" : "looks like an owner name"),
            why: isDirective
                ? "a directive begins its line; name servers read this word as the type of a record and refuse to load the zone"
                : "a line that starts with whitespace inherits its owner; name servers read this name as the type and "
                    + "refuse to load the zone",
            help: problems.count > 1
                ? "remove the whitespace \(what)"
                : "start the line with \(name), without whitespace before it",
            related: problem.related.map { [LabelledSpan($0, "this whitespace")] } ?? [],
            fixes: edits.isEmpty ? [] : [Fix("remove the whitespace \(what)", .unsafe, edits)],
            subject: context.subject(of: problem)
        )
    }
}
