import Diagnostics
import ZoneFile

// Braces and brackets in place of parentheses.

extension UnbalancedParenthesis {
    private static let why =
        "only a parenthesis continues a record on the next line; BIND, Knot and NSD refuse to load the zone"

    /// A brace or a bracket in place of the opening parenthesis, or of both.
    static func isOtherSign(_ problem: ZoneProblem, _ rest: SourceSpan, _ context: ZoneContext) -> Finding {
        let end = rest.range.upperBound
        let closing = SourceSpan(rest.source, end - 1..<end)
        let isOpeningOnly = closing.text == ")"
        var edits = [Edit(replace: problem.span, with: "(")]
        if !isOpeningOnly { edits.append(Edit(replace: closing, with: ")")) }
        return Finding(
            info,
            isOpeningOnly
                ? "the record has \(Words.quoted(problem.span.text)) in place of `(`"
                : "the fields are in \(problem.span.text == "{" ? "braces" : "brackets") in place of parentheses",
            at: LabelledSpan(problem.span, "expected `(`"),
            why: why,
            help: isOpeningOnly ? "write `(`" : "write `(` and `)`",
            related: [LabelledSpan(closing, isOpeningOnly ? "closed here" : "expected `)`")],
            fixes: [Fix("write parentheses", .safe, edits)],
            subject: context.subject(of: problem)
        )
    }

    /// A brace or a bracket in place of the closing parenthesis.
    static func isClosedByBrace(_ problem: ZoneProblem, _ brace: SourceSpan, _ context: ZoneContext) -> Finding {
        Finding(
            info,
            "the parenthesis is closed with \(Words.quoted(brace.text))",
            at: LabelledSpan(brace, "expected `)`"),
            why: "the record continues on the following lines; BIND and Knot refuse to load the zone",
            help: "write `)` in place of \(Words.quoted(brace.text))",
            related: [LabelledSpan(problem.span, "opened here")],
            fixes: [Fix("write `)`", .safe, [Edit(replace: brace, with: ")")])],
            subject: context.subject(of: problem)
        )
    }
}
