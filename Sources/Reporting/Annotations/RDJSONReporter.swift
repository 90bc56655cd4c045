import Diagnostics
import Federation
import Linting
import ZoneFile

/// The JSON of reviewdog's diagnostic format. Columns count bytes, and the end of a range is exclusive.
public struct RDJSONReporter: Reporter {
    public init() {}

    public func render(_ report: LintReport) -> String {
        let diagnostics = report.findings.filter { $0.suppression == nil }.map(diagnostic)
        let document: JSONValue = ["source": ["name": "srvlint"], "diagnostics": JSONValue(diagnostics)]
        return JSONWriter.report(.indented).text(document) + "\n"
    }

    private func diagnostic(_ finding: Finding) -> JSONValue {
        let message = finding.sentences.joined(separator: " ")
        return [
            "message": JSONValue(finding.isNotChecked ? "Not checked: " + message : message),
            "location": finding.primary.map { location($0.span) } ?? finding.path.map { ["path": JSONValue($0)] },
            "severity": JSONValue(finding.severity.rawValue.uppercased()),
            "code": ["value": JSONValue(finding.rule.code)],
            "suggestions": JSONValue(suggestions(finding)),
            "related_locations": JSONValue(
                finding.related.map {
                    ["message": JSONValue(VisibleText.escape($0.label)), "location": location($0.span)]
                }),
            "original_output": JSONValue(finding.conciseLine),
        ]
    }

    /// The fixes that reviewdog can show. It applies each suggestion separately and to the file of the diagnostic, so
    /// a fix with several edits cannot be one.
    private func suggestions(_ finding: Finding) -> [JSONValue] {
        finding.fixes.compactMap { fix in
            guard fix.edits.count == 1, let edit = fix.edits.first, edit.span.source.path == finding.file else {
                return nil
            }
            return ["range": range(edit.span), "text": JSONValue(edit.text)]
        }
    }

    private func location(_ span: SourceSpan) -> JSONValue {
        ["path": JSONValue(span.source.path), "range": range(span)]
    }

    private func range(_ span: SourceSpan) -> JSONValue {
        [
            "start": position(span.source, span.range.lowerBound),
            "end": position(span.source, span.range.upperBound),
        ]
    }

    private func position(_ source: SourceFile, _ offset: Int) -> JSONValue {
        let line = source.location(of: offset).line
        return [
            "line": JSONValue(line),
            "column": JSONValue(offset - source.range(ofLine: line).lowerBound + 1),
        ]
    }
}
