import Diagnostics
import ZoneFile

/// Z309: `$DATE`, which only BIND reads.
enum DateDirective: ZoneRule {
    static let info = RuleInfo(
        "Z309",
        "date-directive",
        .info,
        fix: .safe,
        summary: "`$DATE` is not read by every chosen target",
        page: RulePage(
            whatItChecks:
                "With `--target`, finds `$DATE`, which named writes into the files of secondary zones and dumps.",
            whyItMatters: "Knot, NSD and PowerDNS refuse the whole zone. BIND reads over it.",
            howToFix: "Remove the line; it says nothing about the records.",
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
        guard let who = context.targets(among: ServerHabits.refuseDate, "does", "do") else { return }
        for forms in context.forms {
            guard let form = forms.dateDirective else { continue }
            findings.report(unknown(form, who, context))
        }
    }
}

// MARK: - Messages

extension DateDirective {
    private static func unknown(_ form: WrittenForms.Form, _ who: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "\(who) not read `$DATE`",
            at: LabelledSpan(form.first, "refused there" + form.more),
            why: "a server that does not know a directive refuses the whole zone",
            help: "remove the line; it says nothing about the records",
            fixes: form.fix("make it a comment") {
                Edit(replace: SourceSpan($0.source, $0.range.lowerBound..<$0.range.lowerBound + 1), with: ";")
            },
            subject: context.subject(owner: nil)
        )
    }
}
