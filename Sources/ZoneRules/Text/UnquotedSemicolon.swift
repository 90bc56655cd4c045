import Diagnostics
import ZoneFile

/// Z125: an unquoted `;` that cuts off the value of a TXT record.
enum UnquotedSemicolon: ZoneRule {
    static let info = RuleInfo(
        "Z125",
        "unquoted-semicolon",
        .warning,
        fix: .unsafe,
        reportsTextAfterSemicolon: true,
        summary: "a record is cut off by an unquoted `;` that clearly belongs to its text or separates its parameters",
        page: RulePage(
            whatItChecks: """
                Checks the unquoted text before a `;` in TXT and SPF records. Reports text that contains a tag such as \
                `v=DKIM1` if the next tag, or nothing, follows the `;`. Also reports unquoted values of CAA records that \
                are followed by a `;` with a parameter, or with other text directly after it, and SVCB and HTTPS records in which \
                only parameters follow a `;`.
                """,
            whyItMatters: """
                Outside quotes, `;` starts a comment. BIND, Knot, NSD and ldns silently publish only the text before \
                it, so a DKIM key or a DMARC policy exists but does not work, a CA ignores the restrictions of a CAA record, and \
                clients do not see the parameters.
                """,
            howToFix: """
                Put the whole value in double quotes. Split a value longer than 255 octets into several quoted \
                strings. Separate the parameters of SVCB and HTTPS records by spaces.
                """,
            references: ["RFC 1035 §5.1", "RFC 6376 §3.6.2.2", "RFC 7489 §6.1", "RFC 8659 §4.2", "RFC 9460 §2.1"]
        ),
        examples: [
            .bad("_dmarc IN TXT v=DMARC1«; p=none; rua=mailto:postmaster@example.com»\nwww IN A 192.0.2.10\n"),
            .bad(
                "größe IN TXT \"ä\"\nsel.key\t3600 IN TXT v=DKIM1«; k=rsa; p=MIGf\\\"\"MA0 »\r\n",
                alsoFires: ["Z126"]),
            .bad(
                "@ IN CAA 0 issue ca.example.net«; accounturi=https://ca.example.net/acct/1»\nwww IN CAA 0 issue ca.example.net«;x»\n"
            ),
            .bad("www IN HTTPS 1 . alpn=h2«; port=8443; no-default-alpn»\nwww IN A 192.0.2.10\n"),
            .bad("www IN HTTPS 1 . alpn=h2«;h3»\nwww IN A 192.0.2.10\n"),
            .bad("@ IN TXT &quot«;v=spf1 -all&quot;»\nwww IN TXT \"a&amp;b\"\n"),
            .good("www IN HTTPS 1 . alpn=h2 ; port=8443\nwww IN HTTPS 2 . alpn=h3; port 443\nwww IN A 192.0.2.10\n"),
            .good("@ IN CAA 0 issue ca.example.net ; our CA\nwww IN CAA 0 issue ca.example.net; our CA\n"),
            .good("_dmarc IN TXT \"v=DMARC1; p=none\"\ninfo IN TXT v=1 ; a = b\nx IN TXT a=b\\;c=d ; note\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .unquotedSemicolon {
            // Z133 reports text in other quotation marks.
            if let id = record(problem, context), OtherQuotationMarks(of: id, in: context.zone) != nil { continue }
            if let id = record(problem, context), ServiceBinding.types.contains(context.zone.records[id].type) {
                findings.report(cutsParameters(problem, id, context))
            } else if let text = textWithEntity(problem) {
                findings.report(hasEntity(problem, text, context))
            } else {
                findings.report(cutOff(problem, context))
            }
        }
    }

    /// The text from the string before the semicolon to the end of the line, if that string ends in an entity of HTML.
    private static func textWithEntity(_ problem: ZoneProblem) -> SourceSpan? {
        guard let last = problem.related, let entity = HTMLEntity.first(in: last.text + ";")?.entity,
            last.text.hasSuffix(entity.dropLast())
        else { return nil }
        return SourceSpan(last.source, last.range.lowerBound..<problem.span.range.upperBound)
    }

    /// Puts everything from the record's first string to the end of the line in quotes.
    private static func fix(_ problem: ZoneProblem, _ context: ZoneContext) -> [Fix] {
        let zone = context.zone
        guard let last = problem.related, let id = record(problem, context) else { return [] }
        let fields = zone.fields(of: id)
        guard let first = zone.records[id].type == .caa ? fields.rdata.last : fields.rdata.first else { return [] }
        let start = first.span.range.lowerBound
        let before = SourceSpan(last.source, fields.type.span.range.upperBound..<start).text
        let range = start..<problem.span.range.upperBound
        // A value on several lines or with quoted parts is ambiguous, so a person must decide.
        // Text that is not UTF-8 could not be written back unchanged.
        guard !before.contains("("), !last.source.text(in: range).unicodeScalars.contains("\u{FFFD}"),
            !fields.rdata.contains(where: \.isQuoted),
            let quoted = QuotedText(last.source.text(in: range))
        else { return [] }
        // What another rule would report is for a person to write.
        let value = Array(last.source.text(in: range).utf8)
        let isSPF = SPFRecord.isRecord(Array(value.prefix(6)))
        let isWrongSPF = isSPF && !(SPFRecord(value).map(\.problems.isEmpty) ?? false)
        let caa = zone.records[id].type == .caa ? CAAValue(of: id, in: zone)?.with(value) : nil
        guard !isWrongSPF, caa?.mistake == nil else { return [] }
        let edit = Edit(replace: SourceSpan(last.source, range), with: quoted.text)
        return [Fix("put the whole value in quotes", .unsafe, [edit])]
    }

    /// The record that the semicolon cuts off.
    private static func record(_ problem: ZoneProblem, _ context: ZoneContext) -> RecordID? {
        let zone = context.zone
        // Each record at the name is read again to find the one, so this takes too long for a name with very many records.
        guard let owner = problem.owner, let last = problem.related, zone.records(at: owner).count <= 100 else {
            return nil
        }
        return zone.records(at: owner).first { id in
            [.txt, .spf, .caa, .svcb, .https].contains(zone.records[id].type)
                && zone.fields(of: id).rdata.last?.span == last
        }
    }
}

// MARK: - Messages

extension UnquotedSemicolon {
    private static func hasEntity(_ problem: ZoneProblem, _ span: SourceSpan, _ context: ZoneContext) -> Finding {
        let text = span.text
        let (entity, character) = HTMLEntity.first(in: text) ?? (";", ";")
        return Finding(
            info,
            "`\(entity)` is HTML for `\(character)`, and its `;` cuts off the text",
            at: LabelledSpan(problem.span, "read as a comment, not published"),
            why: "a zone file has no such entities, so the text before the `;` is published as it is",
            help: "write `\(character)` in place of `\(entity)`",
            related: problem.related.map { [LabelledSpan($0, "the published text ends here")] } ?? [],
            fixes: [
                Fix(
                    "write the characters in place of their entities", .unsafe,
                    [Edit(replace: span, with: HTMLEntity.decoded(text))])
            ],
            subject: context.subject(of: problem)
        )
    }

    private static func cutsParameters(_ problem: ZoneProblem, _ id: RecordID, _ context: ZoneContext) -> Finding {
        let zone = context.zone
        let words = problem.span.text.split { " \t;".contains($0) }
        let first = zone.fields(of: id).rdata.dropFirst(2).map(\.span.text)
        // A protocol is one more value of the parameter before it.
        let cut = words.map { ($0.contains("=") || $0.hasPrefix("no-") ? " " : ",") + $0 }.joined()
        let all = first.joined(separator: " ") + cut
        let hasProtocol = cut.hasPrefix(",")
        let help = hasProtocol ? "separate the protocols by commas" : "separate the parameters by spaces"
        return Finding(
            info,
            "the unquoted `;` cuts off \(hasProtocol ? "protocols" : "parameters") of the \(zone.records[id].type) record",
            at: LabelledSpan(problem.span, "read as a comment, not published"),
            why: "outside quotes, `;` starts a comment, so clients do not see what is after it",
            help: "\(help): \(Words.quoted(all, limit: 120))",
            related: problem.related.map { [LabelledSpan($0, "the published data end here")] } ?? [],
            fixes: [
                Fix(help, .unsafe, [Edit(replace: problem.span, with: cut)])
            ],
            subject: context.subject(of: problem)
        )
    }

    private static func cutOff(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the unquoted `;` cuts off the text",
            at: LabelledSpan(problem.span, "read as a comment, not published"),
            why: "outside quotes, `;` starts a comment, so only the text before it is published",
            help: "put the whole value in double quotes",
            related: problem.related.map { [LabelledSpan($0, "the published text ends here")] } ?? [],
            fixes: fix(problem, context),
            subject: context.subject(of: problem)
        )
    }
}
