import DNS
import Diagnostics
import ZoneFile

/// Z264: an SPF record in several strings without spaces between its parts.
enum SPFInSeveralStrings: ZoneRule {
    static let info = RuleInfo(
        "Z264",
        "spf-in-several-strings",
        .warning,
        fix: .unsafe,
        summary: "the parts of an SPF record run into each other, because they are separate strings",
        page: RulePage(
            whatItChecks: """
                Reports TXT records that begin with `v=spf1`, have several strings, and are a valid SPF record only with \
                spaces between the strings.
                """,
            whyItMatters: """
                Without quotes, each word is a string of its own. Receivers join the strings of a TXT record with nothing \
                between them, so `v=spf1 a -all` becomes `v=spf1a-all`, which is not an SPF record.
                """,
            howToFix: """
                Put the whole value in one pair of quotes. Several strings, as for a value of more than 255 octets, need \
                the spaces inside the quotes: `"v=spf1 a " "-all"`.
                """,
            references: ["RFC 7208 §3.3", "RFC 1035 §5.1"]
        ),
        examples: [
            .bad(
                """
                @    IN TXT «v=spf1 a mx include:_spf.example.net ~all»
                mail IN TXT «"v=spf1" "a" "-all"»
                news IN TXT «"v=spf1 include:_spf.example.net" "~all"»
                shop IN TXT «"v=spf1 a:mail.example.net" "include:_spf.example.net -all"»

                """
            ),
            .good(
                """
                @    IN TXT "v=spf1 a " "-all"
                mail IN TXT "v=spf1 ip4:192.0.2" ".0/24 -all"
                news IN TXT v=spf1

                """
            ),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for id in context.mail.splitSPF { findings.report(runsTogether(context, id)) }
    }

    /// Whether text follows that a semicolon made a comment.
    private static func isCutOff(_ span: SourceSpan) -> Bool {
        var at = span.range.upperBound
        guard at < span.source.count, span.source[at] == UInt8(ascii: ";") else { return false }
        repeat { at += 1 } while at < span.source.count && (span.source[at] == 0x20 || span.source[at] == 0x09)
        return at < span.source.count && span.source[at] != 0x0A && span.source[at] != 0x0D
    }

    /// Puts all strings in one pair of quotes.
    private static func fix(_ fields: RecordFields, _ span: SourceSpan) -> [Fix] {
        // Text on several lines or with comments is rewritten by a person.
        guard !span.text.contains(where: { "();\u{FFFD}".contains($0) || $0.isNewline }) else { return [] }
        var text = fields.rdata[0].text
        for (left, right) in zip(fields.rdata, fields.rdata.dropFirst()) {
            if !left.text.hasSuffix(" "), !right.text.hasPrefix(" "), left.text.utf8.count < 255 { text += " " }
            text += right.text
        }
        // What is still wrong is for a person to decide, as is text after a semicolon.
        guard SPFRecord(Array(text.utf8)).map(\.problems.isEmpty) ?? false, !isCutOff(span),
            let quoted = QuotedText(text)
        else { return [] }
        return [Fix("put the whole value in quotes", .unsafe, [Edit(replace: span, with: quoted.text)])]
    }
}

// MARK: - Messages

extension SPFInSeveralStrings {
    private static func runsTogether(_ context: ZoneContext, _ id: RecordID) -> Finding {
        let fields = context.zone.fields(of: id)
        let span = TextValue.span(of: 0..<0, in: id, context.zone)
        let value = Words.quoted(TextValue(of: id, in: context.zone).text, limit: 80)
        return Finding(
            info,
            "the SPF record has \(Words.count(fields.rdata.count, "string")) without spaces between them",
            at: LabelledSpan(span, "read as \(value)"),
            why: "receivers join the strings with nothing between them, so they find no valid SPF record of "
                + context.quoted(context.zone.records[id].owner),
            help: "put the whole value in one pair of double quotes",
            fixes: fix(fields, span),
            subject: context.subject(of: id)
        )
    }
}
