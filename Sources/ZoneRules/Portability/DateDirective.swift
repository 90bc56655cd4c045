import Diagnostics
import ZoneFile

/// Z309: `$DATE`, which only BIND supports.
enum DateDirective: ZoneRule {
    static let info = RuleInfo(
        "Z309",
        "date-directive",
        .info,
        fix: .safe,
        summary: "`$DATE` is not supported by every chosen target",
        page: RulePage(
            whatItChecks: """
                With `--target`, reports `$DATE`, which named writes into the files of secondary zones and into dumps.
                """,
            whyItMatters: "Knot, NSD and PowerDNS refuse to load the zone. BIND ignores the directive.",
            howToFix: "Remove the line. It does not affect the records.",
            references: ["BIND 9 Administrator Reference Manual, \"Zone File\""]
        ),
        examples: [
            .bad("«$DATE» 20261121080000\nwww IN A 192.0.2.10\n", targets: [.bind, .nsd]),
            .bad("www IN TXT \"größer\"\r\n«$date» 20261121080000 ; größer\r\n", targets: [.knot]),
            .good("$DATE 20261121080000\nwww IN A 192.0.2.10\n", targets: [.bind]),
            .good("$DATE 20261121080000\nwww IN A 192.0.2.10\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let serversWithVerb = context.targets(among: NameServerCompatibility.refuseDate, "does", "do") else {
            return
        }
        for forms in context.forms {
            guard let form = forms.dateDirective else { continue }
            findings.report(unknown(form, serversWithVerb, context))
        }
    }
}

// MARK: - Messages

extension DateDirective {
    private static func unknown(_ form: PortabilityScan.Form, _ serversWithVerb: String, _ context: ZoneContext)
        -> Finding
    {
        Finding(
            info,
            "\(serversWithVerb) not support `$DATE`",
            at: LabelledSpan(form.first, "unknown directive" + form.more),
            why: context.refusal(by: NameServerCompatibility.refuseDate),
            help: "remove the line; it does not affect the records",
            fixes: form.fix("turn it into a comment") {
                Edit(replace: SourceSpan($0.source, $0.range.lowerBound..<$0.range.lowerBound + 1), with: ";")
            },
            subject: context.subject(owner: nil)
        )
    }
}
