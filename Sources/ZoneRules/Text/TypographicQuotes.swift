import DNS
import Diagnostics
import ZoneFile

/// Z133: text in quotation marks other than `"`.
enum TypographicQuotes: ZoneRule {
    static let info = RuleInfo(
        "Z133",
        "typographic-quotes",
        .warning,
        fix: .unsafe,
        summary: "the text of a TXT record is in quotation marks other than `\"`",
        page: RulePage(
            whatItChecks: """
                Reports TXT and SPF records whose text begins and ends with typographic quotation marks such as `“` and `”`, \
                with apostrophes or with backquotes, and not with `"`. Marks inside `"` are text.
                """,
            whyItMatters: """
                To a name server, only `"` is a quotation mark. All others are published as a part of the text. Each space \
                separates two strings and is not published, and `;` begins a comment. So readers of SPF, DKIM and other \
                records do not recognise the text.
                """,
            howToFix: "Write `\"` in place of the marks.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad(
                """
                @   IN TXT «“v=spf1 mx -all”»
                a   IN TXT «‘google-site-verification=abc’»
                b   IN TXT «'two words'»
                k1._domainkey IN TXT «“v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=”»

                """
            ),
            .good("@ IN TXT \"“quoted” text\"\na IN TXT 'tis\nb IN TXT don't\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for type in [RecordType.txt, .spf] {
            for number in context.zone.records(ofType: type) {
                guard let marks = OtherQuotationMarks(of: Int(number), in: context.zone) else { continue }
                findings.report(hasOtherMarks(context, Int(number), marks))
            }
        }
    }
}

// MARK: - Messages

extension TypographicQuotes {
    private static func hasOtherMarks(
        _ context: ZoneContext, _ id: RecordID, _ marks: OtherQuotationMarks
    ) -> Finding {
        let type = context.zone.records[id].type
        return Finding(
            info,
            "the quotation marks in the \(type) record are not `\"`",
            at: LabelledSpan(marks.span, "read as part of the text"),
            why:
                "they are published, spaces between them are not, and a `;` begins a comment; readers expect other text",
            help: "write `\"` in place of both marks",
            fixes: marks.corrected.map { text in
                [Fix("put the text in double quotes", .unsafe, [Edit(replace: marks.span, with: text)])]
            } ?? [],
            subject: context.subject(of: id)
        )
    }
}
