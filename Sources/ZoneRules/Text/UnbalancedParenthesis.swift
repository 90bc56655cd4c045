import Diagnostics
import ZoneFile

/// Z106: a parenthesis without its counterpart.
enum UnbalancedParenthesis: ZoneRule {
    static let info = RuleInfo(
        "Z106",
        "unbalanced-parenthesis",
        .error,
        fix: .safe,
        summary: "a parenthesis is not closed, closes nothing, or is opened on the next line",
        page: RulePage(
            whatItChecks: """
                Reports opening parentheses that are never closed, and closing ones without an opening one. The \
                position of the missing parenthesis is deduced from the following lines: a line that is clearly a \
                record of its own ends the previous record. Also reports records that continue on the next line before a \
                parenthesis is opened, or without any. The rest of the file is checked as usual.
                """,
            whyItMatters: """
                Inside parentheses, line breaks do not end a record (RFC 1035 §5.1), so an unclosed parenthesis \
                swallows the records after it. BIND and Knot refuse to load the zone and report the last line of the \
                file.
                """,
            howToFix: """
                Close the parenthesis where the record ends, or remove the extra one. Open it on the first line of the \
                record.
                """,
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad(
                """
                _matrix-fed._tcp IN SRV «(» 10 5 8448
                                        matrix.example.net.
                www              IN A   192.0.2.10

                """
            ),
            .bad("info IN TXT «(» \"größer\"\r\n\t\"als\"\r\nwww IN A 192.0.2.10\r\n"),
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. hostmaster.example.com.
                  «(»
                  2026112101 ; serial
                  7200
                  3600
                  1209600
                  3600 )
                  IN NS ns1.example.net.
                  IN NS ns2.example.net.

                """,
                continuation: false
            ),
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. «hostmaster.example.com.»
                  2026112101 ; serial
                  7200 3600
                  1209600
                  3600 )
                @ IN NS ns1.example.net.
                @ IN NS ns2.example.net.

                """,
                continuation: false
            ),
            .bad(
                """
                $TTL 3600
                @ IN SOA ns1.example.net. hostmaster.example.com. «{»
                  2026112101 ; serial
                  7200 3600
                  1209600
                  3600
                }
                @ IN NS ns1.example.net.
                @ IN NS ns2.example.net.

                """,
                continuation: false
            ),
            .bad("info IN TXT «\"größer \"»\n    \"als\" ; one\n    \"2\"\nwww IN A 192.0.2.10\n"),
            .bad("_matrix-fed._tcp IN SRV\n    «(» 10 5 8448 matrix.example.net. )\nwww IN A 192.0.2.10\n"),
            .bad("www IN A 192.0.2.10 «)»\nmail IN A 192.0.2.11\n"),
            .bad("info IN TXT ( \"a\"\n    \"b\" «]»\nwww IN A 192.0.2.10\n"),
            .bad("_matrix-fed._tcp IN SRV «{» 10 5\n    8448 matrix.example.net. }\nwww IN A 192.0.2.10\n"),
            .bad(
                "_matrix-fed._tcp IN SRV «[» 10 5 8448\n    matrix.example.net. )\ninfo IN TXT «{»\n  \"a\"\n  \"b\"\n}\n"
            ),
            .bad("; k IN TXT (\n    «\"a\"»\n    \"b\"\n  )\nwww IN A 192.0.2.10\n"),
            .bad("www IN A 192.0.2.10\n;_matrix-fed._tcp IN SRV ( 10 5\n    «8448 matrix.example.net. )»\n"),
            .good("_matrix-fed._tcp IN SRV ( 10 5 8448 ; (\n    matrix.example.net. )\ninfo IN TXT \"(\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems {
            switch problem.kind {
            case .parenthesisNotClosed: findings.report(notClosed(problem, context))
            case .parenthesisNotOpened: findings.report(notOpened(problem, context))
            case .commentedRecord: findings.report(isInCommentedRecord(problem, context))
            case .parenthesisOnNextLine: findings.report(isOnNextLine(problem, context))
            case .parenthesisMissing: findings.report(isMissing(problem, context))
            default: break
            }
        }
    }
}

// MARK: - Messages

extension UnbalancedParenthesis {
    private static func notClosed(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        if let brace = problem.related { return isClosedByBrace(problem, brace, context) }
        let commented = CommentedParenthesis(after: problem.span)
        return Finding(
            info,
            "the parenthesis is not closed",
            at: LabelledSpan(problem.span, "opened here"),
            why: "the record continues on the following lines; BIND and Knot refuse to load the zone",
            help: commented.map {
                "write the `)` of line \($0.span.start.line) before the `;`: it is part of the comment"
            }
                ?? "add `)` where the record ends",
            related: commented.map { [LabelledSpan($0.span, "part of the comment")] } ?? [],
            fixes: commented.map { [Fix("write `)` before the comment", .unsafe, $0.edits)] } ?? [],
            subject: context.subject(of: problem)
        )
    }

    private static func isInCommentedRecord(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let lines = CommentedRecordLines(problem.span)
        let isSingle = lines.all.count == 1
        return Finding(
            info,
            isSingle
                ? "the line continues a record that is commented out"
                : "\(lines.all.count) lines continue a record that is commented out",
            at: LabelledSpan(lines.first, isSingle ? "not a comment" : "the first of these lines"),
            why: "the `(` in the comment opens nothing, so BIND, Knot and NSD refuse to load the zone",
            help: isSingle ? "put `;` before the line as well" : "put `;` before each of these lines as well",
            related: problem.related.map { [LabelledSpan($0, "the record begins here")] } ?? [],
            fixes: [Fix("put `;` before the rest of the record", .unsafe, lines.edits)],
            subject: context.subject(of: problem)
        )
    }

    private static func notOpened(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the closing parenthesis has no opening one",
            at: LabelledSpan(problem.span, "no parenthesis is open here"),
            why: "BIND, Knot and NSD refuse to load the zone",
            help: isAtEnd(problem.span)
                ? "remove it" : "remove it, or add `(` before the first line break of the record",
            fixes: isAtEnd(problem.span)
                ? [Fix("remove it", .safe, [Edit(replace: withSpace(problem.span), with: "")])] : [],
            subject: context.subject(of: problem)
        )
    }

    /// Whether the parenthesis is the last text on the line of a record, which ends there without it.
    private static func isAtEnd(_ span: SourceSpan) -> Bool {
        let (source, line) = (span.source, span.source.range(ofLine: span.start.line))
        let words = source.text(in: line.lowerBound..<span.range.lowerBound).uppercased().split {
            $0 == " " || $0 == "\t"
        }
        // It may be one of the characters of a text, or of a name.
        guard [0x20, 0x09].contains(source[max(span.range.lowerBound, 1) - 1]),
            !words.contains(where: { ["TXT", "SPF", "HINFO", "NAPTR", "CAA", "URI"].contains($0) })
        else { return false }
        return source.isLineEnd(after: span.range.upperBound)
            && ![0x20, 0x09, UInt8(ascii: ")")].contains(source[line.lowerBound])
    }

    /// The parenthesis with the white space before it.
    private static func withSpace(_ span: SourceSpan) -> SourceSpan {
        var start = span.range.lowerBound
        while start > 0, [0x20, 0x09].contains(span.source[start - 1]) { start -= 1 }
        return SourceSpan(span.source, start..<span.range.upperBound)
    }
}
