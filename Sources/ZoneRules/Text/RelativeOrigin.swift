import DNS
import Diagnostics
import ZoneFile

/// Z132: an origin without its final dot.
enum RelativeOrigin: ZoneRule {
    static let info = RuleInfo(
        "Z132",
        "relative-origin",
        .warning,
        fix: .unsafe,
        summary: "the name after `$ORIGIN` has no final dot",
        page: RulePage(
            whatItChecks: "Finds `$ORIGIN` with a relative name. srvlint reads it as BIND does.",
            whyItMatters: """
                BIND appends the origin before it, so `$ORIGIN example.com` in the zone `example.com.` gives \
                `example.com.example.com.`; Knot and NSD refuse the zone; ldns takes the name as absolute.
                """,
            howToFix: "End the name with a dot.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("$ORIGIN «sub.example.com»\nwww IN A 192.0.2.10\n"),
            .bad("größe IN TXT \"ä\"\r\n$ORIGIN\t«sub» ; größer\r\nwww IN A 192.0.2.10\r\n", alsoFires: ["Z126"]),
            .good("$ORIGIN sub.example.com.\nwww IN A 192.0.2.10\n$ORIGIN @\nmail IN A 192.0.2.11\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .relativeOrigin {
            findings.report(relative(problem, context))
        }
    }
}

// MARK: - Messages

extension RelativeOrigin {
    private static func relative(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the origin \(Words.quoted(problem.span.text)) has no final dot",
            at: LabelledSpan(problem.span, "BIND appends the origin before it"),
            why: "Knot and NSD refuse the zone, and ldns takes the name as absolute",
            help: "end the name with a dot; if it is meant to be below the origin before it, write it out",
            fixes: problem.span.text.unicodeScalars.contains("\u{FFFD}") ? [] : [fix(problem, context)],
            subject: context.subject(of: problem)
        )
    }

    /// A name that has the zone's in it only lacks its dot; any other is meant to be below the origin before it.
    private static func fix(_ problem: ZoneProblem, _ context: ZoneContext) -> Fix {
        let written = problem.span.text + "."
        let apex = context.zone.names.name(context.zone.apex)
        if let owner = problem.owner, Name(written)?.isSubdomain(of: apex) != true {
            let whole = context.zone.names.text(owner)
            return Fix("write the origin out", .unsafe, [Edit(replace: problem.span, with: whole)])
        }
        return Fix("add the final dot", .unsafe, [Edit(replace: problem.span, with: written)])
    }
}
