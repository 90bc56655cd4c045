import Diagnostics
import ZoneFile

/// Z306: characters in a name that a target requires to be escaped.
enum UnescapedCharacter: ZoneRule {
    static let info = RuleInfo(
        "Z306",
        "unescaped-character",
        .info,
        fix: .safe,
        summary: "a name has a character that a chosen target requires to be escaped",
        page: RulePage(
            whatItChecks: """
                With `--target knot`, reports unescaped characters in owners, targets and origins, other than letters, \
                digits, `-`, `_`, `*` and `/`: for example `:`, `%`, `+` and `=`. Non-ASCII characters are Z126.
                """,
            whyItMatters: """
                Knot refuses to load the zone: "invalid domain name character". BIND, NSD and PowerDNS accept such \
                names, which the DNS allows (RFC 2181). Programs that expect host names may refuse them.
                """,
            howToFix: "Put a backslash before the character: `a\\:b`. Every server reads that as the same name.",
            references: ["RFC 1035 §5.1", "RFC 2181 §11"]
        ),
        examples: [
            .bad("«a:b» IN TXT \"größer\"\nc+d IN TXT \"x\"\n", targets: [.knot]),
            .bad("x IN MX 10 «50%.example.net.»\n", alsoFires: ["Z261"], targets: [.bind, .knot]),
            .bad(
                "www IN CNAME http://www.example.net/\n«a%b» IN TXT \"x\"\n", alsoFires: ["Z263"], targets: [.knot]),
            .good("a\\:b IN TXT \"x\"\n*.c_d IN TXT \"x\"\n0/25 IN NS ns1.example.net.\n", targets: [.knot]),
            .good("a:b IN TXT \"x\"\n", targets: [.bind, .nsd, .powerdns]),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard
            let serversWithVerb = context.targets(
                among: NameServerCompatibility.refuseUnusualNames, "refuses", "refuse")
        else {
            return
        }
        let reported = textsOfOtherRules(context)
        for forms in context.forms {
            guard
                let form = forms.unusualName?.removing({
                    reported.contains($0.text.lowercased()) || isReportedOtherwise($0, context)
                })
            else { continue }
            findings.report(unusual(form, serversWithVerb, context))
        }
    }
}

extension UnescapedCharacter {
    /// The names that other rules report because of what is written: wrong triggers of policies. Those that are no host names are
    /// refused by BIND, and not by the servers of this rule.
    private static func textsOfOtherRules(_ context: ZoneContext) -> Set<String> {
        guard context.forms.contains(where: { $0.unusualName != nil }) else { return [] }
        var sink = FindingSink()
        PolicyTriggerInvalid.check(context, into: &sink)
        return Set(sink.findings.compactMap { $0.primary?.span.text.lowercased() })
    }

    /// Whether another rule reports the text as something that is not a name.
    private static func isReportedOtherwise(_ span: SourceSpan, _ context: ZoneContext) -> Bool {
        let text = span.text
        if text.contains("@") || text.contains("::") || URLTarget(text) != nil { return true }
        return context.zone.problems.contains {
            $0.span.source === span.source && $0.span.range.overlaps(span.range)
        }
    }
}

// MARK: - Messages

extension UnescapedCharacter {
    private static func unusual(_ form: PortabilityScan.Form, _ serversWithVerb: String, _ context: ZoneContext)
        -> Finding
    {
        let text = form.first.text
        return Finding(
            info,
            "\(serversWithVerb) the name \(Words.quoted(text)) without escapes",
            at: LabelledSpan(form.first, "contains a character that must be escaped" + form.more),
            why: context.refusal(by: NameServerCompatibility.refuseUnusualNames),
            help: "write \(Words.quoted(escaped(text))), which every server reads as the same name",
            fixes: form.fix("escape the character") { Edit(replace: $0, with: escaped($0.text)) },
            subject: context.subject(owner: nil)
        )
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        var isEscaped = false
        for scalar in text.unicodeScalars {
            let isUsual =
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "-_.*/\\".unicodeScalars.contains(scalar)
            if !isUsual, !isEscaped { escaped += "\\" }
            isEscaped = scalar == "\\" && !isEscaped
            escaped.unicodeScalars.append(scalar)
        }
        return escaped
    }
}
