import DNS
import Diagnostics
import ZoneFile

/// Z132: an origin without a final dot.
enum RelativeOrigin: ZoneRule {
    static let info = RuleInfo(
        "Z132",
        "relative-origin",
        .warning,
        fix: .unsafe,
        summary: "the name after `$ORIGIN` has no final dot",
        page: RulePage(
            whatItChecks: """
                Reports `$ORIGIN` with a relative name. srvlint reads it as BIND does. A name that repeats the origin \
                is an error; BIND loads any other as it may be meant, so that it is a warning.
                """,
            whyItMatters: """
                BIND appends the previous origin, so `$ORIGIN example.com` in the zone `example.com.` becomes \
                `example.com.example.com.`. If the SOA record follows, BIND refuses to load the zone; otherwise no \
                client looks up the names. Knot and NSD refuse to load the zone, and ldns treats the name as absolute.
                """,
            howToFix: "Add a final dot to the name.",
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
        if let read = repeatedOrigin(problem, context) { return repeats(problem, read, context) }
        let fix = fix(problem, context)
        let whole = fix.edits.first.map { Words.exact($0.text) } ?? "the full name"
        return Finding(
            info,
            "the origin \(Words.quoted(problem.span.text)) has no final dot",
            at: LabelledSpan(problem.span, "BIND appends the previous origin"),
            why: "Knot and NSD refuse to load the zone, and ldns treats the name as absolute",
            help: "write \(whole), which every name server reads in the same way",
            fixes: problem.span.text.unicodeScalars.contains("\u{FFFD}") ? [] : [fix],
            subject: context.subject(of: problem)
        )
    }

    /// The origin as BIND reads it, if it repeats the one before it: `example.com.example.com.`.
    private static func repeatedOrigin(_ problem: ZoneProblem, _ context: ZoneContext) -> String? {
        let apex = context.zone.names.name(context.zone.apex)
        guard !apex.isRoot, let owner = problem.owner, let written = Name(problem.span.text + "."),
            written.isSubdomain(of: apex), written != context.zone.names.name(owner)
        else { return nil }
        return context.quoted(owner)
    }

    private static func repeats(_ problem: ZoneProblem, _ read: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the origin \(Words.quoted(problem.span.text)) has no final dot and is read as \(read)",
            at: LabelledSpan(problem.span, "BIND appends the previous origin"),
            why: "BIND completes the names after it with \(read), and does not load an SOA record there; "
                + "Knot and NSD refuse to load the zone",
            help: "write `\(problem.span.text).`",
            fixes: problem.span.text.unicodeScalars.contains("\u{FFFD}") ? [] : [fix(problem, context)],
            severity: .error,
            subject: context.subject(of: problem)
        )
    }

    /// A name in the zone only lacks its final dot; any other is taken as relative to the previous origin.
    private static func fix(_ problem: ZoneProblem, _ context: ZoneContext) -> Fix {
        let written = problem.span.text + "."
        let apex = context.zone.names.name(context.zone.apex)
        if let owner = problem.owner, Name(written)?.isSubdomain(of: apex) != true {
            let whole = context.zone.names.text(owner)
            return Fix("write the full name", .unsafe, [Edit(replace: problem.span, with: whole)])
        }
        return Fix("add the final dot", .unsafe, [Edit(replace: problem.span, with: written)])
    }
}
