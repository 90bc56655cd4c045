import Diagnostics
import Federation
import ZoneFile

/// Writes findings as diagnostics of the protocol (LSP 3.17, "Diagnostic").
struct DiagnosticWriter {
    let encoding: PositionEncoding
    let absolutePath: (String) -> String
    /// The URI of a path, as the client writes it.
    let uri: (String) -> String
    /// The position tables of the texts that were asked for, as a file may have a thousand findings.
    private var buffers: [ObjectIdentifier: TextBuffer] = [:]

    init(_ encoding: PositionEncoding, absolutePath: @escaping (String) -> String, uri: @escaping (String) -> String) {
        self.encoding = encoding
        self.absolutePath = absolutePath
        self.uri = uri
    }

    /// The absolute path of the file in which a finding is shown.
    func path(of finding: Finding) -> String? {
        (finding.primary.map { Self.written($0.span).source.path } ?? finding.path).map(absolutePath)
    }

    mutating func diagnostic(_ finding: Finding) -> JSONValue {
        let related = finding.related.map { location($0) }
        return [
            "range": finding.primary.map { range(Self.written($0.span)) } ?? Self.start,
            "severity": JSONValue(Self.number(finding.severity)),
            "code": JSONValue(finding.rule.code),
            "source": "srvlint",
            "message": JSONValue("\(finding.message)\n\(finding.why).\n\(finding.help)."),
            "relatedInformation": related.isEmpty ? nil : JSONValue(related),
        ]
    }

    /// What is shown for a file that was not checked, since no diagnostics would mean that nothing is wrong.
    static func notChecked(_ reason: String) -> JSONValue {
        ["range": start, "severity": 2, "source": "srvlint", "message": "this file could not be checked: \(reason)"]
    }

    /// The text in a file that a span stands for: a line that `$GENERATE` made is in no file.
    private static func written(_ span: SourceSpan) -> SourceSpan {
        if case .generated(let directive, _, _) = span.source.provenance { return written(directive) }
        return span
    }

    private static let start: JSONValue = [
        "start": ["line": 0, "character": 0], "end": ["line": 0, "character": 0],
    ]

    private static func number(_ severity: Severity) -> Int {
        switch severity {
        case .error: 1
        case .warning: 2
        case .info: 3
        }
    }

    private mutating func location(_ labelled: LabelledSpan) -> JSONValue {
        let span = Self.written(labelled.span)
        return [
            "location": ["uri": JSONValue(uri(absolutePath(span.source.path))), "range": range(span)],
            "message": JSONValue(labelled.label),
        ]
    }

    private mutating func range(_ span: SourceSpan) -> JSONValue {
        let buffer = buffers[ObjectIdentifier(span.source)] ?? TextBuffer(span.source.contents)
        buffers[ObjectIdentifier(span.source)] = buffer
        func json(_ offset: Int) -> JSONValue {
            let position = buffer.position(of: offset, encoding)
            return ["line": JSONValue(position.line), "character": JSONValue(position.character)]
        }
        return ["start": json(span.range.lowerBound), "end": json(span.range.upperBound)]
    }
}
