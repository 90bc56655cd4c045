import Diagnostics
import Federation
import Linting
import ZoneFile

/// A report and its parts as JSON. Keys are an interface: keys may be added, but existing ones never change.
enum ReportJSON {
    static func document(_ report: LintReport) -> JSONValue {
        [
            "schema": 1,
            "tool": tool,
            "findings": JSONValue(report.findings.map(finding)),
            "files": JSONValue(report.files.map(file)),
            // Standing notes are listed under `findings` only if they are requested.
            "summary": summary(report.summary).adding(["standingNotes": JSONValue(report.standingNotes)]),
        ]
    }

    static let tool: JSONValue = ["name": "srvlint", "version": JSONValue(Version.current)]

    static func summary(_ counts: LintReport.Summary) -> JSONValue {
        [
            "error": JSONValue(counts.error),
            "warning": JSONValue(counts.warning),
            "info": JSONValue(counts.info),
            "suppressed": JSONValue(counts.suppressed),
            "notChecked": JSONValue(counts.notChecked),
            // Findings that this run fixed; they are not listed under `findings`.
            "fixed": JSONValue(counts.fixed),
        ]
    }

    private static func file(_ file: FileReport) -> JSONValue {
        [
            "path": JSONValue(file.path),
            "origin": JSONValue(orNull: file.origin),
            "originFrom": JSONValue(file.originFrom.rawValue),
            "records": JSONValue(file.records),
            "status": JSONValue(file.status.rawValue),
            // The zone file that includes this file; present only if the status is `included`.
            "includedBy": file.includedBy.map { JSONValue($0) },
            // Present only if the file includes others.
            "includes": file.includes.isEmpty ? nil : JSONValue(file.includes),
        ]
    }

    static func finding(_ finding: Finding) -> JSONValue {
        [
            "rule": JSONValue(finding.rule.code),
            "name": JSONValue(finding.rule.name),
            "severity": JSONValue(finding.severity.rawValue),
            // Whether the finding reports that something could not be checked. The severity does not count then.
            "notChecked": JSONValue(finding.isNotChecked),
            "message": JSONValue(finding.message),
            "why": JSONValue(finding.why),
            "help": JSONValue(finding.help),
            "location": finding.primary.map { location($0.span) } ?? .null,
            "source": finding.source.map(source) ?? .null,
            // The file, also where the finding has no location in it.
            "path": JSONValue(orNull: finding.file),
            "related": JSONValue(
                finding.related.map { ["message": JSONValue($0.label), "location": location($0.span)] }),
            "fixes": JSONValue(finding.fixes.map(fix)),
            "references": JSONValue(finding.references),
            "subject": [
                "zone": JSONValue(orNull: finding.subject.zone),
                "owner": JSONValue(orNull: finding.subject.owner),
                "serverName": JSONValue(orNull: finding.subject.serverName),
            ],
            "suppressed": finding.suppression.map(suppression) ?? .null,
        ]
    }

    /// Where a fact that is not in a file comes from.
    private static func source(_ source: FactSource) -> JSONValue {
        [
            "kind": JSONValue(source.kind.rawValue), "server": JSONValue(orNull: source.server),
            "question": JSONValue(source.question), "at": JSONValue(orNull: source.at),
        ]
    }

    static func location(_ span: SourceSpan) -> JSONValue {
        [
            "file": JSONValue(span.source.path),
            "start": position(span.start, offset: span.range.lowerBound),
            "end": position(span.end, offset: span.range.upperBound),
        ]
    }

    /// - Parameter offset: In bytes from the start of the file.
    private static func position(_ location: SourceLocation, offset: Int) -> JSONValue {
        ["line": JSONValue(location.line), "column": JSONValue(location.column), "offset": JSONValue(offset)]
    }

    private static func fix(_ fix: Fix) -> JSONValue {
        [
            "title": JSONValue(fix.title),
            "safety": JSONValue(fix.safety.rawValue),
            "edits": JSONValue(fix.edits.map(edit)),
        ]
    }

    /// An edit; `start` and `end` are in bytes from the start of the file.
    static func edit(_ edit: Edit) -> JSONValue {
        [
            "file": JSONValue(edit.span.source.path),
            "start": JSONValue(edit.span.range.lowerBound),
            "end": JSONValue(edit.span.range.upperBound),
            "text": JSONValue(edit.text),
        ]
    }

    private static func suppression(_ suppression: Suppression) -> JSONValue {
        [
            // "comment" or "baseline".
            "kind": JSONValue(suppression.kind.rawValue),
            // The text after the brackets of the comment, or "baseline".
            "reason": JSONValue(suppression.reason),
            // The comment, or the line of the baseline.
            "location": location(suppression.comment),
        ]
    }
}
