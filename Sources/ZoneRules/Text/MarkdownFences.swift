import Diagnostics
import ZoneFile

/// Two lines of backticks, between which Markdown has a block of code.
struct MarkdownFences {
    /// The number of the problem of the first line.
    let opening: Int
    let spans: [SourceSpan]

    /// - Parameter number: the problem of one of the two lines.
    /// - Returns: `nil` if it is not such a line, or there is no other one.
    init?(_ problems: [ZoneProblem], at number: Int) {
        guard Self.isFence(problems[number]) else { return nil }
        let source = problems[number].span.source
        let fences = problems.indices.filter { problems[$0].span.source === source && Self.isFence(problems[$0]) }
        guard fences.count == 2 else { return nil }
        opening = fences[0]
        spans = fences.map { problems[$0].span }
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
