import Diagnostics
import ZoneFile

/// Two lines of backticks, between which Markdown has a block of code.
struct MarkdownFences {
    /// The number of the problem of the first line.
    let opening: Int
    let spans: [SourceSpan]

    /// The pairs of a zone, by the numbers of both problems. A file with more such lines has no pair.
    static func survey(_ problems: [ZoneProblem]) -> [Int: MarkdownFences] {
        let fences = problems.indices.filter { isFence(problems[$0]) }
        var pairs: [Int: MarkdownFences] = [:]
        for (_, numbers) in fences.grouped(by: { ObjectIdentifier(problems[$0].span.source) }) where numbers.count == 2
        {
            let pair = MarkdownFences(opening: numbers[0], spans: numbers.map { problems[$0].span })
            for number in numbers { pairs[number] = pair }
        }
        return pairs
    }

    /// The edits that remove both lines.
    var removal: [Edit] {
        spans.map { span in
            let lines = [span.start.line, span.start.line + 1].map { span.source.range(ofLine: $0).lowerBound }
            return Edit(replace: SourceSpan(span.source, lines[0]..<lines[1]), with: "")
        }
    }

    private static func isFence(_ problem: ZoneProblem) -> Bool {
        let (source, start) = (problem.span.source, problem.span.range.lowerBound)
        return problem.kind == .missingType && problem.span.range.count > 2
            && (start..<start + 3).allSatisfy { source[$0] == UInt8(ascii: "`") }
    }
}

// MARK: - Messages

extension MissingField {
    static func isBetweenFences(_ fences: MarkdownFences, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "lines that begin with three backticks are not records",
            at: LabelledSpan(fences.spans[0], "begins a block of code in Markdown"),
            why: "name servers refuse to load a zone with such records",
            help: "remove both lines",
            related: [LabelledSpan(fences.spans[1], "ends the block")],
            fixes: [Fix("remove both lines", .safe, fences.removal)],
            subject: context.subject(of: context.zone.problems[fences.opening])
        )
    }
}
