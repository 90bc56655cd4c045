import DNS
import Diagnostics
import ZoneFile

// Fields that some servers refuse and others load.

extension InvalidField {
    static func doubtful(
        _ problem: ZoneProblem,
        _ type: RecordType,
        _ field: String,
        _ expected: String,
        _ context: ZoneContext
    ) -> Finding {
        let why = "BIND refuses to load a zone with such a record; NSD loads it unchanged"
        if expected.hasPrefix("a third `"), let delimiter = expected.dropFirst("a third `".count).first {
            let span = problem.span
            let isQuoted = span.text.last == "\""
            let end = span.range.upperBound - (isQuoted ? 1 : 0)
            return Finding(
                info,
                "the \(field) of \(Words.record(type)) has no closing `\(delimiter)`",
                at: LabelledSpan(span, "expected \(expected)"),
                why: why,
                help:
                    "write \(Words.exact("\(span.text.dropLast(isQuoted ? 1 : 0))\(delimiter)\(isQuoted ? "\"" : "")"))",
                fixes: [
                    Fix(
                        "write the closing `\(delimiter)`", .unsafe,
                        [Edit(replace: SourceSpan(span.source, end..<end), with: String(delimiter))])
                ],
                subject: context.subject(of: problem)
            )
        }
        return Finding(
            info,
            "\(Words.quoted(problem.span.text)) is not valid as the \(field) of \(Words.record(type))",
            at: LabelledSpan(problem.span, "expected \(expected)"),
            why: why,
            help: "write \(expected)",
            subject: context.subject(of: problem)
        )
    }
}
