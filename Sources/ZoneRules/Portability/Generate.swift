import Diagnostics
import ZoneFile

/// Z301: `$GENERATE`, which only some name servers read.
enum Generate: ZoneRule {
    static let info = RuleInfo(
        "Z301",
        "generate",
        .info,
        summary: "`$GENERATE` is not read by every chosen target",
        page: RulePage(
            whatItChecks: """
                With `--target`, says where `$GENERATE` stands in a file for a server that does not read it (Knot, NSD), \
                or reads data in quotes otherwise (PowerDNS takes the quotes of `MX "10 mail$"` as data).
                """,
            whyItMatters: "`$GENERATE` is BIND's own. A server without it refuses the whole zone.",
            howToFix: "Write the records out: `named-compilezone -o - ORIGIN FILE` does so.",
            references: ["BIND 9 Administrator Reference Manual, \"The $GENERATE Directive\""]
        ),
        examples: [
            .bad("«$GENERATE 1-9 host$ A 192.0.2.$»\n$GENERATE 1-2 ns$ A 192.0.2.$\n", targets: [.bind, .knot]),
            .bad("$GENERATE 1-2 host$ MX «\"10 mail$.example.net.\"»\r\n", targets: [.powerdns]),
            .good("$GENERATE 1-9 host$ A 192.0.2.$\n$GENERATE 1-2 host$ TXT \"$\"\n", targets: [.bind, .powerdns]),
            .good("$GENERATE 1-9 host$ A 192.0.2.$\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for forms in context.forms {
            if let form = forms.generate, let who = context.targets(among: ServerHabits.refuseGenerate, "does", "do") {
                findings.report(unknown(form, who, context))
            }
            if let form = forms.quotedGenerateData,
                let who = context.targets(among: ServerHabits.refuseQuotedGenerateData, "takes", "take")
            {
                findings.report(quoted(form, who, context))
            }
        }
    }
}

// MARK: - Messages

extension Generate {
    private static func unknown(_ form: WrittenForms.Form, _ who: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(who) not read `$GENERATE`",
            at: LabelledSpan(form.first, "refused there" + form.more),
            why: "a server that does not know a directive refuses the whole zone",
            help: "write the records out, as `named-compilezone` does",
            subject: context.subject(owner: nil)
        )
    }

    private static func quoted(_ form: WrittenForms.Form, _ who: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(who) the quotes around the data of `$GENERATE` as part of it",
            at: LabelledSpan(form.first, "BIND wants them" + form.more),
            why: "the records it makes have data that cannot be read",
            help: "write the records out, as `named-compilezone` does",
            subject: context.subject(owner: nil)
        )
    }
}
