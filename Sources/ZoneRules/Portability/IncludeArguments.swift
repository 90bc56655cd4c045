import Diagnostics
import ZoneFile

/// Z310: arguments of `$INCLUDE` in forms that not every server reads.
enum IncludeArguments: ZoneRule {
    static let info = RuleInfo(
        "Z310",
        "include-arguments",
        .info,
        summary: "an argument of `$INCLUDE` is in a form that not every chosen target reads",
        page: RulePage(
            whatItChecks: """
                With `--target`, finds an `$INCLUDE` whose path stands in quotes, or whose origin has no final dot.
                """,
            whyItMatters: """
                NSD takes the quotes as part of the file's name and finds no such file. Knot and NSD refuse an origin \
                without its final dot; BIND and PowerDNS append the origin before it.
                """,
            howToFix: "Write the path without quotes, and the origin with its final dot.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("$INCLUDE «\"hosts.inc\"»\n", files: ["hosts.inc": "www IN A 192.0.2.10\n"], targets: [.nsd]),
            .bad(
                "$INCLUDE hosts.inc «sub» ; größer\r\n",
                files: ["hosts.inc": "www IN A 192.0.2.10\n"],
                targets: [.bind, .knot]
            ),
            .good(
                "$INCLUDE hosts.inc sub.example.com.\n",
                files: ["hosts.inc": "www IN A 192.0.2.10\n"],
                targets: [.bind, .knot, .nsd, .powerdns]
            ),
            .good(
                "$INCLUDE \"hosts.inc\" sub\n",
                files: ["hosts.inc": "www IN A 192.0.2.10\n"],
                targets: [.bind, .powerdns]
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for forms in context.forms {
            if let form = forms.quotedInclude,
                let who = context.targets(among: ServerHabits.refuseQuotedInclude, "takes", "take")
            {
                findings.report(quoted(form, who, context))
            }
            if let form = forms.relativeIncludeOrigin,
                let who = context.targets(among: ServerHabits.refuseRelativeIncludeOrigin, "refuses", "refuse")
            {
                findings.report(relative(form, who, context))
            }
        }
    }
}

// MARK: - Messages

extension IncludeArguments {
    private static func quoted(_ form: WrittenForms.Form, _ who: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(who) the quotes around a path as part of its name",
            at: LabelledSpan(form.first, "found without them" + form.more),
            why: "the file is not found there, and the whole zone refused",
            help: "remove the quotes",
            subject: context.subject(owner: nil)
        )
    }

    private static func relative(_ form: WrittenForms.Form, _ who: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(who) the origin \(Words.quoted(form.first.text)) of an `$INCLUDE` for want of a final dot",
            at: LabelledSpan(form.first, "BIND appends the origin before it" + form.more),
            why: "the whole zone is refused",
            help: "write the whole name, with its final dot",
            subject: context.subject(owner: nil)
        )
    }
}
