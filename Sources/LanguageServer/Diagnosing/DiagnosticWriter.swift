import Diagnostics
import Federation
import ZoneFile

/// Writes findings as diagnostics of the protocol (LSP 3.17, "Diagnostic").
struct DiagnosticWriter {
    /// The optional members that the client understands.
    struct Support: Sendable {
        var relatedInformation = true
        var codeDescription = true
        var tags = true
    }

    let support: Support
    var locations: LocationWriter

    init(_ locations: LocationWriter, _ support: Support = Support()) {
        self.locations = locations
        self.support = support
    }

    mutating func diagnostic(_ finding: Finding) -> JSONValue {
        let related = support.relatedInformation ? finding.related.map { location($0) } : []
        let link = finding.references.lazy.compactMap { ReferenceLink($0) }.first
        return [
            "range": finding.primary.map { locations.range($0.span) } ?? LocationWriter.start,
            "severity": JSONValue(Self.number(finding.severity)),
            "code": JSONValue(finding.rule.code),
            "codeDescription": support.codeDescription ? link.map { ["href": JSONValue($0.url)] } : nil,
            "source": "srvlint",
            "message": JSONValue("\(finding.message)\n\(finding.why).\n\(finding.help)."),
            "tags": support.tags ? finding.rule.tag.map { [JSONValue(Self.number($0))] } : nil,
            "relatedInformation": related.isEmpty ? nil : JSONValue(related),
        ]
    }

    mutating func diagnostic(_ mistake: ConfigurationMistake) -> JSONValue {
        let lines = [mistake.message] + mistake.help
        return [
            "range": locations.range(mistake.span), "severity": 1, "source": "srvlint",
            "message": JSONValue(lines.joined(separator: "\n")),
        ]
    }

    /// What is shown for a file that was not checked, since no diagnostics would mean that nothing is wrong.
    static func notChecked(_ reason: String) -> JSONValue {
        [
            "range": LocationWriter.start, "severity": 2, "source": "srvlint",
            "message": JSONValue("this file could not be checked: \(reason)"),
        ]
    }

    private static func number(_ severity: Severity) -> Int {
        switch severity {
        case .error: 1
        case .warning: 2
        case .info: 3
        }
    }

    /// LSP 3.17, "DiagnosticTag".
    private static func number(_ tag: RuleTag) -> Int {
        switch tag {
        case .unnecessary: 1
        case .deprecated: 2
        }
    }

    private mutating func location(_ labelled: LabelledSpan) -> JSONValue {
        ["location": locations.location(labelled.span), "message": JSONValue(labelled.label)]
    }
}
