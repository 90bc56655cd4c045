import Diagnostics
import ZoneFile

/// Z107: a quoted string that is not closed on its line.
enum UnterminatedQuote: ZoneRule {
    static let info = RuleInfo(
        "Z107",
        "unterminated-quote",
        .error,
        summary: "a quoted string is not closed on its line",
        page: RulePage(
            whatItChecks: """
                Reports strings whose closing quote is missing on the line where they start. A string that is closed on one of \
                the next lines is reported once, and its record is not checked further.
                """,
            whyItMatters: """
                BIND and Knot refuse to load the zone. NSD searches for the quote up to the end of the file and publishes the \
                line breaks, and ldns ends the string at the end of the line.
                """,
            howToFix: """
                Close the string. Write a long text as several quoted strings, inside parentheses if they are on \
                several lines. Write a quote inside the text as `\\"`.
                """,
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("info IN TXT «\"hello world»\nwww IN A 192.0.2.10\n"),
            .bad("info IN TXT ( \"größe\"\n    «\"of ; 2 )»\nwww IN A 192.0.2.10\n"),
            .bad("_matrix-fed._tcp\tIN SRV 10 5 8448 «\"matrix.example.net.»\r\nwww IN A 192.0.2.10\r\n"),
            .bad("info IN TXT «\"hello»\n world\"\nwww IN A 192.0.2.10\n"),
            .bad("info IN TXT ( «\"hello»\n    wide\n  world\" \"!\" )\nwww IN A 192.0.2.10\n"),
            .bad("a._domainkey IN TXT «\"v=DKIM1; k=rsa; p=MIIB»\n  IjANBgk\"\nwww IN A 192.0.2.10\n"),
            .good("info IN TXT ( \"hello\"\n    \"a \\\"world\\\"\" )\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .quoteNotClosed: findings.report(notClosed(problem, context))
            case .quoteSpansLines: findings.report(spansLines(problem, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension UnterminatedQuote {
    /// A mark at the end of the string that was meant to close it, as a part of the line, and what is wrong with it.
    private static func wrongEnd(_ span: SourceSpan) -> (range: Range<Int>, message: String)? {
        var end = span.range.upperBound
        while end > span.range.lowerBound, [0x20, 0x09].contains(span.source[end - 1]) { end -= 1 }
        let text = span.source.text(in: span.range.lowerBound..<end)
        if text.utf8.count > 2, text.hasSuffix("\\\""), !text.hasSuffix("\\\\\"") {
            return (end - 2..<end, "the quotation mark at the end of the string is escaped")
        }
        let isApostrophe = text.utf8.count > 2 && text.hasSuffix("'") && text.count { $0 == "'" } == 1
        return isApostrophe ? (end - 1..<end, "the string is closed with another quotation mark") : nil
    }

    /// The start of the text whose opening quotation mark is missing, if the span is only the closing one of a TXT record.
    private static func startOfText(_ span: SourceSpan, _ zone: Zone) -> Int? {
        let start = span.range.lowerBound
        guard span.text.trimmingSpaces == "\"", start > 0, span.source[start - 1] > 0x20 else { return nil }
        let line = span.source.range(ofLine: span.start.line)
        // The records of one file are in its order.
        guard zone.sources.count == 1 else { return nil }
        var (low, high) = (0, zone.records.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(zone.records[middle].start) < line.lowerBound { low = middle + 1 } else { high = middle }
        }
        let record = low < zone.records.count && line.contains(Int(zone.records[low].start)) ? zone.records[low] : nil
        guard let record, record.type == .txt || record.type == .spf, Int(record.rdata) < start,
            !span.source.text(in: Int(record.rdata)..<start).contains(where: { "\"();".contains($0) })
        else { return nil }
        return Int(record.rdata)
    }

    private static func notClosed(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let source = problem.span.source
        if let (range, message) = wrongEnd(problem.span) {
            let mark = SourceSpan(source, range)
            return Finding(
                info,
                message,
                at: LabelledSpan(mark, "does not close the string"),
                why: "BIND, Knot and NSD refuse to load the zone",
                help: "write `\"` in place of \(Words.quoted(mark.text))",
                fixes: [Fix("write `\"`", .safe, [Edit(replace: mark, with: "\"")])],
                subject: context.subject(of: problem)
            )
        }
        if let start = startOfText(problem.span, context.zone) {
            let text = source.text(in: start..<problem.span.range.lowerBound)
            return Finding(
                info,
                "the opening quotation mark of the text is missing",
                at: LabelledSpan(
                    SourceSpan(source, start..<problem.span.range.lowerBound), "expected `\"` before this"),
                why: "BIND, Knot and NSD refuse to load the zone",
                help: "write \(Words.exact("\"\(text)\""))",
                fixes: [
                    Fix(
                        "write `\"` before the text", .safe,
                        [Edit(replace: SourceSpan(source, start..<start), with: "\"")])
                ],
                subject: context.subject(of: problem)
            )
        }
        return Finding(
            info,
            "the string is not closed on its line",
            at: LabelledSpan(problem.span, "the closing `\"` is missing"),
            why: "BIND, Knot and NSD refuse to load the zone",
            help: "add `\"` where the string ends; write a quote inside the text as `\\\"`",
            subject: context.subject(of: problem)
        )
    }

    private static func spansLines(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the string continues on the next line",
            at: LabelledSpan(problem.span, "a string ends on its line"),
            why: "BIND refuses to load the zone; NSD publishes the line break as a part of the text",
            help: "close the string with `\"`, open it again on the next line, and put `(` and `)` around both parts",
            subject: context.subject(of: problem)
        )
    }
}

extension String {
    fileprivate var trimmingSpaces: Substring {
        var text = self[...]
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
