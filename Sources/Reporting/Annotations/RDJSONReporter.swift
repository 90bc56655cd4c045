import Diagnostics
import Linting
import ZoneFile

/// The JSON of reviewdog's diagnostic format. Columns count bytes, and ranges end before their end.
public struct RDJSONReporter: Reporter {
    public init() {}

    public func render(_ report: LintReport) -> String {
        let spoken = report.findings.filter { $0.suppression == nil }
        return JSONText(isPretty: true)(Document(diagnostics: spoken.map(diagnostic))) + "\n"
    }

    private func diagnostic(_ finding: Finding) -> Diagnostic {
        let message = finding.sentences.joined(separator: " ")
        return Diagnostic(
            message: finding.isNotChecked ? "Not checked: " + message : message,
            location: finding.primary.map { Location($0.span) } ?? finding.path.map { Location(path: $0) },
            severity: finding.severity.rawValue.uppercased(),
            code: Code(value: finding.rule.code),
            suggestions: suggestions(finding),
            related: finding.related.map {
                Related(message: VisibleText.escape($0.label), location: Location($0.span))
            },
            originalOutput: ConciseReporter.line(finding)
        )
    }

    /// Each is taken by itself and in the file of the diagnostic, so a fix of several edits is none.
    private func suggestions(_ finding: Finding) -> [Suggestion] {
        finding.fixes.compactMap { fix in
            guard fix.edits.count == 1, let edit = fix.edits.first, edit.span.source.path == finding.file else {
                return nil
            }
            return Suggestion(range: TextRange(edit.span), text: edit.text)
        }
    }

    private struct Document: Encodable {
        var source = Source()
        var diagnostics: [Diagnostic]
    }

    private struct Source: Encodable {
        var name = "srvlint"
    }

    private struct Diagnostic: Encodable {
        var message: String
        var location: Location?
        var severity: String
        var code: Code
        var suggestions: [Suggestion]
        var related: [Related]
        var originalOutput: String

        enum CodingKeys: String, CodingKey {
            case message, location, severity, code, suggestions
            case related = "related_locations"
            case originalOutput = "original_output"
        }
    }

    private struct Location: Encodable {
        var path: String
        var range: TextRange?

        init(path: String) {
            self.path = path
        }

        init(_ span: SourceSpan) {
            path = span.source.path
            range = TextRange(span)
        }
    }

    private struct TextRange: Encodable {
        var start, end: Position

        init(_ span: SourceSpan) {
            start = Position(span.source, span.range.lowerBound)
            end = Position(span.source, span.range.upperBound)
        }
    }

    private struct Position: Encodable {
        var line, column: Int

        init(_ source: SourceFile, _ offset: Int) {
            line = source.location(of: offset).line
            column = offset - source.range(ofLine: line).lowerBound + 1
        }
    }

    private struct Code: Encodable {
        var value: String
    }

    private struct Suggestion: Encodable {
        var range: TextRange
        var text: String
    }

    private struct Related: Encodable {
        var message: String
        var location: Location
    }
}
