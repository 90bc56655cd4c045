import Diagnostics
import ZoneFile

// Records that continue on the next line, although no parenthesis is open at the end of the line.

extension UnbalancedParenthesis {
    static func isOnNextLine(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        let line = problem.related?.start.line
        return Finding(
            info,
            "the parenthesis is opened after the record has ended",
            at: LabelledSpan(problem.span, line.map { "must be on line \($0)" } ?? "must be on the line of the record"),
            why: "a line break ends a record unless a parenthesis is open; BIND, Knot and NSD refuse to load the zone",
            help: "move the `(` to \(line.map { "line \($0)" } ?? "the line of the record")"
                + (problem.related.map { ", after \(Words.quoted($0.text))" } ?? ""),
            related: problem.related.map { [LabelledSpan($0, "`(` belongs after this")] } ?? [],
            fixes: problem.related.map { moving(problem.span, behind: $0) } ?? [],
            subject: context.subject(of: problem)
        )
    }

    /// Moves the parenthesis to the end of the fields on the line before. A line without anything else is removed.
    private static func moving(_ parenthesis: SourceSpan, behind last: SourceSpan) -> [Fix] {
        let (source, line) = (parenthesis.source, parenthesis.source.range(ofLine: parenthesis.start.line))
        var end = parenthesis.range.upperBound
        while end < line.upperBound, [0x20, 0x09].contains(source[end]) { end += 1 }
        let isAlone = end < source.count && [0x0A, 0x0D].contains(source[end])
        let removal =
            isAlone
            ? line.lowerBound..<source.range(ofLine: parenthesis.start.line + 1).lowerBound
            : parenthesis.range.lowerBound..<end
        let position = last.range.upperBound
        return [
            Fix(
                "move the `(`", .safe,
                [
                    Edit(replace: SourceSpan(source, position..<position), with: " ("),
                    Edit(replace: SourceSpan(source, removal), with: ""),
                ])
        ]
    }

    static func isMissing(_ problem: ZoneProblem, _ context: ZoneContext) -> Finding {
        if ["{", "["].contains(problem.span.text), let rest = problem.related {
            return isOtherSign(problem, rest, context)
        }
        return Finding(
            info,
            "the record continues on the next line without a parenthesis",
            at: LabelledSpan(problem.span, "expected `(` after this"),
            why: "a line break ends a record unless a parenthesis is open; BIND, Knot and NSD refuse to load the zone",
            help: "add `(` after \(Words.quoted(problem.span.text)), and `)` where the record ends if there is none",
            fixes: parentheses(around: problem),
            subject: context.subject(of: problem)
        )
    }

    /// Puts parentheses around the line break of a record that continues on the next lines.
    private static func parentheses(around problem: ZoneProblem) -> [Fix] {
        guard let rest = problem.related else { return [] }
        let (source, start, end) = (rest.source, problem.span.range.upperBound, rest.range.upperBound)
        var edits = [Edit(replace: SourceSpan(source, start..<start), with: " (")]
        if source[end - 1] != UInt8(ascii: ")") {
            edits.append(Edit(replace: SourceSpan(source, end..<end), with: " )"))
        }
        return [Fix("put the rest of the record in parentheses", .safe, edits)]
    }
}
