import Diagnostics
import ZoneFile

/// Z119: a Unicode space that does not separate fields.
enum UnicodeSpaces: ZoneRule {
    static let info = RuleInfo(
        "Z119",
        "unicode-space",
        .error,
        fix: .safe,
        summary: "a no-break space or another Unicode space between fields",
        page: RulePage(
            whatItChecks: """
                Reports no-break, typographic, ideographic and zero-width spaces between fields. They occur in text \
                copied from web pages and word processors. srvlint reads them as spaces. Inside a word, one without width is \
                probably not meant at all; it has a fix only if the line can be read.
                """,
            whyItMatters: """
                They look like spaces but do not separate fields: `IN` and `A` with a no-break space between them are \
                one unknown word. BIND, Knot, NSD and ldns refuse to load the zone. One without width in a name is a part of \
                the name: BIND and NSD load the zone, and nobody looks up that name.
                """,
            howToFix: "Replace the character with a space. Remove one without width that is inside a word.",
            references: ["RFC 1035 §5.1"]
        ),
        examples: [
            .bad("www IN«\u{A0}»A 192.0.2.10\nmail IN A 192.0.2.11\n"),
            .bad(
                "_matrix-fed._tcp IN SRV (\n\t10«\u{2003}\u{A0}»5\t8448 ; größer\n\tmatrix.example.net.«\u{200B}» )\r\n"
            ),
            .bad("@ IN MX 10 mail«\u{200B}».example.net.\n"),
            .bad("www IN CNAME exam«\u{200B}»ple.net.\nmail IN A 192.0.2.11\n"),
            .good("www IN A 192.0.2.10 ; a\u{A0}b\nmail IN TXT \"a\u{A0}b\"\n"),
        ]
    )

    static func check(_ context: ZoneContext, into findings: inout FindingSink) {
        var readLines: Set<Line>?
        for problem in context.zone.problems {
            guard case .unicodeSpace(let scalar) = problem.kind else { continue }
            var isInWord = false
            if isWithoutWidth(problem.span), touchesWords(problem.span) {
                let read = readLines ?? lines(context.zone)
                readLines = read
                isInWord = !read.contains(Line(problem.span))
            }
            findings.report(space(problem, scalar, context, isInWord: isInWord))
        }
    }

    private struct Line: Hashable {
        let source: ObjectIdentifier
        let start: Int

        init(_ source: SourceFile, _ start: Int) {
            self.source = ObjectIdentifier(source)
            self.start = start
        }

        init(_ span: SourceSpan) {
            self.init(span.source, span.source.range(ofLine: span.start.line).lowerBound)
        }
    }

    /// The lines at which records begin.
    private static func lines(_ zone: Zone) -> Set<Line> {
        Set(zone.records.map { Line(zone.sources[Int($0.source)], Int($0.start)) })
    }

    private static func isWithoutWidth(_ span: SourceSpan) -> Bool {
        span.source.text(in: span.range).unicodeScalars.allSatisfy { ["\u{200B}", "\u{FEFF}"].contains($0) }
    }

    /// Whether there is a word after the character, and another word or the start of the line before it.
    private static func touchesWords(_ span: SourceSpan) -> Bool {
        func isWhiteSpace(_ offset: Int) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(span.source[offset]) }
        let (start, end) = (span.range.lowerBound, span.range.upperBound)
        let isAtStart = start == span.source.range(ofLine: span.start.line).lowerBound
        return end < span.source.count && !isWhiteSpace(end) && (isAtStart || !isWhiteSpace(start - 1))
    }
}

// MARK: - Messages

extension UnicodeSpaces {
    private static func space(_ problem: ZoneProblem, _ scalar: Unicode.Scalar, _ context: ZoneContext, isInWord: Bool)
        -> Finding
    {
        let name = scalar.properties.name?.lowercased() ?? "control character"
        let code = String(scalar.value, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
        return Finding(
            info,
            "the text contains \("aeiou".contains(name.first ?? "c") ? "an" : "a") \(name)",
            at: LabelledSpan(problem.span, "\(name), U+\(padded)"),
            why: isInWord
                ? "name servers read it as part of the word: they refuse to load the zone, or publish another name"
                : "name servers read it as part of the adjacent word and refuse to load the zone",
            help: isInWord ? "remove it" : "replace it with a space",
            fixes: isInWord ? [] : [Fix("replace it with a space", .safe, [Edit(replace: problem.span, with: " ")])],
            subject: context.subject(of: problem)
        )
    }
}
