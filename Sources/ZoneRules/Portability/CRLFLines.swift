import Diagnostics
import ZoneFile

/// Z304: lines that end in carriage return and line feed.
enum CRLFLines: ZoneRule {
    static let info = RuleInfo(
        "Z304",
        "crlf-lines",
        .info,
        summary: "lines end in CR LF, which not every chosen target accepts",
        page: RulePage(
            whatItChecks: """
                With `--target knot`, reports lines that end in carriage return and line feed, as Windows writes them. \
                Comments may end that way.
                """,
            whyItMatters: """
                Knot refuses to load the zone: "unsupported CRLF newline". BIND, NSD and PowerDNS accept it.
                """,
            howToFix: "Save the file with LF line endings: `dos2unix FILE`, or `* text eol=lf` in `.gitattributes`.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("www IN A 192.0.2.10«\r\n»ftp IN A 192.0.2.11\r\n", targets: [.knot]),
            .good("www IN A 192.0.2.10 ; größer\r\nftp IN A 192.0.2.11\n", targets: [.knot]),
            .good("www IN A 192.0.2.10\r\n", targets: [.bind, .nsd, .powerdns]),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        guard let serversWithVerb = context.targets(among: NameServerCompatibility.refuseCRLF, "refuses", "refuse")
        else { return }
        for forms in context.forms {
            guard let form = forms.carriageReturns else { continue }
            findings.report(crlf(form, serversWithVerb, context))
        }
    }
}

// MARK: - Messages

extension CRLFLines {
    private static func crlf(_ form: PortabilityScan.Form, _ serversWithVerb: String, _ context: ZoneContext) -> Finding
    {
        Finding(
            info,
            "\(serversWithVerb) files whose lines end in CR LF",
            at: LabelledSpan(form.first, "ends in CR LF" + form.more),
            why: context.refusal(by: NameServerCompatibility.refuseCRLF),
            help: "save the file with LF line endings, or convert it with `dos2unix FILE`",
            subject: context.subject(owner: nil)
        )
    }
}
