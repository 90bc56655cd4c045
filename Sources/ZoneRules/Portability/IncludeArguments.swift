import Diagnostics
import ZoneFile

/// Z310: arguments of `$INCLUDE` in a form that not every server supports.
enum IncludeArguments: ZoneRule {
    static let info = RuleInfo(
        "Z310",
        "include-arguments",
        .info,
        summary: "an argument of `$INCLUDE` is in a form that not every chosen target supports",
        page: RulePage(
            whatItChecks: """
                With `--target`, reports an `$INCLUDE` whose path is in quotes or whose origin has no final dot.
                """,
            whyItMatters: """
                NSD reads the quotes as part of the file name and does not find the file. Knot and NSD refuse an \
                origin without a final dot; BIND and PowerDNS append the previous origin.
                """,
            howToFix: "Write the path without quotes, and the origin with a final dot.",
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
                let serversWithVerb = context.targets(
                    among: NameServerCompatibility.refuseQuotedInclude, "reads", "read")
            {
                findings.report(quoted(form, serversWithVerb, context))
            }
            if let form = forms.relativeIncludeOrigin,
                let serversWithVerb = context.targets(
                    among: NameServerCompatibility.refuseRelativeIncludeOrigin, "refuses", "refuse")
            {
                findings.report(relative(form, serversWithVerb, context))
            }
        }
    }
}

// MARK: - Messages

extension IncludeArguments {
    private static func quoted(_ form: PortabilityScan.Form, _ serversWithVerb: String, _ context: ZoneContext)
        -> Finding
    {
        Finding(
            info,
            "\(serversWithVerb) the quotes around the path as part of the file name",
            at: LabelledSpan(form.first, "quoted path" + form.more),
            why: "the file is not found, so " + context.refusal(by: NameServerCompatibility.refuseQuotedInclude),
            help: "remove the quotes",
            subject: context.subject(owner: nil)
        )
    }

    private static func relative(_ form: PortabilityScan.Form, _ serversWithVerb: String, _ context: ZoneContext)
        -> Finding
    {
        Finding(
            info,
            "\(serversWithVerb) the origin \(Words.quoted(form.first.text)) of `$INCLUDE`, which has no final dot",
            at: LabelledSpan(form.first, "BIND appends the previous origin" + form.more),
            why: context.refusal(by: NameServerCompatibility.refuseRelativeIncludeOrigin),
            help: "write the full name with its final dot",
            subject: context.subject(owner: nil)
        )
    }
}
