import Diagnostics
import Linting
import ZoneFile

/// The report as JSON has it. Keys are an interface: they are added to, never changed.
struct ReportDocument: Encodable {
    var schema = 1
    var tool = Tool()
    var findings: [FindingDocument]
    var files: [File]
    var summary: Summary

    struct Tool: Encodable {
        var name = "srvlint"
        var version = Version.current
    }

    struct File: Encodable {
        var path: String
        var origin: OrNull<String>
        var originFrom: String
        var records: Int
        var status: String
        /// The zone file that includes it; there only when the status is `included`.
        var includedBy: String?
        /// Files that it includes; there only when it includes some.
        var includes: [String]?
    }

    struct Summary: Encodable {
        var error: Int
        var warning: Int
        var info: Int
        var suppressed: Int
        var notChecked: Int
        /// Put right by this run; these are not among the findings.
        var fixed: Int

        init(_ counts: LintReport.Summary) {
            error = counts.error
            warning = counts.warning
            info = counts.info
            suppressed = counts.suppressed
            notChecked = counts.notChecked
            fixed = counts.fixed
        }
    }

    init(_ report: LintReport) {
        findings = report.findings.map(FindingDocument.init)
        files = report.files.map { file in
            File(
                path: file.path,
                origin: OrNull(file.origin),
                originFrom: file.originFrom.rawValue,
                records: file.records,
                status: file.status.rawValue,
                includedBy: file.includedBy,
                includes: file.includes.isEmpty ? nil : file.includes
            )
        }
        summary = Summary(report.summary)
    }
}

/// A finding as JSON has it.
struct FindingDocument: Encodable {
    var rule: String
    var name: String
    var severity: String
    /// Says that something could not be checked; the severity does not count then.
    var notChecked: Bool
    var message: String
    var why: String
    var help: String
    var location: OrNull<Location>
    /// Where no text is at fault: the file that could not be read.
    var path: OrNull<String>
    var related: [Related]
    var fixes: [FixDocument]
    var references: [String]
    var subject: SubjectDocument
    var suppressed: OrNull<Suppressed>

    struct Location: Encodable {
        var file: String
        var start: Position
        var end: Position

        init(_ span: SourceSpan) {
            file = span.source.path
            start = Position(span.start, offset: span.range.lowerBound)
            end = Position(span.end, offset: span.range.upperBound)
        }
    }

    struct Position: Encodable {
        var line: Int
        var column: Int
        /// In bytes from the start of the file.
        var offset: Int

        init(_ location: SourceLocation, offset: Int) {
            line = location.line
            column = location.column
            self.offset = offset
        }
    }

    struct Related: Encodable {
        var message: String
        var location: Location
    }

    struct FixDocument: Encodable {
        var title: String
        var safety: String
        var edits: [EditDocument]
    }

    struct EditDocument: Encodable {
        var file: String
        /// Bytes from the start of the file.
        var start: Int
        var end: Int
        var text: String
    }

    struct SubjectDocument: Encodable {
        var zone: OrNull<String>
        var owner: OrNull<String>
        var serverName: OrNull<String>
    }

    struct Suppressed: Encodable {
        /// "comment" or "baseline".
        var kind: String
        /// What stands behind the brackets of the comment; "baseline".
        var reason: String
        /// The comment, or the line of the baseline.
        var location: Location

        init(_ suppression: Suppression) {
            kind = suppression.kind.rawValue
            reason = suppression.reason
            location = Location(suppression.comment)
        }
    }

    init(_ finding: Finding) {
        rule = finding.rule.code
        name = finding.rule.name
        severity = finding.severity.rawValue
        notChecked = finding.isNotChecked
        message = finding.message
        why = finding.why
        help = finding.help
        location = OrNull(finding.primary.map { Location($0.span) })
        path = OrNull(finding.primary?.span.source.path ?? finding.path)
        related = finding.related.map { Related(message: $0.label, location: Location($0.span)) }
        fixes = finding.fixes.map { fix in
            FixDocument(
                title: fix.title,
                safety: fix.safety.rawValue,
                edits: fix.edits.map { edit in
                    EditDocument(
                        file: edit.span.source.path,
                        start: edit.span.range.lowerBound,
                        end: edit.span.range.upperBound,
                        text: edit.text
                    )
                }
            )
        }
        references = finding.references
        subject = SubjectDocument(
            zone: OrNull(finding.subject.zone),
            owner: OrNull(finding.subject.owner),
            serverName: OrNull(finding.subject.serverName)
        )
        suppressed = OrNull(finding.suppression.map(Suppressed.init))
    }
}

/// A value that is written as `null` when there is none: `Encodable` by itself leaves the key out.
struct OrNull<Value: Encodable>: Encodable {
    var value: Value?

    init(_ value: Value?) {
        self.value = value
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value {
            try container.encode(value)
        } else {
            try container.encodeNil()
        }
    }
}
