import Diagnostics
import ZoneFile

/// Z125: a `;` that belongs to a text begins a comment.
enum UnquotedSemicolon: ZoneRule {
    static let info = RuleInfo(
        "Z125",
        "unquoted-semicolon",
        .warning,
        fix: .unsafe,
        reportsTextAfterSemicolon: true,
        summary: "a TXT record is cut off by a `;` that is plainly part of its value",
        page: RulePage(
            whatItChecks: """
                Looks at the unquoted text of TXT and SPF records right before a `;`, and reports those that hold a \
                tag such as `v=DKIM1` where the next tag follows, or nothing.
                """,
            whyItMatters: """
                Outside quotes `;` begins a comment. BIND, Knot, NSD and ldns publish what stands before it and say \
                nothing, so a DKIM key or a DMARC policy is there and does not work.
                """,
            howToFix: "Put the whole value in double quotes; one that is longer than 255 octets in several.",
            references: ["RFC 1035 §5.1", "RFC 6376 §3.6.2.2", "RFC 7489 §6.1"]
        ),
        examples: [
            .bad("_dmarc IN TXT v=DMARC1«; p=none; rua=mailto:postmaster@example.com»\nwww IN A 192.0.2.10\n"),
            .bad(
                "größe IN TXT \"ä\"\nsel._domainkey\t3600 IN TXT v=DKIM1«; k=rsa; p=MIGf\\\"\"MA0 »\r\n",
                alsoFires: ["Z126"]),
            .good("_dmarc IN TXT \"v=DMARC1; p=none\"\ninfo IN TXT v=1 ; a = b\nx IN TXT a=b\\;c=d ; note\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .unquotedSemicolon {
            findings.report(cutOff(problem, context))
        }
    }

    /// Puts everything from the record's first string to the end of the line in quotes.
    private static func fix(_ problem: ZoneProblem, _ context: ZoneContext) -> [Fix] {
        let zone = context.zone
        // Each record is read again to find the one: of a crowd at one name a person has to take care.
        guard let owner = problem.owner, let last = problem.related, zone.records(at: owner).count <= 100 else {
            return []
        }
        for id in zone.records(at: owner) where [.txt, .spf].contains(zone.records[id].type) {
            let fields = zone.fields(of: id)
            guard fields.rdata.last?.span == last, let first = fields.rdata.first else { continue }
            let start = first.span.range.lowerBound
            let before = SourceSpan(last.source, fields.type.span.range.upperBound..<start).text
            let range = start..<problem.span.range.upperBound
            // Over several lines, or with parts in quotes, it takes a person to say what the value is.
            // What is not UTF-8 could not be written back as it was.
            guard !before.contains("("), !last.source.text(in: range).unicodeScalars.contains("\u{FFFD}"),
                !fields.rdata.contains(where: \.isQuoted),
                let quoted = QuotedText(last.source.text(in: range))
            else { return [] }
            let edit = Edit(replace: SourceSpan(last.source, range), with: quoted.text)
            return [Fix("put the whole value in quotes", .unsafe, [edit])]
        }
        return []
    }
}

// MARK: - Messages

extension UnquotedSemicolon {
    private static func cutOff(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the `;` cuts the text off",
            at: LabelledSpan(problem.span, "a comment, not published"),
            why: "outside quotes `;` begins a comment, so only what stands before it is published",
            help: "put the whole value in double quotes",
            related: problem.related.map { [LabelledSpan($0, "the text ends here")] } ?? [],
            fixes: fix(problem, context),
            subject: context.subject(of: problem)
        )
    }
}
