import Diagnostics
import ZoneFile

/// Z301: `$GENERATE`, which only some name servers support.
enum Generate: ZoneRule {
    static let info = RuleInfo(
        "Z301",
        "generate",
        .info,
        summary: "`$GENERATE` is not supported by every chosen target",
        page: RulePage(
            whatItChecks: """
                With `--target`, reports `$GENERATE` for a server that does not support it (Knot, NSD). Also reports \
                quoted data for a server that reads it differently: PowerDNS reads the quotes of `MX "10 mail$"` as \
                part of the data.
                """,
            whyItMatters: """
                `$GENERATE` is a BIND extension. A server that does not support it refuses to load the whole zone.
                """,
            howToFix: "Write the records out, for example with `named-compilezone -o - ORIGIN FILE`.",
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
            if let form = forms.generate,
                let serversWithVerb = context.targets(among: NameServerCompatibility.refuseGenerate, "does", "do")
            {
                findings.report(unknown(form, serversWithVerb, context))
            }
            if let form = forms.quotedGenerateData,
                let serversWithVerb = context.targets(
                    among: NameServerCompatibility.refuseQuotedGenerateData, "reads", "read")
            {
                findings.report(quoted(form, serversWithVerb, context))
            }
        }
    }
}

// MARK: - Messages

extension Generate {
    private static func unknown(_ form: PortabilityScan.Form, _ serversWithVerb: String, _ context: ZoneContext)
        -> Finding
    {
        Finding(
            info,
            "\(serversWithVerb) not support `$GENERATE`",
            at: LabelledSpan(form.first, "unknown directive" + form.more),
            why: context.refusal(by: NameServerCompatibility.refuseGenerate),
            help: "write the records out, for example with `named-compilezone -o - ORIGIN FILE`",
            subject: context.subject(owner: nil)
        )
    }

    private static func quoted(_ form: PortabilityScan.Form, _ serversWithVerb: String, _ context: ZoneContext)
        -> Finding
    {
        Finding(
            info,
            "\(serversWithVerb) the quotes around the data of `$GENERATE` as part of the data",
            at: LabelledSpan(form.first, "BIND requires the quotes" + form.more),
            why: (context.targets(among: NameServerCompatibility.refuseQuotedGenerateData, "creates", "create")
                ?? "the server creates") + " records with invalid data",
            help: "write the records out, for example with `named-compilezone -o - ORIGIN FILE`",
            subject: context.subject(owner: nil)
        )
    }
}
