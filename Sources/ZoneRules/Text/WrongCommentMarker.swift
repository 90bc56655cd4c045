import DNS
import Diagnostics
import ZoneFile

/// Z120: a comment that starts with `#`, `//` or `/*` instead of `;`.
enum WrongCommentMarker: ZoneRule {
    static let info = RuleInfo(
        "Z120",
        "wrong-comment-marker",
        .error,
        fix: .safe,
        summary: "a comment starts with `#`, `//` or `/*` instead of `;`",
        page: RulePage(
            whatItChecks: """
                Reports `#`, `//` and `/* … */` at the start of a line and after a complete record or directive. srvlint \
                reads the rest of the line, or the lines up to `*/`, as a comment.
                """,
            whyItMatters: """
                Only `;` starts a comment in a zone file. BIND, Knot, NSD and ldns read the text as a record or as \
                more data, and refuse to load the zone.
                """,
            howToFix: "Write `;` instead.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("«# the \"web server (größer)»\nwww IN A 192.0.2.10\n"),
            .bad("www IN A 192.0.2.10 «// the web server's address»\r\nmail IN A 192.0.2.11\r\n"),
            .bad(
                "$ORIGIN example.com. «# the zone»\n_matrix-fed._tcp IN SRV (\n\t10 5 8448 matrix.example.net. ) «# (one»\n"
            ),
            .bad("«/* the \"servers\"\n   of the office */»\nwww IN A 192.0.2.10 «/* web */»\n"),
            .good("; # the web server\nwww IN TXT \"# // ;\" ; // text\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        for problem in context.zone.problems where problem.kind == .foreignComment {
            findings.report(comment(problem, context))
        }
    }
}

// MARK: - Messages

extension WrongCommentMarker {
    private static func comment(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let text = problem.span.text
        let sign = text.hasPrefix("#") ? "#" : String(text.prefix(2))
        let isBlock = sign == "/*"
        if let file = includedFile(text) { return isInclude(problem, file, context) }
        return Finding(
            info,
            "`\(sign)` does not start a comment",
            at: LabelledSpan(problem.span, "read as data"),
            why: "only `;` starts a comment in a zone file, so name servers refuse to load the zone",
            help: isBlock
                ? endsBefore(problem.span)
                    ? "write the comment at the end of the line, after `;`: only there it hides nothing else"
                    : "write `;` at the beginning of each line of the comment" : "write `;` instead of `\(sign)`",
            // A comment that ends on its line would hide what follows, and one that ends elsewhere has a second part.
            fixes: isBlock && endsBefore(problem.span)
                ? moved(problem.span)
                : isBlock && !text.hasSuffix("*/")
                    ? [] : markFix(problem.span, sign, isRecord: isRecord(problem.span, sign)),
            subject: context.subject(of: problem)
        )
    }

    /// Whether the text after the sign at the start of a line is a record, which BIND publishes with the sign in its owner.
    private static func isRecord(_ span: SourceSpan, _ sign: String) -> Bool {
        guard span.range.lowerBound == span.source.range(ofLine: span.start.line).lowerBound else { return false }
        let words = span.text.dropFirst(sign.utf8.count).split(whereSeparator: \.isWhitespace)
        guard let type = words.dropFirst().prefix(4).firstIndex(where: { RecordType(mnemonic: $0) != nil }) else {
            return false
        }
        return type + 1 < words.count
    }

    /// Writes `;` for the sign. Records that inherit the owner from the line would become those of another one.
    private static func markFix(_ span: SourceSpan, _ sign: String, isRecord: Bool) -> [Fix] {
        let source = span.source
        let next = source.range(ofLine: span.end.line + 1).lowerBound
        let isInherited =
            next < source.count && (source[next] == 0x20 || source[next] == 0x09)
            && !source.isLineEnd(after: next)
        guard !isRecord || !isInherited else { return [] }
        return [Fix("write `;`", isRecord ? .unsafe : .safe, marks(in: span, sign))]
    }

    /// Whether a comment `/* … */` ends in front of other text than a comment.
    private static func endsBefore(_ span: SourceSpan) -> Bool {
        span.text.hasSuffix("*/") && !span.source.isLineEnd(after: span.range.upperBound)
    }

    /// Moves the comment to the end of its line, where it hides nothing.
    private static func moved(_ span: SourceSpan) -> [Fix] {
        let source = span.source
        let rest = source.text(in: span.range.upperBound..<source.range(ofLine: span.start.line).upperBound)
        let text = span.text.dropFirst(2).dropLast(2)
        guard !rest.contains(where: { ";\"()".contains($0) }), !rest.contains("/*"), !text.contains(where: \.isNewline)
        else { return [] }
        let start = source.fieldStart(after: span.range.upperBound)
        let content = rest.prefix { !$0.isNewline }
        let trimmed = content.utf8.count - content.reversed().prefix { $0 == " " || $0 == "\t" }.count
        let end = span.range.upperBound + trimmed
        let comment = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return [
            Fix(
                "move it to the end of the line", .safe,
                [
                    Edit(replace: SourceSpan(source, span.range.lowerBound..<start), with: ""),
                    Edit(replace: SourceSpan(source, end..<end), with: " ; \(comment)"),
                ])
        ]
    }

    /// Replaces the sign, and begins each further line of a comment `/* … */` with `;`.
    private static func marks(in span: SourceSpan, _ sign: String) -> [Edit] {
        let (source, range) = (span.source, span.range)
        var edits = [
            Edit(replace: SourceSpan(source, range.lowerBound..<range.lowerBound + sign.utf8.count), with: ";")
        ]
        guard sign == "/*" else { return edits }
        let end = range.upperBound - 2
        let hasEnd = end > range.lowerBound + 1 && source.text(in: end..<range.upperBound) == "*/"
        for at in range.dropFirst() {
            let isLineStart = source[at - 1] == 0x0A || source[at - 1] == 0x0D && source[at] != 0x0A
            let isEnd = hasEnd && at == end
            guard isLineStart || isEnd else { continue }
            let part = at..<(isEnd ? range.upperBound : at)
            edits.append(Edit(replace: SourceSpan(source, part), with: isLineStart ? ";" : ""))
        }
        return edits
    }

    /// The name of the file in `#include "hosts.inc"`, as in C.
    private static func includedFile(_ text: String) -> String? {
        let words = text.split { $0 == " " || $0 == "\t" }
        guard words.count == 2, words[0].lowercased() == "#include" else { return nil }
        let name = words[1].filter { !"\"<>'".contains($0) }
        return name.isEmpty ? nil : name
    }

    private static func isInclude(_ problem: ZoneProblem, _ file: String, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "`#include` is not a directive",
            at: LabelledSpan(problem.span, "read as data"),
            why: "name servers refuse to load the zone, and the records of the file are missing in it",
            help: "write \(Words.quoted("$INCLUDE \(file)"))",
            subject: context.subject(of: problem)
        )
    }
}
