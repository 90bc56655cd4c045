import DNS
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
                probably not meant at all; it has a fix only if the line can be read. The fix is unsafe if servers publish the \
                character as a part of a name or of a text.
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
        let problems = context.zone.problems.filter { if case .unicodeSpace = $0.kind { true } else { false } }
        guard !problems.isEmpty else { return }
        var types: [Line: RecordType]?
        let corrections = problems.map { problem -> Correction in
            if isBeforeOwner(problem.span) { return .removal }
            if ["\u{2028}", "\u{2029}", "\u{85}"].contains(problem.span.text) { return .lineBreak }
            if touchesWords(problem.span) {
                let known = types ?? lines(context.zone)
                types = known
                if let type = known[Line(problem.span)], type == .txt || type == .spf { return .quotes }
            }
            guard isWithoutWidth(problem.span) else { return .space }
            guard touchesWords(problem.span) else { return .removal }
            return (types ?? [:])[Line(problem.span)] != nil ? .space : .unknown
        }
        // Those on one line and the lines after it come from one place.
        var groups: [[Int]] = []
        for number in problems.indices {
            if let last = groups.last?.last,
                isSame(problems[last], problems[number], corrections[last], corrections[number])
            {
                groups[groups.count - 1].append(number)
            } else {
                groups.append([number])
            }
        }
        let spaces = SpacesInNames(context.zone)
        for group in groups {
            let found = group.map { problems[$0] }
            let isCertain = !found.contains { isDoubtful($0.span) || spaces.contains($0.span) }
            findings.report(self.spaces(found, corrections[group[0]], isCertain: isCertain, context))
        }
    }

    private enum Correction {
        /// A space instead of it.
        case space
        /// A line break: the character was meant as one.
        case lineBreak
        /// Quotes around the text, of which the character is a part.
        case quotes
        /// Nothing: the character has no width, and is beside white space or the start of the line.
        case removal
        /// The character has no width, and is inside a word of a line that could not be read.
        case unknown
    }

    private static func isSame(
        _ last: ZoneProblem, _ next: ZoneProblem, _ lastCorrection: Correction, _ correction: Correction
    ) -> Bool {
        last.kind == next.kind && lastCorrection == correction && last.span.source === next.span.source
            && (0...1).contains(next.span.start.line - last.span.start.line)
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

    /// The lines at which records begin, with their types.
    private static func lines(_ zone: Zone) -> [Line: RecordType] {
        Dictionary(
            zone.records.map { (Line(zone.sources[Int($0.source)], Int($0.start)), $0.type) }, uniquingKeysWith: { $1 })
    }

    /// Whether the characters are at the start of a line, directly in front of an owner.
    private static func isBeforeOwner(_ span: SourceSpan) -> Bool {
        let source = span.source
        guard span.range.lowerBound == source.range(ofLine: span.start.line).lowerBound else { return false }
        var end = span.range.upperBound
        while end < source.count, source[end] > 0x20, !"();\"".utf8.contains(source[end]) { end += 1 }
        let word = source.text(in: span.range.upperBound..<end)
        let isTime =
            word.first?.isNumber ?? false
            && Array(word.utf8).withUnsafeBufferPointer {
                if case .value = TimeUnits.read($0) { true } else { false }
            }
        return !word.isEmpty && !isTime && RecordClass(mnemonic: word) == nil && RecordType(mnemonic: word) == nil
    }

    /// Whether a line begins with the character and a word that may be an owner, or the TTL, class or type of the owner before; or
    /// whether the character is in a word of the first column, which may be one name.
    private static func isDoubtful(_ span: SourceSpan) -> Bool {
        let start = span.source.range(ofLine: span.start.line).lowerBound
        if span.range.lowerBound == start { return !isBeforeOwner(span) }
        return touchesWords(span) && !(start..<span.range.lowerBound).contains { span.source[$0] <= 0x20 }
    }

    private static func isWithoutWidth(_ span: SourceSpan) -> Bool {
        span.source.text(in: span.range).unicodeScalars.allSatisfy { ["\u{200B}", "\u{FEFF}"].contains($0) }
    }

    /// Whether there is a word before the character and another one after it.
    private static func touchesWords(_ span: SourceSpan) -> Bool {
        func isWord(_ offset: Int) -> Bool {
            offset >= 0 && offset < span.source.count
                && ![0x20, 0x09, 0x0A, 0x0D, 0x28, 0x29].contains(span.source[offset])
        }
        return isWord(span.range.lowerBound - 1) && isWord(span.range.upperBound)
    }
}

// MARK: - Messages

extension UnicodeSpaces {
    /// - Parameter problems: at least one, all of the same character.
    private static func spaces(
        _ problems: [ZoneProblem], _ correction: Correction, isCertain: Bool, _ context: ZoneContext
    ) -> Finding {
        let problem = problems[0]
        var scalar: Unicode.Scalar = " "
        if case .unicodeSpace(let space) = problem.kind { scalar = space }
        let name = scalar.properties.name?.lowercased() ?? "control character"
        let code = String(scalar.value, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
        let isSingle = problems.count == 1
        let isInWord = correction == .removal || correction == .unknown
        let help: String
        switch correction {
        case .lineBreak: help = isSingle ? "replace it with a line break" : "replace them with line breaks"
        case .quotes: help = "put the text in double quotes, with a space in place of the character"
        case .space: help = isSingle ? "replace it with a space" : "replace them with spaces"
        case .removal, .unknown: help = isSingle ? "remove it" : "remove them"
        }
        let edits = problems.map {
            Edit(replace: $0.span, with: correction == .space ? " " : correction == .lineBreak ? "\n" : "")
        }
        return Finding(
            info,
            isSingle
                ? "the text contains \("aeiou".contains(name.first ?? "c") ? "an" : "a") \(name)"
                : "the text contains \(name)s in \(problems.count) places",
            at: LabelledSpan(problem.span, "\(name), U+\(padded)"),
            why: correction == .quotes
                ? "name servers read it as part of the text, and publish it"
                : isInWord
                    ? "name servers read it as part of the word: they refuse to load the zone, or publish another name"
                    : "name servers read it as part of the adjacent word and refuse to load the zone",
            help: help,
            related: problems.dropFirst().prefix(8).map { LabelledSpan($0.span, "another one") },
            fixes: correction == .unknown || correction == .quotes
                ? [] : [Fix(help, isCertain ? .safe : .unsafe, edits)],
            subject: context.subject(of: problem)
        )
    }
}
